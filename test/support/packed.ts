import { mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { mustRun } from "./run.js";

const root = join(import.meta.dirname, "../..");

/**
 * Packs packages of the workspace as they would be published.
 *
 * @param names their folders
 * @returns the entry of one of them for a manifest
 */
export function packed(...names: readonly string[]): (name: string) => string {
  const tarballs = new Map(
    names.map((name) => {
      const folder = mkdtempSync(join(tmpdir(), "typed-session-packed-"));
      mustRun(join(root, "packages", name), "npx", ["-y", "pnpm@10.34.9", "pack", "--pack-destination", folder]);
      return [name, `file:${join(folder, readdirSync(folder)[0] ?? "")}`];
    }),
  );
  return (name) => {
    const tarball = tarballs.get(name);
    if (tarball === undefined) throw new Error(`${name} was not packed.`);
    return tarball;
  };
}
