import { cpSync, mkdtempSync, realpathSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { packagesOf, versions } from "./packages.js";

declare module "vitest" {
  interface ProvidedContext {
    /** The folder with a folder for each release of next-auth, whose `node_modules` holds it. */
    readonly packages: string;
  }
}

/**
 * Copies the types of the real next-auth, and of what its own types need, for a run of the tests. Where pnpm has put
 * them, they find the types of Next and Node beside them, and every program of a test would read 400 files more.
 */
export default function setup({ provide }: TestProject): () => void {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "typed-session-packages-")));
  for (const version of versions)
    for (const [name, from] of packagesOf(version))
      cpSync(from, join(folder, version, "node_modules", name), {
        recursive: true,
        filter: (file) => /\.d\.[cm]?ts$|\/package\.json$/.test(file) || statSync(file).isDirectory(),
      });
  provide("packages", folder);
  return () => {
    rmSync(folder, { recursive: true });
  };
}
