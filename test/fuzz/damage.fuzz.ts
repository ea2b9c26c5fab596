import { spawnSync } from "node:child_process";
import { isUtf8 } from "node:buffer";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import fc from "fast-check";
import ts from "typescript";
import { afterAll, expect, test } from "vitest";
import { runIn, type Run } from "../../packages/cli/test/support/app.js";
import { copiedNextAuth } from "../../packages/core/test/support/copied-packages.js";
import { fuzzing, timeout, withinLimit } from "./budget.js";

const root = join(import.meta.dirname, "../..");
const installedFor = (workspace: string, name: string): string =>
  realpathSync(dirname(createRequire(join(root, workspace, "package.json")).resolve(name)));
const nextAuth4 = copiedNextAuth(4);
const nextAuth5 = installedFor("packages/core", "next-auth-5");
const node = { "@types/node": dirname(installedFor("test", "@types/node/package.json") + "/package.json") };

/** Fixture apps, with those of their dependencies that are installed for the tests; the others stay unresolved. */
const apps: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "next-auth-v4": { "next-auth": nextAuth4, ...node },
  "authjs-next": { "next-auth": nextAuth5, "@auth/core": realpathSync(join(nextAuth5, "../@auth/core")), ...node },
  "authjs-core": { "@auth/core": realpathSync(join(nextAuth5, "../@auth/core")), ...node },
  "nuxt-guide": { "next-auth": nextAuth4, ...node },
};
const nuxtAuth = JSON.stringify({ name: "@sidebase/nuxt-auth", version: "0.10.1" });

/** Source files of installed packages, which no case changes. */
const installed = new Map<string, ts.SourceFile | undefined>();

function createCompilerHost(options: ts.CompilerOptions, setParentNodes?: boolean): ts.CompilerHost {
  const host = ts.createCompilerHost(options, setParentNodes);
  const getSourceFile = host.getSourceFile.bind(host);
  host.getSourceFile = (fileName, versionOrOptions, ...rest) => {
    if (!fileName.startsWith(`${root}/node_modules/`)) return getSourceFile(fileName, versionOrOptions, ...rest);
    // Binding depends on the options, and a source file is bound only once.
    const { strict, target, module, allowJs, isolatedModules } = options;
    const key = JSON.stringify([
      fileName,
      versionOrOptions,
      setParentNodes,
      strict,
      target,
      module,
      allowJs,
      isolatedModules,
    ]);
    if (!installed.has(key)) installed.set(key, getSourceFile(fileName, versionOrOptions, ...rest));
    return installed.get(key);
  };
  return host;
}

/** The TypeScript of all projects: the real one, except that it reads installed files only once. */
const typescript = "typed-session.fuzz.typescript";
Object.assign(globalThis, { [typescript]: { ...ts, createCompilerHost } });

/** The bytes of a project's files by name. */
type Files = ReadonlyMap<string, Buffer>;

/** A change of the bytes of a file. Places and lengths are taken modulo the actual size. */
type Damage = { readonly file: number } & (
  | { readonly kind: "flip"; readonly at: number; readonly bit: number }
  | { readonly kind: "delete"; readonly at: number; readonly length: number }
  | { readonly kind: "insert"; readonly at: number; readonly bytes: Uint8Array }
  | { readonly kind: "text"; readonly at: number; readonly text: string }
  | { readonly kind: "truncate"; readonly at: number }
  | { readonly kind: "duplicate"; readonly at: number; readonly length: number; readonly to: number }
  | { readonly kind: "swap"; readonly at: number; readonly length: number; readonly to: number }
  | {
      readonly kind: "nest";
      readonly at: number;
      readonly open: string;
      readonly close: string;
      readonly depth: number;
    }
  | { readonly kind: "splice"; readonly at: number; readonly other: number; readonly to: number }
  | { readonly kind: "deleteLine"; readonly at: number }
  | { readonly kind: "duplicateLine"; readonly at: number }
  | { readonly kind: "swapLines"; readonly at: number; readonly to: number }
  | { readonly kind: "word"; readonly at: number; readonly to: number }
  | { readonly kind: "whole"; readonly as: "crlf" | "bom" | "utf16" | "cr" | "latin1" | "oneLine" }
);

