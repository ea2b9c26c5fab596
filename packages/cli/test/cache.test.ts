import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { keepRun, keptRun, type Entry } from "../src/cache/store.js";
import type { Surroundings } from "../src/io.js";
import { entryOf, start } from "../src/start.js";
import { auth, augmentation, createApp, tsconfig, withoutClosing, type App, type Run } from "./support/app.js";
import { putWords } from "./support/kept-runs.js";

const kept = "node_modules/.cache/typed-session";
const words = "said before";
const fromCache = `typed-session: ${words}\n`;

/** Where the key lies, outside of every app. */
let state: string;

beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), "typed-session-state-"));
});

afterEach(() => {
  vi.useRealTimers();
  rmSync(state, { recursive: true, force: true });
});

const keyFile = (): string => join(state, "typed-session/cache-key");

/** Lets what has just been written count as settled. */
function later(): void {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 60_000 });
}

type Env = Readonly<Record<string, string>>;

function surroundings(app: App, env: Env, run = { stdout: "", stderr: "" }): Surroundings {
  return {
    cwd: app.directory,
    env: { XDG_STATE_HOME: state, ...env },
    stdout: { write: (text) => (run.stdout += text) },
    stderr: { write: (text) => (run.stderr += text) },
  };
}

async function check(app: App, env: Env = {}, ...args: readonly string[]): Promise<Run> {
  const run = { stdout: "", stderr: "" };
  const code = await start(["check", ...args], surroundings(app, env, run));
  return { code, stdout: run.stdout, stderr: withoutClosing(run.stderr) };
}

function entriesOf(app: App): string[] {
  const directory = join(app.directory, kept);
  return existsSync(directory) ? readdirSync(directory).map((name) => join(directory, name)) : [];
}

function onlyEntry(app: App): string {
  const [entry = "", ...others] = entriesOf(app);
  expect(others).toEqual([]);
  return entry;
}

function mark(app: App, env: Env = {}, ...args: readonly string[]): void {
  putWords(["check", ...args], surroundings(app, env), words);
}

async function isSaidAgain(app: App, env: Env = {}, ...args: readonly string[]): Promise<boolean> {
  return (await check(app, env, ...args)).stderr === fromCache;
}

/** A project without auth, whose check takes no time. */
function plainApp(): App {
  return createApp({
    "tsconfig.json": tsconfig,
    "src/a.ts": "export const a = 1;\n",
    "src/b.ts": "export const b = 2;\n",
  });
}

function authApp(): App {
  return createApp({
    "tsconfig.json": JSON.stringify({ extends: "./tsconfig.base.json" }),
    "tsconfig.base.json": tsconfig,
    "auth.ts": auth,
    "next-auth.d.ts": augmentation,
    "plan.ts": 'export type Plan = "free";\n',
  });
}

