import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, rmSync, statSync } from "node:fs";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { builtCommand } from "./support/app.js";
import { compilerOptions, linkedApp, type LinkedApp } from "./support/linked-app.js";

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

const tsconfig = JSON.stringify({ compilerOptions, include: ["src"] });

/** A running `--watch`, in an app of its own. */
interface Watching extends Pick<LinkedApp, "path" | "read" | "write"> {
  readonly child: ChildProcess;
  /** Waits for a text after all that was awaited before; gives what was printed up to the end of its line. */
  readonly says: (text: string | RegExp) => Promise<string>;
  /** All that has been printed since the last text that was awaited. */
  readonly rest: () => string;
  readonly end: (signal: NodeJS.Signals) => Promise<number | NodeJS.Signals | null>;
}

/** This is a guard only: whoever waits for a text waits for it, and not for time to pass. */
const guard = { timeout: 120_000, interval: 20 };

function startWatching(...args: readonly string[]): Watching {
  const app = linkedApp({ "tsconfig.json": tsconfig, "src/auth.ts": auth });
  onTestFinished(() => {
    app.remove();
  });
  app.link("typescript");
  const child = spawn(process.execPath, [builtCommand, ...args], { cwd: app.root, stdio: ["ignore", "pipe", "pipe"] });
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
  return { ...app, child, says, rest: () => text.slice(from), end };
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
    const { path, says, write, end } = startWatching("check", "--watch");
    await says("Watching ");
    write("src/auth.ts", `${auth}}\n`);
    await says("typed-session: src/auth.ts:16 has a syntax error");
    await says("Watching ");
    write("src/auth.ts", auth);
    await says("1 config: ");
    await says("Watching ");
    rmSync(path("tsconfig.json"));
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
    const { path, says, rest, read, write, end } = startWatching("fix", "--watch");
    await says("1 config: 1 fixed, nothing left");
    await says("Watching ");
    const declaration = "src/next-auth.d.ts";
    await vi.waitFor(() => {
      expect(existsSync(path(declaration))).toBe(true);
    }, guard);
    expect(read(declaration)).toContain("id: string;");
    const written = statSync(path(declaration)).mtimeMs;

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
    expect(read(declaration)).toContain("plan: string;");
    expect(statSync(path(declaration)).mtimeMs).toBeGreaterThan(written);

    // What its author does to the declaration is answered.
    write(declaration, read(declaration).replace("    plan: string;\n", "").replace("      plan: string;\n", ""));
    const third = await says("Watching ");
    expect(third.match(/^1 config/gm)).toHaveLength(1);
    expect(third).toContain("1 config: 1 fixed, nothing left");
    expect(rest()).toBe("");
    expect(await end("SIGINT")).toBe(130);
  });
});