const place = fc.nat(1_000_000);
const length = fc.integer({ min: 1, max: 60 });
const damage: fc.Arbitrary<Damage> = fc.oneof(
  // Damage that mostly leaves a valid program.
  {
    weight: 4,
    arbitrary: fc.record({ file: fc.nat(50), kind: fc.constantFrom("deleteLine", "duplicateLine"), at: place }),
  },
  { weight: 3, arbitrary: fc.record({ file: fc.nat(50), kind: fc.constant("swapLines"), at: place, to: place }) },
  { weight: 4, arbitrary: fc.record({ file: fc.nat(50), kind: fc.constant("word"), at: place, to: place }) },
  {
    weight: 2,
    arbitrary: fc.record({
      file: fc.nat(50),
      kind: fc.constant("whole"),
      as: fc.constantFrom("crlf", "bom", "utf16", "cr", "latin1", "oneLine"),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      file: fc.nat(50),
      kind: fc.constant("text"),
      at: place,
      text: fc.constantFrom(
        "\uD800",
        "/* \u0000 */",
        "// é\n",
        "\u2028",
        "/*",
        "*/",
        "as any",
        "?",
        "!",
        "...",
        "await ",
        "// @ts-ignore\n",
        "// typed-session-disable\n",
        'import "next-auth";\n',
        "export {};\n",
        `"${"x".repeat(100_000)}";`,
        "\r",
        "`${",
        "<div>",
        "#",
        'declare module "next-auth" {\n',
        "}\n",
        "readonly ",
      ),
    }),
  },
  // Damage that mostly does not.
  fc.record({ file: fc.nat(50), kind: fc.constant("flip"), at: place, bit: fc.nat(7) }),
  fc.record({ file: fc.nat(50), kind: fc.constant("delete"), at: place, length }),
  fc.record({
    file: fc.nat(50),
    kind: fc.constant("insert"),
    at: place,
    bytes: fc.uint8Array({ minLength: 1, maxLength: 8 }),
  }),
  fc.record({ file: fc.nat(50), kind: fc.constant("truncate"), at: place }),
  fc.record({ file: fc.nat(50), kind: fc.constant("duplicate"), at: place, length, to: place }),
  fc.record({ file: fc.nat(50), kind: fc.constant("swap"), at: place, length, to: place }),
  fc.record({ file: fc.nat(50), kind: fc.constant("splice"), at: place, other: fc.nat(50), to: place }),
  fc
    .record({
      file: fc.nat(50),
      at: place,
      pair: fc.constantFrom("()", "[]", "{}", "!;", "-;", "<>"),
      depth: fc.integer({ min: 1, max: 20_000 }),
    })
    .map(({ file, at, pair, depth }): Damage => ({
      file,
      kind: "nest",
      at,
      open: pair[0] ?? "",
      close: pair[1] ?? "",
      depth,
    })),
);

interface Case {
  readonly app: string;
  /** Whether its declarations match the callbacks before the damage. */
  readonly isFixed: boolean;
  readonly damages: readonly Damage[];
}

const cases: fc.Arbitrary<Case> = fc.record({
  app: fc.constantFrom(...Object.keys(apps)),
  isFixed: fc.boolean(),
  damages: fc.array(damage, { minLength: 1, maxLength: 3 }),
});

/** A file by index; files with auth configs and tsconfigs come up more often than others. */
function fileFor(files: Files, index: number): string {
  const names = [...files.keys()].filter(
    (name) => /\.([cm]?tsx?|json|vue)$/.test(name) && name !== "package-lock.json",
  );
  const deciding = names.filter((name) => /auth|tsconfig/.test(name) && !name.includes("route"));
  const all = [...deciding, ...deciding, ...deciding, ...names];
  return all[index % all.length] ?? "";
}

function damaged(files: Files, one: Damage): Files {
  const name = fileFor(files, one.file);
  const bytes = files.get(name) ?? Buffer.alloc(0);
  return new Map(files).set(name, apply(one, bytes, files));
}