describe("a second check", () => {
  it("it repeats both outputs and the exit code", async () => {
    const app = createApp({ "tsconfig.json": tsconfig, "auth.ts": auth }, ["next-auth"]);
    const first = await check(app);
    expect(first.code).toBe(1);
    expect(first.stdout).toContain("no-undeclared-field");
    expect(first.stderr).toMatch(/^typed-session: This project has no TypeScript of its own/);

    expect(entriesOf(app)).toHaveLength(1);
    expect(await check(app)).toEqual(first);
    mark(app);
    expect(await check(app)).toEqual({ code: 1, stdout: first.stdout, stderr: fromCache });
  });

  const changes: readonly { readonly name: string; readonly change: (app: App) => void; readonly again: boolean }[] = [
    { name: "nothing has changed", change: () => undefined, again: true },
    {
      name: "a file is saved as it was",
      change: (app) => {
        app.write("src/a.ts", app.read("src/a.ts"));
      },
      again: true,
    },
    {
      name: "a file that has nothing to do with auth has changed",
      change: (app) => {
        app.write("src/a.ts", "export const a = 3;\n");
      },
      again: true,
    },
    {
      name: "a file begins to hold a config",
      change: (app) => {
        app.write("src/a.ts", auth);
      },
      again: false,
    },
    {
      name: "a file begins to augment",
      change: (app) => {
        app.write("src/a.ts", augmentation);
      },
      again: false,
    },
    {
      name: "a file is new",
      change: (app) => {
        app.write("src/c.ts", "");
      },
      again: false,
    },
    {
      name: "a file is gone",
      change: (app) => {
        rmSync(join(app.directory, "src/b.ts"));
      },
      again: false,
    },
    {
      name: "a file has another name",
      change: (app) => {
        renameSync(join(app.directory, "src/b.ts"), join(app.directory, "src/d.ts"));
      },
      again: false,
    },
    {
      name: "the tsconfig has changed",
      change: (app) => {
        app.write("tsconfig.json", tsconfig.replace("es2022", "es2021"));
      },
      again: false,
    },
    {
      name: "a tsconfig for Nuxt's server has come",
      change: (app) => {
        app.write(".nuxt/tsconfig.server.json", tsconfig);
      },
      again: false,
    },
  ];
  it.each(
    changes.flatMap((one) => [
      { ...one, when: "at once" },
      { ...one, when: "after a while" },
    ]),
  )("it repeats the result $when where $name: $again", async ({ change, again, when }) => {
    const app = plainApp();
    if (when === "after a while") later();
    expect(await check(app)).toEqual({ code: 0, stdout: "", stderr: "" });
    mark(app);
    change(app);
    expect(await isSaidAgain(app)).toBe(again);
    if (again) expect(await isSaidAgain(app)).toBe(true);
  });

  const off = { rules: { "no-undeclared-field": "off", "no-untyped-token": "off" } };
  const settings: readonly { readonly name: string; readonly put: (app: App) => void }[] = [
    {
      name: "in a file of their own",
      put: (app) => {
        app.write("typed-session.config.json", JSON.stringify(off));
      },
    },
    {
      name: "in the manifest",
      put: (app) => {
        app.write("package.json", JSON.stringify({ "typed-session": off }));
      },
    },
    {
      name: "above the project, in its repository",
      put: (app) => {
        app.write("../typed-session.config.json", JSON.stringify(off));
      },
    },
  ];
  it.each(
    settings.flatMap((one) => [
      { ...one, when: "at once" },
      { ...one, when: "after a while" },
    ]),
  )("it repeats the result $when where the settings come and go $name: false", async ({ put, when }) => {
    const repository = createApp({
      ".git/HEAD": "ref: refs/heads/main\n",
      "web/tsconfig.json": tsconfig,
      "web/auth.ts": auth,
    });
    const app: App = {
      ...repository,
      directory: join(repository.directory, "web"),
      write: (name, text) => {
        repository.write(join("web", name), text);
      },
    };
    if (when === "after a while") later();
    const first = await check(app);
    expect(first.code).toBe(1);
    mark(app);
    expect(await isSaidAgain(app)).toBe(true);
    put(app);
    expect(await check(app)).toEqual({ code: 0, stdout: "", stderr: "" });
    for (const name of ["typed-session.config.json", "package.json"]) {
      rmSync(join(app.directory, name), { force: true });
      rmSync(join(repository.directory, name), { force: true });
    }
    expect(await check(app)).toEqual(first);
  });

  it("it reads a file whose size and times are set back", async () => {
    const app = plainApp();
    const file = join(app.directory, "src/a.ts");
    app.write("src/a.ts", `${auth}// 1`);
    const { atime, mtime } = statSync(file);
    later();
    await check(app);
    mark(app);
    app.write("src/a.ts", `${auth.replace("token.id = user.id", "token.is = user.id")}// 1`);
    utimesSync(file, atime, mtime);
    expect(await isSaidAgain(app)).toBe(false);
  });

  it.each([
    { name: "the callback", file: "auth.ts", text: auth.replace("user.id", "user.email") },
    { name: "the declaration", file: "next-auth.d.ts", text: augmentation.replace("id: string", "id?: string") },
    { name: "a tsconfig that another extends", file: "tsconfig.base.json", text: tsconfig.replace("true", "false") },
    { name: "a package that was looked for", file: "node_modules/@types/next-auth/index.d.ts", text: "export {};\n" },
  ])("it analyses again if $name has changed", async ({ file, text }) => {
    const app = authApp();
    later();
    expect((await check(app)).code).toBe(0);
    mark(app);
    expect(await isSaidAgain(app)).toBe(true);
    app.write(file, text);
    expect(await isSaidAgain(app)).toBe(false);
  });

  it("it does not use a result from another environment", async () => {
    const app = createApp({ "tsconfig.json": tsconfig, "auth.ts": auth });
    const plain = await check(app);
    const coloured = await check(app, { FORCE_COLOR: "1" });
    expect(coloured.stdout).not.toBe(plain.stdout);
    expect(coloured.stdout).toContain("\u001B[");
  });

  it("it keeps an entry for each list of arguments, ten at most", async () => {
    const app = plainApp();
    await check(app);
    mark(app);
    expect(await isSaidAgain(app, {}, "--format", "json")).toBe(false);
    expect(await isSaidAgain(app)).toBe(true);
    const { rules } = await import("@typed-session/core");
    for (const { name } of rules) await check(app, {}, "--rule", `${name}=off`);
    expect(rules.length).toBeGreaterThan(10);
    expect(entriesOf(app)).toHaveLength(10);
  });

  it("it analyses again and keeps nothing with --no-cache", async () => {
    const app = plainApp();
    await check(app, {}, "--no-cache");
    expect(entriesOf(app)).toEqual([]);
    await check(app);
    mark(app);
    expect(await isSaidAgain(app, {}, "--no-cache")).toBe(false);
  });

  it("it tries a run again that was impossible", async () => {
    const app = createApp({ "tsconfig.json": "{ not json" });
    expect((await check(app)).code).toBe(2);
    expect(entriesOf(app)).toEqual([]);
  });

  it("it analyses again if one byte of the kept result has changed", async () => {
    const app = plainApp();
    await check(app);
    mark(app);
    const entry = onlyEntry(app);
    const bytes = readFileSync(entry);
    const found = entryOf(["check"], surroundings(app, {}));
    const isKept = (damaged: number): boolean => {
      writeFileSync(
        entry,
        bytes.map((byte, index) => (index === damaged ? byte ^ 1 : byte)),
      );
      return found !== undefined && keptRun(found) !== undefined;
    };
    expect(isKept(-1)).toBe(true);
    const step = Math.ceil(bytes.length / 300);
    for (let damaged = 0; damaged < bytes.length; damaged += step) expect(isKept(damaged), String(damaged)).toBe(false);
    expect(isKept(bytes.length - 1)).toBe(false);
    expect(await isSaidAgain(app)).toBe(false);
  });

  it("it keeps nothing if no packages are installed, or somebody else's", async () => {
    const without = createApp({ "tsconfig.json": tsconfig, "a.ts": "" }, []);
    expect((await check(without)).code).toBe(0);
    expect(existsSync(join(without.directory, "node_modules"))).toBe(false);

    const elsewhere = createApp({}, ["next-auth"]);
    symlinkSync(join(elsewhere.directory, "node_modules"), join(without.directory, "node_modules"), "dir");
    expect((await check(without)).code).toBe(0);
    expect(existsSync(join(elsewhere.directory, kept))).toBe(false);
  });

  it.each([".cache", ".cache/typed-session"])("it follows no link: %s", async (name) => {
    const elsewhere = createApp({}, []);
    const app = plainApp();
    mkdirSync(join(app.directory, "node_modules", name, ".."), { recursive: true });
    symlinkSync(elsewhere.directory, join(app.directory, "node_modules", name), "dir");
    expect(await check(app)).toEqual({ code: 0, stdout: "", stderr: "" });
    expect(readdirSync(elsewhere.directory)).toEqual([]);
  });

  it("it prints its result if nothing can be kept", async () => {
    const app = plainApp();
    mkdirSync(join(app.directory, "node_modules/.cache"));
    app.write(kept, "a file where the directory should be");
    expect(await check(app)).toEqual({ code: 0, stdout: "", stderr: "" });
  });
});

