import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compilerOptions } from "./support/linked-app.js";

const require = createRequire(import.meta.url);
const root = join(import.meta.dirname, "..");
const command = join(root, "packages/cli/bin/typed-session.js");
const observe = pathToFileURL(join(import.meta.dirname, "support/observe.mjs")).href;
const typescript = dirname(require.resolve("typescript/package.json"));

let parent: string;
/** Its tsconfig extends another beside it. */
let app: string;
let markers: string;

/** Code that shows that it was run, by a file of this name. */
function marks(name: string): string {
  return `require("node:fs").writeFileSync(${JSON.stringify(join(markers, name))}, "");\n`;
}

const file = (name: string): string => join(app, name);
const write = (path: string, text: string): void => {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
};

beforeAll(() => {
  parent = realpathSync(mkdtempSync(join(tmpdir(), "typed-session-security-")));
  app = join(parent, "app");
  markers = join(parent, "markers");
  mkdirSync(markers);
  write(join(parent, "tsconfig.base.json"), JSON.stringify({ compilerOptions: { ...compilerOptions, allowJs: true } }));
  write(
    file("tsconfig.json"),
    JSON.stringify({
      extends: "../tsconfig.base.json",
      compilerOptions: { plugins: [{ name: "./plugin.cjs" }, { name: "tsserver-plugin" }] },
    }),
  );
  write(
    file("auth.ts"),
    `${marks("auth.ts")}import type { NextAuthOptions } from "next-auth";

export const authOptions: NextAuthOptions = {
  providers: [],
  callbacks: {
    session({ session }) {
      ${marks("callback").trim()}
      session.plan = "free";
      return session;
    },
  },
};
`,
  );
  const scripts = Object.fromEntries(
    ["preinstall", "postinstall", "prepare", "typed-session"].map((name) => [name, `node -e '${marks(name).trim()}'`]),
  );
  write(
    file("package.json"),
    JSON.stringify({ name: "app", main: "./main.cjs", scripts, prettier: "./prettier.config.cjs" }),
  );
  for (const name of [
    "main.cjs",
    "plugin.cjs",
    "eslint.config.cjs",
    "prettier.config.cjs",
    "next.config.js",
    "nuxt.config.js",
    "typed-session.config.js",
  ])
    write(file(name), marks(name));
  for (const name of ["next-auth", "tsserver-plugin"]) write(file(`node_modules/${name}/index.js`), marks(name));
  write(
    file("node_modules/next-auth/package.json"),
    JSON.stringify({ name: "next-auth", version: "4.24.15", types: "index.d.ts" }),
  );
  write(
    file("node_modules/next-auth/index.d.ts"),
    `export interface Session {
  user?: { name?: string };
}
export interface NextAuthOptions {
  providers: unknown[];
  callbacks?: { session?(params: { session: Session }): Session };
}
`,
  );
  write(
    file("node_modules/typescript/package.json"),
    JSON.stringify({ name: "typescript", version: "5.9.0", main: "index.js" }),
  );
  write(
    file("node_modules/typescript/index.js"),
    `${marks("typescript")}module.exports = require(${JSON.stringify(typescript)});\n`,
  );
});

afterAll(() => {
  rmSync(parent, { recursive: true });
});

interface Observed {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly read: readonly string[];
  readonly written: readonly string[];
  readonly beyond: readonly string[];
}

function observed(...args: readonly string[]): Observed {
  const log = join(parent, "log");
  const { status, stdout, stderr, error } = spawnSync(process.execPath, ["--import", observe, ...args], {
    cwd: app,
    encoding: "utf8",
    env: { ...process.env, CI: "", XDG_STATE_HOME: join(parent, "state"), OBSERVE_LOG: log },
  });
  if (error) throw error;
  const lines = existsSync(log) ? readFileSync(log, "utf8").trimEnd().split("\n") : [];
  rmSync(log, { force: true });
  const of = (what: string): string[] => [
    ...new Set(lines.filter((line) => line.startsWith(`${what} `)).map((line) => line.slice(what.length + 1))),
  ];
  return { status, stdout, stderr, read: of("read"), written: of("write"), beyond: of("beyond") };
}

