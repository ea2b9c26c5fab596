import { chmodSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { auth, augmentation, createApp, runIn, tsconfig } from "./support/app.js";

/** A declaration that fix would change. */
const declared =
  'import "next-auth";\n\ndeclare module "next-auth" {\n  interface Session {\n    note?: string;\n  }\n}\n';

describe("a run that is impossible", () => {
  it("the command needs a tsconfig", async () => {
    expect(await runIn("/", {}, ["check"])).toEqual({
      code: 2,
      stdout: "",
      stderr:
        "typed-session: There is no tsconfig.json or jsconfig.json here or in any directory above: run this in your project, or name the file with --project.\n",
    });
  });

  it.each([
    ["missing.json", "--project names missing.json, which does not exist."],
    ["src", "--project names src, which holds neither tsconfig.json nor jsconfig.json."],
  ])("the command needs the tsconfig that --project names: %s", async (project, sentence) => {
    const app = createApp({ "tsconfig.json": tsconfig, "src/auth.ts": auth });
    expect(await app.run("check", "--project", project)).toEqual({
      code: 2,
      stdout: "",
      stderr: `typed-session: ${sentence}\n`,
    });
  });

  it.each([
    ['{\n  "compilerOptions": {', ":2: '}' expected. Correct it and run this again."],
    [
      '{\n  "compilerOptions": {\n    "strict": "yes"\n  }\n}\n',
      ":3: Compiler option 'strict' requires a value of type boolean. Correct it and run this again.",
    ],
    [
      '{\n  "extends": "@nobody/tsconfig"\n}\n',
      ":2: File '@nobody/tsconfig' not found. Correct it and run this again.",
    ],
    [
      '{ "compilerOptions": { "paths": { "incremental": true, "@/*": ["./*"] } } }',
      ': what "paths" says of "incremental" is not a list of texts. Correct it and run this again.',
    ],
    [
      '{ "compilerOptions": { "paths": { "@/*": [{ "name": "next" }] } } }',
      ': what "paths" says of "@/*" is not a list of texts. Correct it and run this again.',
    ],
    ['{ "include": ["nowhere"] }', ' includes no file: correct its "include" or "files".'],
  ])("the command names the error of a tsconfig: %j", async (text, sentence) => {
    const app = createApp({ "tsconfig.json": text, "auth.ts": auth });
    expect(await app.run("fix")).toEqual({
      code: 2,
      stdout: "",
      stderr: `typed-session: ${app.directory}/tsconfig.json${sentence}\n`,
    });
  });

  it("the command needs the library to be installed", async () => {
    const app = createApp({ "tsconfig.json": tsconfig, "auth.ts": auth }, []);
    const { code, stdout, stderr } = await app.run("check");
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(
      /^typed-session: This project has no TypeScript of its own; reading it with TypeScript 6\.\d+\.\d+ instead\.\ntyped-session: auth\.ts:3: next-auth is not installed; install the project's dependencies and run again\.\n$/,
    );
  });

  it("the command needs a version of the library that it knows", async () => {
    const app = createApp(
      {
        "tsconfig.json": tsconfig,
        "auth.ts": auth.replaceAll("NextAuthOptions", "AuthOptions"),
        "pages/api/auth/[...nextauth].ts":
          'import NextAuth from "next-auth";\n\nexport default NextAuth({ providers: [] });\n',
        "node_modules/next-auth/package.json": '{ "name": "next-auth", "version": "3.29.10" }',
      },
      ["typescript"],
    );
    const { code, stdout, stderr } = await app.run("check");
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toBe(
      "typed-session: auth.ts:3: next-auth 3.29.10 is not supported; what can be read is version 4.\n" +
        "pages/api/auth/[...nextauth].ts:3: next-auth 3.29.10 is not supported; what can be read is version 4 or 5.\n",
    );
  });

  it.each([
    ["the config", { "auth.ts": `${auth}}\n` }, "auth.ts:16"],
    ["an augmentation", { "auth.ts": auth, "next-auth.d.ts": `${declared}}\n` }, "next-auth.d.ts:8"],
  ])("the command stops at a syntax error in %s", async (_, files, place) => {
    const app = createApp({ "tsconfig.json": tsconfig, ...files });
    for (const command of ["check", "fix"]) {
      expect(await app.run(command)).toEqual({
        code: 2,
        stdout: "",
        stderr: `typed-session: ${place} has a syntax error: Declaration or statement expected. Correct it and run this again.\n`,
      });
    }
    for (const [name, text] of Object.entries(files)) expect(app.read(name)).toBe(text);
  });

  it("the command ignores a syntax error elsewhere", async () => {
    const app = createApp({
      "tsconfig.json": tsconfig,
      "auth.ts": auth,
      "next-auth.d.ts": augmentation,
      "page.ts": 'import { getServerSession } from "next-auth";\nexport const session = getServerSession(;\n',
    });
    expect(await app.run("check")).toEqual({ code: 0, stdout: "", stderr: "" });
  });

  it("the command refuses arguments it does not know", async () => {
    const app = createApp({ "tsconfig.json": tsconfig });
    expect(await app.run("check", "--format", "xml")).toEqual({
      code: 2,
      stdout: "",
      stderr:
        "typed-session: option '--format <format>' argument 'xml' is invalid. Allowed choices are pretty, compact, json, github, sarif, junit, gitlab.\n",
    });
    expect(await app.run("mend")).toMatchObject({ code: 2, stderr: "typed-session: unknown command 'mend'\n" });
  });

  it("the command names the compiler if the compiler gives up", async () => {
    // Of a property that is there twice TypeScript 6.0 finds the overloads to fail, and then no error in any of them.
    const app = createApp(
      {
        "tsconfig.json": tsconfig,
        "auth.ts": `import NextAuth from "next-auth";
import Credentials from "next-auth/providers/credentials";
export const { auth } = NextAuth({
  providers: [
    Credentials({
      credentials: { email: { label: "E-mail" } },
      async credentials(given) {
        return { id: given.email };
      },
    }),
  ],
  callbacks: { session: ({ session }) => session },
});
`,
      },
      ["typescript"],
    );
    app.install("", "next-auth", "next-auth-5");
    expect(await app.run("check")).toEqual({
      code: 2,
      stdout: "",
      stderr:
        "typed-session: TypeScript gives up on some code of this project: No error for last overload signature. If `npx tsc --noEmit` does so too, change that code and run this again; if not, please report it, with the output under DEBUG=typed-session.\n",
    });
  });

  it("the command reports an unexpected failure in one sentence, and more under DEBUG", async () => {
    const app = createApp({ "tsconfig.json": tsconfig, "auth.ts": auth });
    const broken = {
      write: () => {
        throw new Error("no ink");
      },
    };
    const { main } = await import("../src/index.js");
    const run = async (env: Record<string, string>): Promise<string> => {
      let stderr = "";
      const code = await main(["check"], {
        cwd: app.directory,
        env,
        stdout: broken,
        stderr: { write: (text) => (stderr += text) },
      });
      expect(code).toBe(2);
      return stderr;
    };
    const sentence =
      "typed-session: This should not happen: no ink. Please report it, with the output under DEBUG=typed-session.\n";
    expect(await run({})).toBe(sentence);
    expect(await run({ DEBUG: "typed-session" })).toContain("Error: no ink\n    at ");
  });
});

describe("a file that cannot be written", () => {
  const nothing = "nothing was changed.";

  it("fix leaves a read-only file and all others alone", async () => {
    const app = createApp({ "tsconfig.json": tsconfig, "auth.ts": auth, "next-auth.d.ts": declared });
    chmodSync(`${app.directory}/next-auth.d.ts`, 0o444);
    expect(await app.run("fix")).toEqual({
      code: 2,
      stdout: "",
      stderr: `typed-session: next-auth.d.ts is read-only; ${nothing} Make it writable and run fix again.\n`,
    });
    expect(app.read("next-auth.d.ts")).toBe(declared);
  });

  it("fix does not follow a link out of the project", async () => {
    const outside = realpathSync(mkdtempSync(join(tmpdir(), "typed-session-outside-")));
    onTestFinished(() => {
      rmSync(outside, { recursive: true });
    });
    writeFileSync(`${outside}/types.d.ts`, declared);
    const app = createApp({ "tsconfig.json": tsconfig, "auth.ts": auth });
    symlinkSync(`${outside}/types.d.ts`, `${app.directory}/next-auth.d.ts`);
    expect(await app.run("fix")).toEqual({
      code: 2,
      stdout: "",
      stderr: `typed-session: next-auth.d.ts leads outside the project, to ${outside}/types.d.ts; ${nothing} Put the file itself into the project and run fix again.\n`,
    });
    expect(readFileSync(`${outside}/types.d.ts`, "utf8")).toBe(declared);
  });
});

describe("writeChanges", () => {
  it("writeChanges writes nothing when one of the files has changed since it was read", async () => {
    const { writeChanges } = await import("../src/write/write.js");
    const app = createApp({ "a.d.ts": "a", "b.d.ts": "meanwhile" });
    const change = (name: string, before: string | undefined) => ({
      fileName: `${app.directory}/${name}`,
      before,
      after: "after",
    });
    expect(() => {
      writeChanges([app.directory], [change("a.d.ts", "a"), change("b.d.ts", "b")]);
    }).toThrow("b.d.ts has changed since it was read; nothing was changed. Run fix again.");
    expect(() => {
      writeChanges([app.directory], [change("b.d.ts", undefined)]);
    }).toThrow("b.d.ts has changed since it was read");
    expect(() => {
      writeChanges([app.directory], [change("gone.d.ts", "text")]);
    }).toThrow("gone.d.ts has changed since it was read");
    expect([app.read("a.d.ts"), app.read("b.d.ts")]).toEqual(["a", "meanwhile"]);
  });
});