/** A project with a finding: a forgery that hides it would be a green check. */
function driftedApp(): App {
  return createApp({ "tsconfig.json": tsconfig, "auth.ts": auth });
}

/** What somebody wants `check` to say who can write to the project, and not to the user's home. */
const lie = { code: 0, stdout: "", stderr: fromCache };

describe("a cache entry that somebody else has written", () => {
  const forgeries: readonly { readonly name: string; readonly forge: (app: App, entry: string) => void }[] = [
    ...["", "{}", "{}\n[]", "null\nnull", "\n\n", '{"summary":{"paths":"","digest":""}}\n[]'].map((text) => ({
      name: `the text ${JSON.stringify(text)}`,
      forge: (_: App, entry: string) => {
        writeFileSync(entry, text);
      },
    })),
    {
      name: "of an earlier format",
      forge: (_, entry) => {
        const head = JSON.stringify({ format: 1, exitCode: 0, printed: [["stdout", ""]], unsummed: [] });
        const digest = createHash("sha256").update(head).digest("base64url");
        writeFileSync(entry, `${digest}\n${head}\n[]`);
      },
    },
    {
      name: "of 50 MB",
      forge: (_, entry) => {
        writeFileSync(entry, Buffer.alloc(50_000_000, "x\n"));
      },
    },
    {
      name: "of more than any entry holds",
      forge: (_, entry) => {
        writeFileSync(entry, "");
        truncateSync(entry, 2 ** 36);
      },
    },
    {
      name: "as a pipe",
      forge: (_, entry) => {
        rmSync(entry);
        execFileSync("mkfifo", [entry]);
      },
    },
    {
      name: "as a link to a device",
      forge: (_, entry) => {
        rmSync(entry);
        symlinkSync("/dev/zero", entry);
      },
    },
    {
      name: "as a directory",
      forge: (_, entry) => {
        rmSync(entry);
        mkdirSync(entry);
      },
    },
    {
      name: "with its own seal over other findings",
      forge: (_, entry) => {
        writeFileSync(entry, readFileSync(entry, "utf8").replace('"ok":false', '"ok":true'));
      },
    },
    {
      name: "with its own seal and no trace",
      forge: (_, entry) => {
        writeFileSync(entry, `${readFileSync(entry, "utf8").split("\n").slice(0, 2).join("\n")}\n[]`);
      },
    },
    {
      name: "with the seal of another key",
      forge: (app) => {
        reseal(app, (run) => ({ ...run, key: Buffer.alloc(32, 7) }));
      },
    },
    {
      name: "with an empty key's seal",
      forge: (app) => {
        reseal(app, (run) => ({ ...run, key: Buffer.alloc(0) }));
      },
    },
  ];

  /** Says that nothing was found, as somebody would who knows everything but the key. */
  function reseal(app: App, change: (entry: Entry) => Entry): void {
    const entry = entryOf(["check"], surroundings(app, {}));
    const run = entry && keptRun(entry);
    if (!run) throw new Error("nothing is kept");
    const { result } = run;
    const quiet = { ...result, report: { ...result.report, ok: true }, diagnostics: [], notes: [words] };
    keepRun(change(entry), { result: quiet, trace: run.trace() });
  }

  it("the entry would change everything if the user's key sealed it", async () => {
    const app = driftedApp();
    await check(app);
    reseal(app, (entry) => entry);
    expect(await check(app)).toEqual(lie);
  });

  it.each(forgeries)("the entry changes neither exit code nor text: $name", async ({ forge }) => {
    const app = driftedApp();
    const first = await check(app);
    expect(first.code).toBe(1);
    forge(app, onlyEntry(app));
    expect(await check(app)).toEqual(first);
  });

  it("the entry of another project changes nothing", async () => {
    const clean = authApp();
    expect((await check(clean)).code).toBe(0);
    const app = driftedApp();
    const first = await check(app);
    cpSync(onlyEntry(clean), onlyEntry(app));
    expect(await check(app)).toEqual(first);
  });

  it("the entry of other arguments changes nothing", async () => {
    const app = driftedApp();
    const { rules } = await import("@typed-session/core");
    const quiet = rules.flatMap(({ name }) => ["--rule", `${name}=off`]);
    expect((await check(app, {}, ...quiet)).code).toBe(0);
    const other = onlyEntry(app);
    const first = await check(app);
    expect(first.code).toBe(1);
    for (const entry of entriesOf(app)) if (entry !== other) cpSync(other, entry);
    expect(await check(app)).toEqual(first);
  });

  it("the entry that was true once changes nothing", async () => {
    const app = authApp();
    expect((await check(app)).code).toBe(0);
    const old = readFileSync(onlyEntry(app));
    app.write("next-auth.d.ts", augmentation.replace("id: string", "plan: string"));
    const drifted = await check(app);
    expect(drifted.code).toBe(1);
    writeFileSync(onlyEntry(app), old);
    expect(await check(app)).toEqual(drifted);
  });

  it("the entry is not used if its trace is incomplete, though the seal fits", async () => {
    const app = driftedApp();
    await check(app);
    const entry = entryOf(["check"], surroundings(app, {}));
    const run = entry && keptRun(entry);
    if (!run) throw new Error("nothing is kept");
    for (const name of ["tsconfig.json", "auth.ts", "store.ts", "core"]) {
      rmSync(entry.fileName, { force: true });
      const trace = run.trace().filter(([[, path]]) => !path.endsWith(name));
      expect(trace.length).toBeLessThan(run.trace().length);
      keepRun(entry, { result: run.result, trace });
      expect(keptRun(entry), name).toBeUndefined();
    }
  });

  it("the entry is not written through a link in its place", async () => {
    const app = driftedApp();
    await check(app);
    const entry = onlyEntry(app);
    const elsewhere = join(state, "elsewhere");
    rmSync(entry);
    symlinkSync(elsewhere, entry);
    await check(app);
    expect(existsSync(elsewhere)).toBe(false);
    expect(lstatSync(entry).isFile()).toBe(true);
  });
});

