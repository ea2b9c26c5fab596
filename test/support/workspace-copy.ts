import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { onTestFinished } from "vitest";

const fixtures = join(import.meta.dirname, "../../fixtures");

/** What a package of a fixture generates. */
const generated = ["node_modules", "dist", ".next", ".turbo"];

/**
 * A copy of a fixture with several packages, gone when the test ends. Its node_modules are links: to the installed
 * packages of the fixture, and to the copies of its own packages.
 */
export function copyOfWorkspace(name: string): string {
  const fixture = join(fixtures, name);
  const parent = realpathSync(mkdtempSync(join(tmpdir(), "typed-session-workspace-")));
  onTestFinished(() => {
    rmSync(parent, { recursive: true });
  });
  const copy = join(parent, name);
  const isSource = (path: string): boolean =>
    !relative(fixture, path)
      .split("/")
      .some((part) => generated.includes(part)) && !path.endsWith(".tsbuildinfo");
  cpSync(fixture, copy, { recursive: true, filter: isSource });
  for (const directory of ["", ...packagesIn(fixture)]) {
    const modules = join(fixture, directory, "node_modules");
    if (existsSync(modules)) linkModules(modules, join(copy, directory, "node_modules"), { fixture, copy });
  }
  return copy;
}

/** The directories of a fixture's packages: `apps/web`. */
export function packagesIn(fixture: string): string[] {
  return ["apps", "libs", "packages"]
    .filter((group) => existsSync(join(fixture, group)))
    .flatMap((group) => readdirSync(join(fixture, group)).map((name) => join(group, name)))
    .filter((directory) => existsSync(join(fixture, directory, "package.json")));
}

function linkModules(from: string, to: string, roots: { readonly fixture: string; readonly copy: string }): void {
  for (const entry of readdirSync(from)) {
    const path = join(from, entry);
    if (entry.startsWith("@") && !lstatSync(path).isSymbolicLink()) {
      linkModules(path, join(to, entry), roots);
      continue;
    }
    if (entry === ".cache") continue;
    const target = realpathSync(path);
    const own = relative(roots.fixture, target);
    const isOwnPackage = !own.startsWith("..") && !own.split("/").includes("node_modules");
    mkdirSync(dirname(join(to, entry)), { recursive: true });
    symlinkSync(isOwnPackage ? join(roots.copy, own) : target, join(to, entry));
  }
}
