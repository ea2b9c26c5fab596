import { cpSync, mkdtempSync, realpathSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { mustRun, run, type Answer } from "./run.js";

const root = join(import.meta.dirname, "../..");
const generated = ["node_modules", ".nuxt", ".next", ".output", ".svelte-kit", "tmp", ".npmrc"];

/** The built command. */
export const builtCommand = join(root, "packages/cli/bin/typed-session.js");

/** Runs it in an app, without the closing line, which holds the time. */
export function typedSession(app: string, ...args: readonly string[]): Answer {
  return run(app, process.execPath, [builtCommand, ...args, "--quiet"]);
}

/** A copy of a fixture app outside the workspace, without installed or generated files. */
export function copyOf(fixture: string): string {
  const app = realpathSync(mkdtempSync(join(tmpdir(), `typed-session-${fixture}-`)));
  cpSync(join(root, "fixtures", fixture), app, {
    recursive: true,
    filter: (source) => !generated.includes(basename(source)),
  });
  return app;
}

/** The folder of a fixture app's installed dependencies. */
export function fixtureModules(fixture: string): string {
  return join(root, "fixtures", fixture, "node_modules");
}

/** The same with the fixture's own dependencies linked in. */
export function linkedCopyOf(fixture: string): string {
  const app = copyOf(fixture);
  symlinkSync(fixtureModules(fixture), join(app, "node_modules"), "dir");
  return app;
}

/** The same with its dependencies in pnpm's layout: each package sees only its own. The versions are the lockfile's. */
export function pnpmCopyOf(fixture: string): string {
  const app = copyOf(fixture);
  const pnpm = (...args: readonly string[]): void => void mustRun(app, "npx", ["-y", "pnpm@10.34.9", ...args]);
  // A workspace of its own, without warnings about peers that the frameworks disagree on.
  writeFileSync(join(app, "pnpm-workspace.yaml"), "strictPeerDependencies: false\n");
  pnpm("import");
  pnpm("install", "--frozen-lockfile", "--ignore-scripts");
  return app;
}

/** The sorted errors of a type-checker run, one a line: `file(line,column): TSnnnn`. */
export function typeErrors(app: string, checker: "tsc" | "vue-tsc", args: readonly string[]): string[] {
  const { stdout } = run(app, join(app, "node_modules/.bin", checker), [...args, "--noEmit", "--pretty", "false"]);
  return [...stdout.matchAll(/^(\S.*\(\d+,\d+\)): error (TS\d+)/gm)]
    .map(([, place = "", code = ""]) => `${place}: ${code}`)
    .sort();
}

/** Writes the tsconfig that SvelteKit generates. */
export function svelteSync(app: string): void {
  mustRun(app, join(app, "node_modules/.bin/svelte-kit"), ["sync"]);
}

/** The same for svelte-check, which has its own format without codes. */
export function svelteErrors(app: string): string[] {
  const { stdout } = run(app, join(app, "node_modules/.bin/svelte-check"), [
    "--output",
    "machine",
    "--threshold",
    "error",
  ]);
  return [...stdout.matchAll(/^\d+ ERROR "([^"]+)" (\d+):(\d+)/gm)]
    .map(([, file = "", line = "", column = ""]) => `${file}(${line},${column})`)
    .sort();
}
