import { cpSync, mkdtempSync, realpathSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { packagesOf } from "./packages.js";

declare module "vitest" {
  interface ProvidedContext {
    /** The folder that holds `4` and `5`: a folder for a major version of next-auth, with its `node_modules`. */
    readonly packages: string;
  }
}

/**
 * Copies the types of the real next-auth, and of what its own types need, for a run of the tests. Where pnpm has put
 * them, they find the types of Next and Node beside them, and every program of a test would read 400 files more.
 */
export default function setup({ provide }: TestProject): () => void {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "typed-session-packages-")));
  const releases = { 4: packagesOf("4.24.15"), 5: packagesOf("5.0.0-beta.32") };
  for (const [major, packages] of Object.entries(releases))
    for (const [name, from] of packages)
      cpSync(from, join(folder, major, "node_modules", name), {
        recursive: true,
        filter: (file) => /\.d\.[cm]?ts$|\/package\.json$/.test(file) || statSync(file).isDirectory(),
      });
  provide("packages", folder);
  return () => {
    rmSync(folder, { recursive: true });
  };
}
