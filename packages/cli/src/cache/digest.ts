import { createHash } from "node:crypto";

/** The digest of content: different content has a different digest. */
export function digestOf(content: string | NodeJS.ArrayBufferView): string {
  return createHash("sha256").update(content).digest("base64url");
}