function apply(one: Damage, bytes: Buffer, files: Files): Buffer {
  const within = (at: number): number => at % (bytes.length + 1);
  switch (one.kind) {
    case "flip": {
      const flipped = Buffer.from(bytes);
      const at = one.at % Math.max(1, bytes.length);
      flipped[at] = (flipped[at] ?? 0) ^ (1 << one.bit);
      return flipped;
    }
    case "delete":
      return splice(bytes, within(one.at), one.length);
    case "insert":
      return splice(bytes, within(one.at), 0, Buffer.from(one.bytes));
    case "text":
      return splice(bytes, within(one.at), 0, Buffer.from(one.text));
    case "truncate":
      return bytes.subarray(0, within(one.at));
    case "duplicate":
      return splice(bytes, within(one.to), 0, bytes.subarray(within(one.at), within(one.at) + one.length));
    case "swap": {
      const [from, to] = [within(one.at), within(one.to)].sort((a, b) => a - b) as [number, number];
      const size = Math.min(one.length, to - from);
      const [first, second] = [bytes.subarray(from, from + size), bytes.subarray(to, to + size)];
      return splice(splice(bytes, to, second.length, first), from, first.length, second);
    }
    case "nest":
      return splice(bytes, within(one.at), 0, Buffer.from(one.open.repeat(one.depth) + one.close.repeat(one.depth)));
    case "splice": {
      const other = files.get(fileFor(files, one.other)) ?? bytes;
      return Buffer.concat([bytes.subarray(0, within(one.at)), other.subarray(one.to % (other.length + 1))]);
    }
    case "deleteLine":
    case "duplicateLine":
    case "swapLines":
      return onLines(bytes, (lines) => {
        const at = one.at % lines.length;
        if (one.kind === "deleteLine") return lines.toSpliced(at, 1);
        if (one.kind === "duplicateLine") return lines.toSpliced(at, 0, lines[at] ?? "");
        const to = one.to % lines.length;
        return lines.with(at, lines[to] ?? "").with(to, lines[at] ?? "");
      });
    case "word":
      return Buffer.from(otherWord(bytes.toString("latin1"), one.at, one.to), "latin1");
    case "whole":
      return wholly(bytes, one.as);
  }
}

function splice(bytes: Buffer, at: number, length: number, put: Uint8Array = Buffer.alloc(0)): Buffer {
  return Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at + length)]);
}

function onLines(bytes: Buffer, change: (lines: string[]) => string[]): Buffer {
  return Buffer.from(change(bytes.toString("latin1").split("\n")).join("\n"), "latin1");
}

/** The text with one word replaced by another of its words. */
function otherWord(text: string, at: number, to: number): string {
  const words = [...text.matchAll(/[A-Za-z]\w*/g)];
  const target = words[at % words.length];
  const other = words[to % words.length];
  if (!target || !other) return text;
  return text.slice(0, target.index) + other[0] + text.slice(target.index + target[0].length);
}

function wholly(bytes: Buffer, as: (Damage & { kind: "whole" })["as"]): Buffer {
  const text = bytes.toString("utf8");
  switch (as) {
    case "crlf":
      return Buffer.from(text.replaceAll("\n", "\r\n"));
    case "cr":
      return Buffer.from(text.replaceAll("\n", "\r"));
    case "bom":
      return Buffer.from(`\uFEFF${text}`);
    case "utf16":
      return Buffer.from(`\uFEFF${text}`, "utf16le");
    case "latin1":
      return Buffer.from(`// caf\u00e9\n${text}`, "latin1");
    case "oneLine":
      return Buffer.from(text.replaceAll(/\/\/.*$/gm, "").replaceAll("\n", " "));
  }
}

async function run(cwd: string, ...argv: readonly string[]): Promise<Run> {
  const { code, stdout, stderr } = await withinLimit(argv.join(" "), () => runIn(cwd, {}, argv));
  expect([0, 1, 2]).toContain(code);
  expect(stderr).not.toContain("This should not happen");
  if (stderr.includes("TypeScript gives up")) expect(() => errorsOf(cwd)).toThrow("Debug Failure");
  if (code === 2)
    expect({ stdout, stderr }).toEqual({ stdout: "", stderr: expect.stringMatching(saysWhatToDo) as string });
  return { code, stdout, stderr };
}

