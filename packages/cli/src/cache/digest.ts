import { createHash } from "node:crypto";

/** What content is known by: another content has another digest. */
export function digestOf(content: string | NodeJS.ArrayBufferView): string {
  return createHash("sha256").update(content).digest("base64url");
}