/** Where a result of before is kept. */
const cache = "node_modules/.cache/typed-session";
const isCache = (path: string): boolean => path === file("node_modules/.cache") || path.startsWith(file(cache));

/** The key that what is kept is sealed with, outside of the project, and its directory. */
const isKey = (path: string): boolean => path.startsWith(join(parent, "state/typed-session"));

describe.each([
  ["check", 1],
  ["explain", 0],
  ["fix", 0],
])("%s", (verb, code) => {
  let ran: Observed;
  beforeAll(() => {
    ran = observed(command, verb, "--quiet");
    expect(ran.stderr).toBe("");
    expect(ran.status).toBe(code);
    expect(ran.stdout).toContain(verb === "fix" ? "created next-auth.d.ts" : "plan");
  });

  it("the command runs no code of the project but its TypeScript", () => {
    expect(readdirSync(markers)).toEqual(["typescript"]);
  });

  it("the command starts no process and no thread, uses no network and evaluates no text", () => {
    expect(ran.beyond).toEqual([]);
  });

  it("the command reads only the project, its tsconfigs, what is installed, and its own files", () => {
    const isOwn = (path: string): boolean =>
      [join(root, "node_modules"), join(root, "packages/cli"), join(root, "packages/core")].some((own) =>
        path.startsWith(`${own}/`),
      );
    expect(ran.read).toContain(file("auth.ts"));
    expect(
      ran.read.filter(
        (path) => path !== app && !path.startsWith(`${app}/`) && !isOwn(path) && !(verb === "check" && isKey(path)),
      ),
    ).toEqual([join(parent, "tsconfig.base.json")]);
  });

  it(verb === "fix" ? "writes the file that it names" : "writes nothing but what it keeps, and its key", () => {
    const isKept = (path: string): boolean => verb === "check" && (isCache(path) || isKey(path));
    const others = ran.written.filter((path) => !isKept(path) && !path.startsWith(markers) && path !== app);
    const temporary = /^\.next-auth\.d\.ts\.[\w-]+\.tmp$/;
    const named = [
      ...new Set(others.map((path) => path.slice(app.length + 1).replace(temporary, "a file beside it"))),
    ].sort();
    expect(named).toEqual(verb === "fix" ? ["a file beside it", "next-auth.d.ts"] : []);
  });
});

describe("the observer of these tests", () => {
  it.each(["auth.ts", "plugin.cjs", "eslint.config.cjs", "node_modules/next-auth/index.js"])(
    "the observer sees %s when it is run",
    (name) => {
      const code =
        name === "auth.ts" ? readFileSync(file(name), "utf8").split("\n")[0] : readFileSync(file(name), "utf8");
      spawnSync(process.execPath, ["-e", code ?? ""], { cwd: app });
      const marker = name.includes("next-auth") ? "next-auth" : name;
      expect(readdirSync(markers)).toContain(marker);
      rmSync(join(markers, marker));
    },
  );

  it.each([
    ['require("node:child_process").execSync("true")', "childProcess.execSync"],
    ['import("node:child_process").then(({ spawn }) => spawn("true"))', "childProcess.spawn"],
    ['require("net").connect(1)', "net.connect"],
    ['fetch("http://127.0.0.1:1")', "global.fetch"],
    ['new (require("worker_threads").Worker)("", { eval: true })', "workerThreads.Worker"],
    ['eval("1")', "global.eval"],
  ])("the observer sees %s", (code, what) => {
    expect(observed("-e", code).beyond).toEqual([what]);
  });

  it.each([
    'require("node:fs").writeFileSync(PATH, "")',
    'require("fs").promises.writeFile(PATH, "")',
    'import("node:fs/promises").then(({ writeFile }) => writeFile(PATH, ""))',
    'require("fs").createWriteStream(PATH)',
    'require("fs").openSync(PATH, "w")',
  ])("the observer sees %s", (code) => {
    const path = join(parent, "elsewhere");
    expect(observed("-e", code.replace("PATH", JSON.stringify(path))).written).toEqual([path]);
  });
});
