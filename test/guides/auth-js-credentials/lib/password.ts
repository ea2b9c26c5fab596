import { createHash } from "node:crypto"

export function saltAndHash(password: unknown): string {
  return createHash("sha256").update(`salt:${String(password)}`).digest("hex")
}
