import { spawnSync, type ChildProcess } from "node:child_process";
import {
  chmodSync,
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
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, onTestFinished } from "vitest";
import { compilerOptions as options } from "./linked-app.js";

const require = createRequire(import.meta.url);
export const command = join(import.meta.dirname, "../../packages/cli/bin/typed-session.js");
export const preload = pathToFileURL(join(import.meta.dirname, "fault.mjs")).href;
export const isRoot = process.getuid?.() === 0;

const compilerOptions = { ...options, lib: ["es5"] };
/** As much of next-auth as the app needs: these tests are about files, and each of them starts the command many times. */
const library = {
  "package.json": JSON.stringify({ name: "next-auth", version: "4.24.15", types: "index.d.ts" }),
  "jwt.d.ts": "export interface JWT extends Record<string, unknown> {\n  sub?: string;\n}\n",
  "index.d.ts": `import type { JWT } from "./jwt";

export interface User {
  id: string;
}
export interface DefaultSession {
  user?: { name?: string | null };
  expires: string;
}
export interface Session extends DefaultSession {}
export interface NextAuthOptions {
  providers: unknown[];
  callbacks?: {
    session?(params: { session: Session; token: JWT; user: User }): Session | PromiseLike<Session>;
    jwt?(params: { token: JWT; user: User }): JWT | PromiseLike<JWT>;
  };
}
`,
};

/** A config whose callbacks return nothing and assign what nothing declares: fix changes this file and the declarations. */
const auth = `import type { NextAuthOptions } from "next-auth";

export const authOptions: NextAuthOptions = {
  providers: [],
  callbacks: {
    session({ session }) {
      session.plan = "free";
      return session;
    },
    jwt({ token, user }) {
      if (user) {
        token.plan = "free";
        return token;
      }
    },
  },
};
`;
const declared = `import "next-auth";

declare module "next-auth" {
  interface Session {
    note?: string;
  }
}
// ${"-".repeat(8000)}
`;

/** Where a declaration is to be changed, and where it is to be created in a folder that is to be made. */
export const projects = {
  changing: {
    "tsconfig.json": JSON.stringify({ compilerOptions }),
    "auth.ts": auth,
    "types/next-auth.d.ts": declared,
  },
  creating: {
    "tsconfig.json": JSON.stringify({
      compilerOptions: { ...compilerOptions, baseUrl: ".", ignoreDeprecations: "6.0" },
    }),
    "auth.ts": `${auth}// ${"-".repeat(8000)}\n`,
  },
} as const satisfies Record<string, Readonly<Record<string, string>>>;
export type Kind = keyof typeof projects;
export const kinds = Object.keys(projects) as Kind[];
export const target = "types/next-auth.d.ts";

export interface Ended {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder that is gone when the test ends, with the app in it. */
export function createApp(kind: Kind, within = tmpdir()): string {
  const parent = realpathSync(mkdtempSync(join(within, "typed-session-faults-")));
  onTestFinished(() => {
    rmSync(parent, { recursive: true, force: true });
  });
  return createAppAt(join(parent, "app"), kind);
}

export function createAppAt(app: string, kind: Kind): string {
  for (const [name, text] of Object.entries(projects[kind])) {
    mkdirSync(dirname(join(app, name)), { recursive: true });
    writeFileSync(join(app, name), text);
  }
  mkdirSync(join(app, "node_modules/next-auth"), { recursive: true });
  for (const [name, text] of Object.entries(library)) writeFileSync(join(app, "node_modules/next-auth", name), text);
  symlinkSync(dirname(require.resolve("typescript/package.json")), join(app, "node_modules/typescript"), "dir");
  return app;
}

/** What stands in a folder, by name: texts, and links as what they lead to. */
export function filesOf(folder: string): Record<string, string> {
  const files = readdirSync(folder, { withFileTypes: true, recursive: true }).filter(
    ({ parentPath, name }) => name !== "node_modules" && !parentPath.includes("node_modules"),
  );
  return Object.fromEntries(
    files
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name))
      .map((path) => [path.slice(folder.length + 1), readFileSync(path, "utf8")]),
  );
}

export function without(files: Record<string, string>, name: string): Record<string, string> {
  return Object.fromEntries(Object.entries(files).filter(([other]) => other !== name));
}

export function withoutTemporary(files: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(files).filter(([name]) => !name.endsWith(".tmp")));
}

export function fix(app: string, env: Readonly<Record<string, string>> = {}, verb = "fix"): Ended {
  const { error, ...ended } = spawnSync(process.execPath, ["--import", preload, command, verb, "--quiet"], {
    cwd: app,
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1", FAULT_ROOT: app, ...env },
  });
  if (error) throw error;
  return ended;
}

export async function endOf(child: ChildProcess): Promise<Ended> {
  let stdout = "";
  let stderr = "";
  child.stdout?.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr?.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  return new Promise((resolve) => {
    child.once("close", (status, signal) => {
      resolve({ status, signal, stdout, stderr });
    });
  });
}

/** One sentence of ours that says what to do, and no stack trace. */
export const sentence = /^typed-session: [^\n]+\.\n$/;

/** Each project as an undisturbed fix leaves it, and the changes that this makes on disk, in their order. */
const undisturbed = new Map<Kind, { readonly files: Record<string, string>; readonly calls: readonly string[] }>();
const folder = realpathSync(mkdtempSync(join(tmpdir(), "typed-session-faults-")));

/** Tries each project once without a fault, for the tests of a file. */
export function tryUndisturbed(): void {
  beforeAll(() => {
    for (const kind of kinds) {
      const app = createAppAt(join(folder, kind), kind);
      const trace = join(folder, `${kind}.calls`);
      const { status, stdout } = fix(app, { FAULT_TRACE: trace });
      expect(stdout).toContain("auth.ts\n");
      expect(stdout).toContain(`${kind === "creating" ? "created" : "changed"} ${target}\n`);
      expect(status).toBe(0);
      undisturbed.set(kind, { files: filesOf(app), calls: readFileSync(trace, "utf8").trimEnd().split("\n") });
    }
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });
}

export function outcomeOf(kind: Kind): { readonly files: Record<string, string>; readonly calls: readonly string[] } {
  const outcome = undisturbed.get(kind);
  if (!outcome) throw new Error(`${kind} was not tried`);
  return outcome;
}

/** A fix in a new app for each moment at which it changes something on disk. */
export function atEveryMoment(
  kind: Kind,
  env: (app: string) => Readonly<Record<string, string>>,
  look: (app: string, ended: Ended, call: string, at: number) => void,
): void {
  for (const [index, call] of outcomeOf(kind).calls.entries()) {
    const app = createAppAt(join(folder, `${kind}-${index}`), kind);
    mkdirSync(join(folder, "outside"));
    try {
      look(app, fix(app, { ...env(app), FAULT_AT: String(index + 1) }), call, index + 1);
    } finally {
      chmodSync(app, 0o755);
      rmSync(app, { recursive: true });
      rmSync(join(folder, "outside"), { recursive: true });
    }
  }
}