/** Notes, then one sentence that says what the user can do. */
const saysWhatToDo =
  /^(typed-session: [^\n]* (instead|types)\.\n)*typed-session: [^\n]*(Correct it|correct its|correct your|run this in|install the project's|run fix again|Run fix again|run again|run this again|can be read is)[^\n]*\.\n$/;

function filesOf(folder: string): Files {
  const files = readdirSync(folder, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile());
  return new Map(
    files
      .map(({ parentPath, name }) => join(parentPath, name))
      .filter((path) => !path.includes("/node_modules/"))
      .map((path) => [relative(folder, path), readFileSync(path)]),
  );
}

function writeFiles(folder: string, files: Files): void {
  for (const [name, bytes] of files) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), bytes);
  }
}

/** A project of these files in a folder of its own. If a case never ends, its folder stays as evidence. */
function createProject(app: string, files: Files): string {
  const parent = realpathSync(mkdtempSync(join(tmpdir(), "typed-session-damage-")));
  const folder = join(parent, "app");
  writeFiles(folder, files);
  const modules = join(folder, "node_modules");
  for (const [name, target] of Object.entries(apps[app] ?? {})) {
    mkdirSync(dirname(join(modules, name)), { recursive: true });
    symlinkSync(target, join(modules, name), "dir");
  }
  mkdirSync(join(modules, "typescript"));
  writeFileSync(join(modules, "typescript/index.js"), `module.exports = globalThis["${typescript}"];\n`);
  if (app.startsWith("nuxt")) {
    mkdirSync(join(modules, "@sidebase/nuxt-auth"), { recursive: true });
    writeFileSync(join(modules, "@sidebase/nuxt-auth/package.json"), nuxtAuth);
  }
  return folder;
}

async function inProject<Result>(app: string, files: Files, use: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = createProject(app, files);
  try {
    return await use(folder);
  } finally {
    rmSync(dirname(folder), { recursive: true });
  }
}

const known = new Map<string, Promise<Files>>();

/** An app's files in the repository's state, or after `fix`. */
function undamaged(app: string, isFixed: boolean): Promise<Files> {
  const key = `${app} ${isFixed}`;
  const files =
    known.get(key) ??
    inProject(app, fixture(app), async (folder) => {
      if (isFixed) expect((await run(folder, "fix")).code).toBeLessThan(2);
      return filesOf(folder);
    });
  known.set(key, files);
  return files;
}

function fixture(app: string): Files {
  const listed = spawnSync("git", ["ls-files", "-z"], { cwd: join(root, "fixtures", app), encoding: "utf8" }).stdout;
  const names = listed.split("\0").filter((name) => name !== "" && name !== "package-lock.json");
  return new Map(names.map((name) => [name, readFileSync(join(root, "fixtures", app, name))]));
}

/** The compiler's errors in the project's own files, each with the text of its line. */
function errorsOf(folder: string): string[] {
  const configFile = join(folder, "tsconfig.json");
  const parsed = ts.getParsedCommandLineOfConfigFile(
    configFile,
    {},
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => undefined },
  );
  if (!parsed || parsed.errors.length > 0) return [];
  const options = { ...parsed.options, noEmit: true, incremental: false };
  const host = createCompilerHost(options);
  const program = ts.createProgram({ rootNames: parsed.fileNames, options, host });
  return program
    .getSourceFiles()
    .filter(({ fileName }) => fileName.startsWith(`${folder}/`) && !fileName.includes("/node_modules/"))
    .flatMap((file) => [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)])
    .map(({ file, start = 0 }) => {
      if (!file) return "";
      const { line } = file.getLineAndCharacterOfPosition(start);
      const text = file.text.split(/\r\n|\r|\n/)[line] ?? "";
      // An unused directive is removed from the line.
      return `${relative(folder, file.fileName)}: ${text.replace(/\/\/ typed-session-disable.*/, "").trim()}`;
    });
}

