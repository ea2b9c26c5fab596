import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import {
  chmodSync,
  chownSync,
  existsSync,
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
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { compilerOptions as options } from "./support/linked-app.js";

const require = createRequire(import.meta.url);
const command = join(import.meta.dirname, "../packages/cli/bin/typed-session.js");
const preload = pathToFileURL(join(import.meta.dirname, "support/fault.mjs")).href;
const isRoot = process.getuid?.() === 0;

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
const projects = {
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
type Kind = keyof typeof projects;
const kinds = Object.keys(projects) as Kind[];
const target = "types/next-auth.d.ts";

interface Ended {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder that is gone when the test ends, with the app in it. */
function createApp(kind: Kind, within = tmpdir()): string {
  const parent = realpathSync(mkdtempSync(join(within, "typed-session-faults-")));
  onTestFinished(() => {
    rmSync(parent, { recursive: true, force: true });
  });
  return createAppAt(join(parent, "app"), kind);
}

function createAppAt(app: string, kind: Kind): string {
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
function filesOf(folder: string): Record<string, string> {
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

function without(files: Record<string, string>, name: string): Record<string, string> {
  return Object.fromEntries(Object.entries(files).filter(([other]) => other !== name));
}

function withoutTemporary(files: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(files).filter(([name]) => !name.endsWith(".tmp")));
}

function fix(app: string, env: Readonly<Record<string, string>> = {}, verb = "fix"): Ended {
  const { error, ...ended } = spawnSync(process.execPath, ["--import", preload, command, verb, "--quiet"], {
    cwd: app,
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1", FAULT_ROOT: app, ...env },
  });
  if (error) throw error;
  return ended;
}

async function endOf(child: ChildProcess): Promise<Ended> {
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
const sentence = /^typed-session: [^\n]+\.\n$/;

/** Each project as an undisturbed fix leaves it, and the changes that this makes on disk, in their order. */
const undisturbed = new Map<Kind, { readonly files: Record<string, string>; readonly calls: readonly string[] }>();
const folder = realpathSync(mkdtempSync(join(tmpdir(), "typed-session-faults-")));

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

function outcomeOf(kind: Kind): { readonly files: Record<string, string>; readonly calls: readonly string[] } {
  const outcome = undisturbed.get(kind);
  if (!outcome) throw new Error(`${kind} was not tried`);
  return outcome;
}

/** A fix in a new app for each moment at which it changes something on disk. */
function atEveryMoment(
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

describe("fix, interrupted at any moment", () => {
  const kind = "creating";
  const before: Record<string, string> = projects[kind];

  it("fix leaves every file whole if it is killed, and the next run completes it", () => {
    const { files: after } = outcomeOf(kind);
    const states = new Set<string>();
    atEveryMoment(
      kind,
      () => ({ FAULT_KIND: "kill" }),
      (app, { signal }, call, at) => {
        expect(signal, call).toBe("SIGKILL");
        const left = withoutTemporary(filesOf(app));
        for (const name of ["auth.ts", target])
          expect([before[name], after[name]], `${name} at ${at}`).toContain(left[name]);
        states.add(JSON.stringify(left));
        // What is left of a temporary file is in nobody's way.
        expect(fix(app).status, `after ${at}`).toBe(0);
        expect(withoutTemporary(filesOf(app)), `after ${at}`).toEqual(after);
      },
    );
    // Before the first file is replaced, and between the two.
    expect(states.size).toBeGreaterThanOrEqual(2);
  });

  it("fix does not stop half-way for Ctrl+C", () => {
    atEveryMoment(
      kind,
      () => ({ FAULT_KIND: "interrupt" }),
      (app, { status, stderr }, call) => {
        expect({ status, stderr, files: filesOf(app) }, call).toEqual({
          status: 0,
          stderr: "",
          files: outcomeOf(kind).files,
        });
      },
    );
  });

  it("fix keeps what an author saves meanwhile", () => {
    const { files: after } = outcomeOf(kind);
    const saved = "// saved by its author\n";
    for (const name of ["auth.ts", target]) {
      const overwritten: string[] = [];
      atEveryMoment(
        kind,
        (app) => {
          mkdirSync(dirname(join(app, name)), { recursive: true });
          return { FAULT_KIND: "save", FAULT_PLACE: join(app, name) };
        },
        (app, { status, stderr }, call, at) => {
          const { [name]: text, ...others } = filesOf(app);
          if (text !== saved) overwritten.push(call);
          else if (status === 0) {
            expect(others, `${name} at ${at}`).toEqual(without(after, name));
          } else {
            expect(status).toBe(2);
            expect(stderr).toMatch(
              /has changed since it was read.*; nothing was changed\. Remove the cause and run fix again\.\n$/,
            );
            expect(stderr).toMatch(sentence);
            expect(others, `${name} at ${at}`).toEqual(without(before, name));
          }
        },
      );
      // That one moment remains, and it cannot even be had where a file is created.
      expect(overwritten, name).toEqual(name === target ? [] : ["rename"]);
    }
  });

  it("fix writes nothing outside if a directory is exchanged for a link", () => {
    const { calls } = outcomeOf(kind);
    let refused = 0;
    atEveryMoment(
      kind,
      (app) => {
        mkdirSync(join(app, "types"), { recursive: true });
        if (before[target] !== undefined) writeFileSync(join(app, "../outside/next-auth.d.ts"), before[target]);
        return { FAULT_KIND: "exchange", FAULT_PLACE: join(app, "types") };
      },
      (app, { status, stderr }, call, at) => {
        expect(filesOf(join(app, "../outside")), `${call} at ${at}`).toEqual(
          before[target] === undefined ? {} : { "next-auth.d.ts": before[target] },
        );
        if (status === 0) return;
        refused++;
        expect(status).toBe(2);
        expect(stderr).toMatch(sentence);
        expect(filesOf(app)["auth.ts"], `${call} at ${at}`).toBe(before["auth.ts"]);
      },
    );
    expect(refused).toBeGreaterThan(calls.length / 2);
  });

  it("fix ends alike with another fix in between", () => {
    atEveryMoment(
      kind,
      () => ({ FAULT_KIND: "rerun" }),
      (app, { status, stderr }, call, at) => {
        expect(filesOf(app), `${call} at ${at}`).toEqual(outcomeOf(kind).files);
        expect({ status, stderr }, `${call} at ${at}`).toEqual({ status: 0, stderr: "" });
      },
    );
  });
});

describe.each(kinds)("fix, %s declarations", (kind) => {
  const before: Record<string, string> = projects[kind];

  it("fix goes back if it loses the permission between two files", ({ skip }) => {
    if (isRoot) return skip("root may write everywhere; the next test does the same as another user");
    goesBackWithoutPermission(kind);
  });

  it("fix goes back if it loses the permission between two files, as another user", ({ skip }) => {
    if (!isRoot) return skip("only root can start it as another user");
    const uid = 65_534;
    const mayRead = spawnSync(process.execPath, [command, "--version"], { uid, gid: uid }).status === 0;
    if (!mayRead) return skip("another user may not read this repository");
    goesBackWithoutPermission(kind, uid);
  });

  it("fix ends alike with another fix at the same time", async () => {
    for (let round = 0; round < 5; round++) {
      const app = createApp(kind);
      const place = join(app, "../meet");
      const start = (): Promise<Ended> =>
        endOf(
          spawn(process.execPath, ["--import", preload, command, "fix", "--quiet"], {
            cwd: app,
            env: {
              ...process.env,
              NO_COLOR: "1",
              FAULT_ROOT: app,
              FAULT_KIND: "meet",
              FAULT_AT: "1",
              FAULT_PLACE: place,
            },
          }),
        );
      for (const { status, stderr } of await Promise.all([start(), start()]))
        expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
      expect(readdirSync(place)).toHaveLength(2);
      expect(filesOf(app)).toEqual(outcomeOf(kind).files);
    }
  });

  it("fix writes nothing by halves if files may not be that long", ({ skip }) => {
    if (process.platform === "win32") return skip("there is no such limit");
    const app = createApp(kind);
    // 2 blocks, of 512 or 1,024 bytes.
    const { status, stdout, stderr } = spawnSync(
      "sh",
      ["-c", `ulimit -f 2; exec "$0" "$1" fix`, process.execPath, command],
      {
        cwd: app,
        encoding: "utf8",
      },
    );
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(
      /could not be written \(EFBIG: [^)]*\); nothing was changed\. Remove the cause and run fix again\.\n$/,
    );
    expect(stderr).toMatch(sentence);
    expect(filesOf(app)).toEqual(before);
    expect(existsSync(join(app, "types"))).toBe(kind === "changing");
  });

  it("fix writes nothing by halves on a full disk", ({ skip }) => {
    const disk = realpathSync(mkdtempSync(join(tmpdir(), "typed-session-disk-")));
    const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=128k", "tmpfs", disk]).status === 0;
    onTestFinished(() => {
      if (mounted) spawnSync("umount", [disk]);
      rmSync(disk, { recursive: true });
    });
    if (!mounted) return skip("nothing may be mounted here; the test before limits the size of files instead");
    const app = createAppAt(join(disk, "app"), kind);
    // All of the place that is left but a page.
    spawnSync("dd", ["if=/dev/zero", `of=${disk}/filler`, "bs=4096", "count=1000"]);
    spawnSync("truncate", ["-s", "-4096", `${disk}/filler`]);
    const { status, stdout, stderr } = fix(app);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(
      /could not be written \(ENOSPC: [^)]*\); nothing was changed\. Remove the cause and run fix again\.\n$/,
    );
    expect(filesOf(app)).toEqual(before);
  });
});

/** A fix as a user, from under whom the declarations' directory is protected when the first file has been replaced. */
function goesBackWithoutPermission(kind: Kind, uid?: number): void {
  const app = createApp(kind);
  mkdirSync(join(app, "types"), { recursive: true });
  if (uid !== undefined) {
    chmodSync(dirname(app), 0o755);
    for (const name of ["", "auth.ts", "types", ...(kind === "changing" ? [target] : [])])
      chownSync(join(app, name), uid, uid);
  }
  const run = (at: number): Ended => {
    const { error, ...ended } = spawnSync(process.execPath, ["--import", preload, command, "fix", "--quiet"], {
      cwd: app,
      encoding: "utf8",
      ...(uid !== undefined && { uid, gid: uid }),
      env: {
        ...process.env,
        NO_COLOR: "1",
        FAULT_ROOT: app,
        FAULT_KIND: "protect",
        FAULT_AT: String(at),
        FAULT_PLACE: join(app, "types"),
      },
    });
    if (error) throw error;
    return ended;
  };
  const first = outcomeOf(kind).calls.indexOf("rename") + 1;
  // The call after it belongs to the second file.
  const { status, stdout, stderr } = run(first + 1);
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toMatch(/could not be written \(EACCES: /);
  expect(stderr).toMatch(sentence);
  const left = withoutTemporary(filesOf(app));
  expect(left).toEqual(projects[kind]);

  // Now it is protected from the beginning.
  expect(run(0)).toMatchObject({
    status: 2,
    stderr: `typed-session: The directory of ${target} is not writable; nothing was changed. Make it writable and run fix again.\n`,
  });
  expect(withoutTemporary(filesOf(app))).toEqual(projects[kind]);
}

describe("an output that nobody reads to its end", () => {
  it("the run succeeds if the reader has seen enough", async () => {
    const app = createApp("changing");
    const child = spawn(process.execPath, [command, "check", "--quiet"], {
      cwd: app,
      stdio: ["ignore", "pipe", "pipe"],
    });
    // Before the command has even begun.
    child.stdout.destroy();
    expect(await endOf(child)).toMatchObject({ status: 1, stderr: "" });
  });

  it.skipIf(!existsSync("/dev/full"))("the run fails if there is no room for the output", () => {
    const app = createApp("changing");
    const { status, stderr } = spawnSync(
      "sh",
      ["-c", `exec "$0" "$1" check --quiet > /dev/full`, process.execPath, command],
      {
        cwd: app,
        encoding: "utf8",
      },
    );
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr:
        "typed-session: The output could not be written (ENOSPC: no space left on device, write); make room for it, or send it elsewhere, and run this again.\n",
    });
  });
});