describe("the user's key for the cache", () => {
  it("the key is made once, for the user alone", async () => {
    const app = plainApp();
    await check(app);
    const key = readFileSync(keyFile());
    expect(key).toHaveLength(32);
    expect(statSync(keyFile()).mode & 0o777).toBe(0o600);
    expect(statSync(join(state, "typed-session")).mode & 0o777).toBe(0o700);
    await check(plainApp());
    expect(readFileSync(keyFile())).toEqual(key);
    expect(readdirSync(join(state, "typed-session"))).toEqual(["cache-key"]);
  });

  it("the key lies in the home directory by default", async () => {
    const app = plainApp();
    for (const XDG_STATE_HOME of ["", "relative"]) {
      rmSync(join(state, ".local"), { recursive: true, force: true });
      await check(app, { XDG_STATE_HOME, HOME: state });
      expect(readFileSync(join(state, ".local/state/typed-session/cache-key"))).toHaveLength(32);
    }
  });

  const others: readonly { readonly name: string; readonly put: (path: string) => void }[] = [
    {
      name: "a link",
      put: (path) => {
        writeFileSync(`${path}-elsewhere`, Buffer.alloc(32, 1), { mode: 0o600 });
        symlinkSync(`${path}-elsewhere`, path);
      },
    },
    {
      name: "a link that leads nowhere",
      put: (path) => {
        symlinkSync(`${path}-elsewhere`, path);
      },
    },
    {
      name: "a directory",
      put: (path) => {
        mkdirSync(path);
      },
    },
    {
      name: "a pipe",
      put: (path) => {
        execFileSync("mkfifo", ["-m", "600", path]);
      },
    },
    {
      name: "too short",
      put: (path) => {
        writeFileSync(path, Buffer.alloc(31, 1), { mode: 0o600 });
      },
    },
    {
      name: "empty",
      put: (path) => {
        writeFileSync(path, "", { mode: 0o600 });
      },
    },
    {
      name: "to be read by everybody",
      put: (path) => {
        writeFileSync(path, Buffer.alloc(32, 1));
        chmodSync(path, 0o644);
      },
    },
    {
      name: "in a directory in which everybody may write",
      put: (path) => {
        writeFileSync(path, Buffer.alloc(32, 1), { mode: 0o600 });
        chmodSync(join(path, ".."), 0o777);
      },
    },
  ];
  it.each(others)("the key is not used, and nothing is kept, if it is $name", async ({ put }) => {
    const app = driftedApp();
    const first = await check(app, {}, "--no-cache");
    mkdirSync(join(state, "typed-session"), { mode: 0o700 });
    put(keyFile());
    expect(await check(app)).toEqual(first);
    expect(entriesOf(app)).toEqual([]);
    expect(await check(app)).toEqual(first);
  });

  it.runIf(process.getuid?.() === 0)("the key is not used if it belongs to another user", async () => {
    const app = driftedApp();
    mkdirSync(join(state, "typed-session"), { mode: 0o700 });
    writeFileSync(keyFile(), Buffer.alloc(32, 1), { mode: 0o600 });
    chownSync(keyFile(), 12345, 12345);
    expect((await check(app)).code).toBe(1);
    expect(entriesOf(app)).toEqual([]);
  });

  it.each([
    ["no home is known", { XDG_STATE_HOME: "" }],
    ["the home is no directory", { XDG_STATE_HOME: "/dev/null" }],
  ])("the key does not exist where %s", async (_, env) => {
    const app = driftedApp();
    const first = await check(app, {}, "--no-cache");
    expect(await check(app, env)).toEqual(first);
    expect(entriesOf(app)).toEqual([]);
  });

  it.each(["", ".git"])("the key does not lie in the project or its repository", async (marker) => {
    const app = marker === "" ? driftedApp() : createApp({ "app/tsconfig.json": tsconfig, "app/auth.ts": auth }, []);
    if (marker !== "") {
      app.write(".git/HEAD", "");
      app.install("app", "next-auth", "next-auth");
    }
    const inner: App = marker === "" ? app : { ...app, directory: join(app.directory, "app") };
    const env = { XDG_STATE_HOME: join(app.directory, ".state") };
    mkdirSync(join(env.XDG_STATE_HOME, "typed-session"), { recursive: true, mode: 0o700 });
    writeFileSync(join(env.XDG_STATE_HOME, "typed-session/cache-key"), Buffer.alloc(32, 1), { mode: 0o600 });
    expect((await check(inner, env)).code).toBe(1);
    expect(entriesOf(inner)).toEqual([]);
  });
});

