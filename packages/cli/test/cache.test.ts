import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { keptRun } from "../src/cache/store.js";
import { start } from "../src/start.js";
import { auth, augmentation, createApp, tsconfig, type App, type Run } from "./support/app.js";
import { putWords } from "./support/kept-runs.js";

const kept = "node_modules/.cache/typed-session";
const fromCache = "said before\n";

afterEach(() => {
  vi.useRealTimers();
});

/** Lets what has just been written count as settled. */
function later(): void {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 60_000 });
}

async function check(app: App, env: Readonly<Record<string, string>> = {}, ...args: readonly string[]): Promise<Run> {
  const run = { stdout: "", stderr: "" };
  const code = await start(["check", ...args], {
    cwd: app.directory,
    env,
    stdout: { write: (text) => (run.stdout += text) },
    stderr: { write: (text) => (run.stderr += text) },
  });
  return { code, ...run };
}

function entriesOf(app: App): string[] {
  const directory = join(app.directory, kept);
  return existsSync(directory) ? readdirSync(directory).map((name) => join(directory, name)) : [];
}

function mark(app: App): void {
  for (const entry of entriesOf(app)) putWords(entry, fromCache);
}

async function isSaidAgain(
  app: App,
  env: Readonly<Record<string, string>> = {},
  ...args: readonly string[]
): Promise<boolean> {
  return (await check(app, env, ...args)).stdout === fromCache;
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
  it("says the same again, on both outputs and with the same code", async () => {
    const app = createApp({ "tsconfig.json": tsconfig, "auth.ts": auth }, ["next-auth"]);
    const first = await check(app);
    expect(first.code).toBe(1);
    expect(first.stdout).toContain("no-undeclared-field");
    expect(first.stderr).toMatch(/^typed-session: This project has no TypeScript of its own/);

    expect(entriesOf(app)).toHaveLength(1);
    expect(await check(app)).toEqual(first);
    mark(app);
    expect(await check(app)).toEqual({ code: 1, stdout: fromCache, stderr: "" });
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
  )("$when where $name: $again", async ({ change, again, when }) => {
    const app = plainApp();
    if (when === "after a while") later();
    expect(await check(app)).toEqual({ code: 0, stdout: "", stderr: "" });
    mark(app);
    change(app);
    expect(await isSaidAgain(app)).toBe(again);
    if (again) expect(await isSaidAgain(app)).toBe(true);
  });

  it("reads a file whose size and times are set back to what they were", async () => {
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
  ])("analyses again where $name has changed", async ({ file, text }) => {
    const app = authApp();
    later();
    expect((await check(app)).code).toBe(0);
    mark(app);
    expect(await isSaidAgain(app)).toBe(true);
    app.write(file, text);
    expect(await isSaidAgain(app)).toBe(false);
  });

  it("does not take what another environment made it say", async () => {
    const app = createApp({ "tsconfig.json": tsconfig, "auth.ts": auth });
    const plain = await check(app);
    const coloured = await check(app, { FORCE_COLOR: "1" });
    expect(coloured.stdout).not.toBe(plain.stdout);
    expect(coloured.stdout).toContain("\u001B[");
  });

  it("keeps an entry for each list of arguments, ten at most", async () => {
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

  it("analyses again, and keeps nothing, with --no-cache", async () => {
    const app = plainApp();
    await check(app, {}, "--no-cache");
    expect(entriesOf(app)).toEqual([]);
    await check(app);
    mark(app);
    expect(await isSaidAgain(app, {}, "--no-cache")).toBe(false);
  });

  it("tries again what could not run", async () => {
    const app = createApp({ "tsconfig.json": "{ not json" });
    expect((await check(app)).code).toBe(2);
    expect(entriesOf(app)).toEqual([]);
  });

  it.each(["", "{}", "{}\n[]", "null\nnull", '{"summary":{"paths":"","digest":""}}\n[]'])(
    "analyses again where what is kept is damaged: %j",
    async (text) => {
      const app = plainApp();
      const first = await check(app);
      for (const entry of entriesOf(app)) writeFileSync(entry, text);
      expect(await check(app)).toEqual(first);
    },
  );

  it("analyses again where one byte of what is kept has changed", async () => {
    const app = plainApp();
    later();
    await check(app);
    mark(app);
    const [entry = ""] = entriesOf(app);
    const bytes = readFileSync(entry);
    const isKept = (damaged: number): boolean => {
      writeFileSync(
        entry,
        bytes.map((byte, index) => (index === damaged ? byte ^ 1 : byte)),
      );
      return keptRun(entry)?.trace() !== undefined;
    };
    expect(isKept(-1)).toBe(true);
    for (let damaged = 0; damaged < bytes.length; damaged += 7) expect(isKept(damaged), String(damaged)).toBe(false);

    // Where nothing has changed the trace is not needed.
    expect(isKept(bytes.length - 1)).toBe(false);
    expect(await isSaidAgain(app)).toBe(true);
    app.write("src/a.ts", "export const a = 2;\n");
    expect(await check(app)).toEqual({ code: 0, stdout: "", stderr: "" });
  });

  it("keeps nothing where no packages are installed, or where they are somebody else's", async () => {
    const without = createApp({ "tsconfig.json": tsconfig, "a.ts": "" }, []);
    expect((await check(without)).code).toBe(0);
    expect(existsSync(join(without.directory, "node_modules"))).toBe(false);

    const elsewhere = createApp({}, ["next-auth"]);
    symlinkSync(join(elsewhere.directory, "node_modules"), join(without.directory, "node_modules"), "dir");
    expect((await check(without)).code).toBe(0);
    expect(existsSync(join(elsewhere.directory, kept))).toBe(false);
  });

  it.each([".cache", ".cache/typed-session"])("follows no link: %s", async (name) => {
    const elsewhere = createApp({}, []);
    const app = plainApp();
    mkdirSync(join(app.directory, "node_modules", name, ".."), { recursive: true });
    symlinkSync(elsewhere.directory, join(app.directory, "node_modules", name), "dir");
    expect(await check(app)).toEqual({ code: 0, stdout: "", stderr: "" });
    expect(readdirSync(elsewhere.directory)).toEqual([]);
  });

  it("says what it has to say where nothing can be kept", async () => {
    const app = plainApp();
    mkdirSync(join(app.directory, "node_modules/.cache"));
    app.write(kept, "a file where the directory should be");
    expect(await check(app)).toEqual({ code: 0, stdout: "", stderr: "" });
  });
});