/** The files after the diff of a dry run, applied by `git`. */
function patched(files: Files, diff: string): Files {
  const folder = mkdtempSync(join(tmpdir(), "typed-session-patch-"));
  try {
    writeFiles(folder, files);
    const { status, stderr } = spawnSync("git", ["apply", "--whitespace=nowarn", "-"], {
      cwd: folder,
      input: diff,
      encoding: "utf8",
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    return filesOf(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Lines that differ only in their line ending or encoding. A line that has moved is the same as before. */
function retouchedLines(diff: string): string[] {
  const lines = diff.split("\n");
  const plain = (line: string): string => line.replace(/\r$|^\uFEFF/g, "").replaceAll("\uFFFD", "");
  const withMark = (mark: string): string[] =>
    lines
      .filter(
        (line, index) =>
          line.startsWith(mark) && !line.startsWith(mark.repeat(3)) && !lines[index + 1]?.startsWith("\\"),
      )
      .map((line) => line.slice(1));
  const added = withMark("+");
  const plainly = new Set(added.map(plain));
  return withMark("-").filter((line) => line.trim() !== "" && !added.includes(line) && plainly.has(plain(line)));
}

const counts = { cases: 0, analysed: 0, found: 0, fixed: 0, refused: 0 };

async function holds({ app, isFixed, damages }: Case): Promise<void> {
  const files = damages.reduce<Files>(damaged, await undamaged(app, isFixed));
  await inProject(app, files, async (folder) => {
    counts.cases++;
    const check = await run(folder, "check");
    const explain = await run(folder, "explain");
    const dry = await run(folder, "fix", "--dry-run");
    expect(filesOf(folder)).toEqual(files);
    // The commands read different parts of a project, so only some may meet an error.
    if (check.code === 2 && dry.code === 2 && explain.code === 2) return;
    if (explain.stdout !== "") counts.analysed++;
    if (check.code === 1) counts.found++;
    const errors = dry.stdout === "" ? [] : errorsOf(folder);

    const fix = await run(folder, "fix");
    const after = filesOf(folder);
    if (fix.code === 2) {
      expect(after).toEqual(files);
      if (dry.code === 2) return;
      expect(fix.stderr).toContain("is not UTF-8 text");
      counts.refused++;
      return;
    }
    expect(fix.code).toBe(dry.code);
    // A lone carriage return is shown escaped.
    if (!dry.stderr.includes("it cannot be applied"))
      expect(after).toEqual(dry.stdout === "" ? files : patched(files, dry.stdout));
    expect(retouchedLines(dry.stdout)).toEqual([]);
    for (const [name, bytes] of after) {
      const before = files.get(name);
      if (before?.equals(bytes) === true) continue;
      expect(isUtf8(bytes), name).toBe(true);
    }
    if (dry.stdout !== "") {
      counts.fixed++;
      expect(errorsOf(folder).filter((error) => !errors.includes(error))).toEqual([]);
    }
    expect(await run(folder, "fix")).toMatchObject({
      code: fix.code,
      stdout: expect.not.stringContaining("Fixed") as string,
    });
    expect(filesOf(folder)).toEqual(after);
    if (fix.code === 0) expect((await run(folder, "check")).code).toBe(0);
  });
}

/** Adds the damaged files, byte for byte, to the message of a failure. */
async function withFiles(one: Case): Promise<void> {
  try {
    await holds(one);
  } catch (error) {
    const original = await undamaged(one.app, one.isFixed);
    const files = one.damages.reduce<Files>(damaged, original);
    const shown = [...files]
      .filter(([name, bytes]) => original.get(name)?.equals(bytes) !== true)
      .map(
        ([name, bytes]) =>
          `--- ${one.app}/${name}\n${isUtf8(bytes) ? bytes.toString("utf8").slice(0, 20_000) : JSON.stringify(bytes.toString("latin1").slice(0, 20_000))}\n`,
      );
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n${shown.join("")}`, { cause: error });
  }
}

afterAll(() => {
  console.log(`damage: ${JSON.stringify(counts)}`);
});

test("a damaged project is refused in one sentence, or read and fixed without harm", { timeout }, async () => {
  await fc.assert(fc.asyncProperty(cases, withFiles), fuzzing<[Case]>());
  // If no project survived its damage, the test would prove nothing.
  if (counts.cases >= 50)
    for (const count of [counts.analysed, counts.found, counts.fixed]) expect(count).toBeGreaterThan(0);
});
