import { spawn, type ChildProcess } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { builtCommand } from "./support/app.js";

const auth = `import type { NextAuthOptions } from "next-auth";

export const authOptions: NextAuthOptions = {
  providers: [],
  callbacks: {
    jwt({ token, user }) {
      if (user) token.id = user.id;
      return token;
    },
    session({ session, token }) {
      session.user.id = token.id;
      return session;
    },
  },
};
`;

const tsconfig = JSON.stringify({
  compilerOptions: {
    strict: true,
    target: "es2022",
    lib: ["es2022"],
    module: "esnext",
    moduleResolution: "bundler",
    skipLibCheck: true,
    noEmit: true,
    types: [],
  },
  include: ["src"],
});

/** A running `--watch`, in an app of its own. */
interface Watching {
  readonly app: string;
  readonly child: ChildProcess;
  /** Waits for a text after all that was awaited before; gives what was printed up to the end of its line. */
  readonly says: (text: string | RegExp) => Promise<string>;
  /** All that has been printed since the last text that was awaited. */
  readonly rest: () => string;
  readonly write: (name: string, text: string) => void;
  readonly end: (signal: NodeJS.Signals) => Promise<number | NodeJS.Signals | null>;
}

/** This is a guard only: whoever waits for a text waits for it, and not for time to pass. */
const guard = { timeout: 120_000, interval: 20 };

function startWatching(...args: readonly string[]): Watching {
  const app = realpathSync(mkdtempSync(join(tmpdir(), "typed-session-watch-")));
  onTestFinished(() => {
    rmSync(app, { recursive: true, force: true });
  });
  const write = (name: string, text: string): void => {
    mkdirSync(dirname(join(app, name)), { recursive: true });
    writeFileSync(join(app, name), text);
  };
  write("tsconfig.json", tsconfig);
  write("src/auth.ts", auth);
  mkdirSync(join(app, "node_modules"));
  for (const name of ["next-auth", "typescript"]) {
    symlinkSync(realpathSync(join(import.meta.dirname, "node_modules", name)), join(app, "node_modules", name), "dir");
  }
  const child = spawn(process.execPath, [builtCommand, ...args], { cwd: app, stdio: ["ignore", "pipe", "pipe"] });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  let text = "";
  let from = 0;
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (text += chunk.toString()));
  const says = async (wanted: string | RegExp): Promise<string> => {
    const find = (): number => {
      const rest = text.slice(from);
      const at = typeof wanted === "string" ? rest.indexOf(wanted) : rest.search(wanted);
      return at === -1 ? -1 : rest.indexOf("\n", at);
    };
    await vi.waitFor(() => {
      expect(find(), `waiting for ${String(wanted)} in ${text.slice(from)}`).not.toBe(-1);
    }, guard);
    const end = from + find() + 1;
    const part = text.slice(from, end);
    from = end;
    return part;
  };
  const end = async (signal: NodeJS.Signals): Promise<number | NodeJS.Signals | null> => {
    child.kill(signal);
    await vi.waitFor(() => {
      expect(child.exitCode ?? child.signalCode).not.toBeNull();
    }, guard);
    return child.exitCode ?? child.signalCode;
  };
  return { app, child, says, rest: () => text.slice(from), write, end };
}

describe("check --watch", () => {
  it("the command answers each change of what it has read, and ends with 130 at Ctrl+C", async () => {
    const { says, write, end } = startWatching("check", "--watch");
    expect(await says("1 config: ")).toContain("src/auth.ts:11:7  error  no-undeclared-field");
    await says("Watching ");
    // A change to the callback.
    write("src/auth.ts", auth.replaceAll("id = ", "seat = ").replaceAll("token.id;", "token.seat;"));
    expect(await says("1 config: ")).toContain("`session.user.seat`");
    await says("Watching ");
    // A file that was not there, and one that goes.
    write(
      "src/next-auth.d.ts",
      'import type { DefaultSession } from "next-auth";\ndeclare module "next-auth" {\n  interface Session {\n    user: { seat: string } & DefaultSession["user"];\n  }\n}\ndeclare module "next-auth/jwt" {\n  interface JWT {\n    seat: string;\n  }\n}\n',
    );
    expect(await says("1 config, ")).toContain("1 config, 2 fields, nothing to fix");
    await says("Watching ");
    // A burst: the last text counts.
    for (const name of ["a", "b", "c"]) write("src/auth.ts", auth.replaceAll("id = ", `${name} = `));
    write("src/auth.ts", auth);
    expect(await says(/^1 config: [^\n]*\n/m)).toContain("`session.user.id`");
    await says("Watching ");
    expect(await end("SIGINT")).toBe(130);
  });

  it("the command survives a broken file and a missing or broken tsconfig, and says so", async () => {
    const { app, says, write, end } = startWatching("check", "--watch");
    await says("Watching ");
    write("src/auth.ts", `${auth}}\n`);
    await says("typed-session: src/auth.ts:16 has a syntax error");
    await says("Watching ");
    write("src/auth.ts", auth);
    await says("1 config: ");
    await says("Watching ");
    rmSync(join(app, "tsconfig.json"));
    await says("typed-session: tsconfig.json is gone; put it back, and this goes on.");
    await says("Watching ");
    write("tsconfig.json", "{");
    await says("Correct it and run this again.");
    await says("Watching ");
    write("tsconfig.json", tsconfig.replace('"src"', '"lib"').replace('"noEmit":true', '"noEmit":true,"allowJs":true'));
    await says('tsconfig.json includes no file: correct its "include" or "files".');
    await says("Watching ");
    write("tsconfig.json", tsconfig);
    await says("1 config: ");
    await says("Watching ");
    expect(await end("SIGTERM")).toBe(143);
  });

  it("the command ends at once without a project or with wrong arguments", async () => {
    const { child } = startWatching("check", "--watch", "--project", "gone");
    await vi.waitFor(() => {
      expect(child.exitCode).toBe(2);
    }, guard);
  });
});

describe("fix --watch", () => {
  it("the command writes what each change needs, and ignores its own writing", async () => {
    const { app, says, rest, write, end } = startWatching("fix", "--watch");
    await says("1 config: 1 fixed, nothing left");
    await says("Watching ");
    const declaration = join(app, "src/next-auth.d.ts");
    await vi.waitFor(() => {
      expect(existsSync(declaration)).toBe(true);
    }, guard);
    expect(readFileSync(declaration, "utf8")).toContain("id: string;");
    const written = statSync(declaration).mtimeMs;

    write(
      "src/auth.ts",
      auth.replace(
        "session.user.id = token.id;",
        "session.user.id = token.id;\n      session.user.plan = 'free' as string;",
      ),
    );
    const second = await says("Watching ");
    // One answer, to the change of the callback: none to the declaration that was written before it.
    expect(second.match(/^1 config/gm)).toHaveLength(1);
    expect(second).toContain("1 config: 1 fixed, nothing left");
    expect(readFileSync(declaration, "utf8")).toContain("plan: string;");
    expect(statSync(declaration).mtimeMs).toBeGreaterThan(written);

    // What its author does to the declaration is answered.
    writeFileSync(
      declaration,
      readFileSync(declaration, "utf8").replace("    plan: string;\n", "").replace("      plan: string;\n", ""),
    );
    const third = await says("Watching ");
    expect(third.match(/^1 config/gm)).toHaveLength(1);
    expect(third).toContain("1 config: 1 fixed, nothing left");
    expect(rest()).toBe("");
    expect(await end("SIGINT")).toBe(130);
  });
});