describe("the cache in CI", () => {
  const secret = "0123456789abcdef0123456789abcdef";

  it.each(["1", "true", "yes"])("nothing is kept or repeated unless that is asked for: CI=%s", async (CI) => {
    const app = plainApp();
    await check(app, { CI });
    expect(entriesOf(app)).toEqual([]);
    await check(app);
    mark(app);
    expect(await isSaidAgain(app, { CI })).toBe(false);

    await check(app, { CI }, "--cache");
    mark(app, { CI }, "--cache");
    expect(await isSaidAgain(app, { CI }, "--cache")).toBe(true);
    expect(await isSaidAgain(app, { CI }, "--cache", "--no-cache")).toBe(false);
  });

  it.each(["", "0", "false"])("the cache is on if CI is %j", async (CI) => {
    const app = plainApp();
    await check(app, { CI });
    mark(app, { CI });
    expect(await isSaidAgain(app, { CI })).toBe(true);
  });

  it("the environment gives a key, which fits in the next job", async () => {
    const app = plainApp();
    const env = { CI: "true", XDG_STATE_HOME: "", TYPED_SESSION_CACHE_KEY: secret };
    await check(app, env, "--cache");
    mark(app, env, "--cache");
    expect(await isSaidAgain(app, env, "--cache")).toBe(true);
    expect(await isSaidAgain(app, { ...env, TYPED_SESSION_CACHE_KEY: `${secret}.` }, "--cache")).toBe(false);
    expect(readFileSync(onlyEntry(app), "utf8")).not.toContain(secret);
  });

  it("the environment gives no key that is too short, or outside of CI", async () => {
    const short = plainApp();
    await check(short, { CI: "true", TYPED_SESSION_CACHE_KEY: secret.slice(1) }, "--cache");
    expect(entriesOf(short)).toEqual([]);

    const outside = plainApp();
    await check(outside, { XDG_STATE_HOME: "", TYPED_SESSION_CACHE_KEY: secret });
    expect(entriesOf(outside)).toEqual([]);
  });
});

describe("a repeated result", () => {
  it.each(["pretty", "json", "github", "sarif"])("the output is made anew from the findings, as %s", async (format) => {
    const app = driftedApp();
    const args = ["--format", format];
    const first = await check(app, { FORCE_COLOR: "1" }, ...args);
    expect(first.code).toBe(1);
    mark(app, { FORCE_COLOR: "1" }, ...args);
    expect(await check(app, { FORCE_COLOR: "1" }, ...args)).toEqual({ ...first, stderr: fromCache });
  });

  it("the entry holds nothing that was printed", async () => {
    const app = driftedApp();
    const { stdout } = await check(app);
    const entry = readFileSync(onlyEntry(app), "utf8");
    for (const line of [...stdout.split("\n").filter((text) => text.includes(" | ")), "Run `typed-session fix`"]) {
      expect(entry).not.toContain(line);
    }
  });
});
