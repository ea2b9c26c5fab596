import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import type TS from "typescript";
import { fixtureModules } from "./app.js";
import { start } from "./run.js";

const root = join(import.meta.dirname, "../..");
const folder = join(root, "test/guides");

/**
 * The expectations of an app that follows an official guide, in its `guide.json`. An error is `file: code at line of
 * code`, a finding `rule at line of code`.
 */
export interface Guide {
  readonly name: string;
  /** The fixture whose dependencies and configuration the app shares. */
  readonly install: string;
  readonly before: readonly string[];
  readonly findings: readonly string[];
  /** The members that `fix` writes, in the order of their files and lines. */
  readonly written: readonly string[];
  readonly after: readonly (readonly [error: string, why: string])[];
}

export const guides: readonly Guide[] = readdirSync(folder)
  .filter((name) => existsSync(join(folder, name, "guide.json")))
  .map((name) => ({ ...(JSON.parse(readFileSync(join(folder, name, "guide.json"), "utf8")) as Guide), name }));

/** The files that a framework needs beside those of a guide. */
const configuration = [
  "package.json",
  "tsconfig.json",
  "svelte.config.js",
  "vite.config.ts",
  "nuxt.config.ts",
  "app.vue",
  "src/app.d.ts",
  "src/app.html",
];

/** A copy of a guide's app with the fixture's dependencies and the framework's generated files. */
export async function appOf({ name, install }: Guide): Promise<string> {
  const app = realpathSync(mkdtempSync(join(tmpdir(), `typed-session-guide-${name}-`)));
  for (const file of configuration) {
    const source = join(root, "fixtures", install, file);
    if (existsSync(source)) cpSync(source, join(app, file));
  }
  cpSync(join(folder, name), app, { recursive: true });
  rmSync(join(app, "guide.json"));
  symlinkSync(fixtureModules(install), join(app, "node_modules"), "dir");
  await prepare(app, install);
  return app;
}

/** Writes what the framework of a fixture generates. */
export async function prepare(app: string, fixture: string): Promise<void> {
  if (fixture.startsWith("nuxt")) await bin(app, "nuxt", "prepare");
  if (fixture === "authjs-sveltekit") await bin(app, "svelte-kit", "sync");
}

async function bin(app: string, name: string, ...args: readonly string[]): Promise<string> {
  const { stdout } = await start(app, join(app, "node_modules/.bin", name), args);
  return stdout;
}

/** Every text of an app by its name, without installed or generated files. */
export function textsOf(app: string): ReadonlyMap<string, string> {
  const files = readdirSync(app, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(app, join(parentPath, name)).replaceAll("\\", "/"))
    .filter((name) => !/^(?:node_modules|\.nuxt|\.svelte-kit)\//.test(name));
  return new Map(files.sort().map((name) => [name, readFileSync(join(app, name), "utf8")]));
}

/** A line of a file as the expectations name it. */
export function lineOf(app: string, file: string, line: number): string {
  return (readFileSync(join(app, file), "utf8").split("\n")[line - 1] ?? "").trim();
}

/** The errors that the app's own type-checker finds, sorted. */
export async function errorsOf({ install }: Guide, app: string): Promise<string[]> {
  if (install === "authjs-sveltekit") return svelteErrors(app);
  if (install.startsWith("nuxt")) return vueErrors(app);
  return compilerErrors(app);
}

async function svelteErrors(app: string): Promise<string[]> {
  const output = await bin(app, "svelte-check", "--output", "machine", "--threshold", "error");
  return [...output.matchAll(/^\d+ ERROR "([^"]+)" (\d+):\d+/gm)]
    .map(([, file = "", line = ""]) => `${file}: error at \`${lineOf(app, file, Number(line))}\``)
    .sort();
}

async function vueErrors(app: string): Promise<string[]> {
  const output = await bin(app, "vue-tsc", "-p", ".nuxt/tsconfig.json", "--noEmit", "--pretty", "false");
  return [...output.matchAll(/^(\S.*)\((\d+),\d+\): error (TS\d+)/gm)]
    .map(([, file = "", line = "", code = ""]) => `${file}: ${code} at \`${lineOf(app, file, Number(line))}\``)
    .sort();
}

/** Package files by their real paths: the apps of one fixture share them, and each is parsed once. */
const parsed = new Map<string, TS.SourceFile | undefined>();

/** The errors of `tsc --noEmit` in the app, from the same compiler in this process. */
function compilerErrors(app: string): string[] {
  const ts = createRequire(join(app, "package.json"))("typescript") as typeof TS;
  const config = join(app, "tsconfig.json");
  const { options, fileNames } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(config, (name) => readFileSync(name, "utf8")).config,
    ts.sys,
    dirname(config),
    { noEmit: true, incremental: false },
    config,
  );
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (name, how, ...rest) => {
    if (!name.includes("/node_modules/")) return read(name, how, ...rest);
    const key = `${JSON.stringify(how)} ${name}`;
    if (!parsed.has(key)) parsed.set(key, read(name, how, ...rest));
    return parsed.get(key);
  };
  return ts
    .getPreEmitDiagnostics(ts.createProgram(fileNames, options, host))
    .map(({ file, start: at = 0, code }) => {
      if (!file) return `TS${code}`;
      const name = relative(app, file.fileName).replaceAll("\\", "/");
      return `${name}: TS${code} at \`${lineOf(app, name, file.getLineAndCharacterOfPosition(at).line + 1)}\``;
    })
    .sort();
}
