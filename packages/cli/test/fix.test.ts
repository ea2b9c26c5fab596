import { chmodSync, statSync, symlinkSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { auth, augmentation, createApp, tsconfig } from "./support/app.js";

const declared = `import type { DefaultSession } from "next-auth";

declare module "next-auth" {
  interface Session {
    // Für unsere Leser.
    user: DefaultSession["user"];
  }
}
`;

const mended = `import type { DefaultSession } from "next-auth";

declare module "next-auth" {
  interface Session {
    // Für unsere Leser.
    user: {
      id: string;
    } & DefaultSession["user"];
  }
}

declare module "next-auth/jwt" {
  interface JWT {
    id: string;
  }
}
`;

const left = `1 finding to fix by hand:

auth.ts:13:7  error  no-undeclared-field  \`session.user.id\` is assigned here, but \`Session\` does not declare it: no reader of the session can use it.
> 13 |       session.user.id = token.id;
     |       ^^^^^^^^^^^^^^^
  from   user.id → token.id (auth.ts:7) → session.user.id (auth.ts:13) → declared nowhere
  see    \`token.id\` by hand: Nobody knows the type of \`JSON.parse(user.id)\`; give it one.
  fix    by hand: Nobody knows the type of \`token.id\`; give it one.

The compiler still says:
  auth.ts:9:20  TS18048  'profile' is possibly 'undefined'.
  auth.ts:13:7  TS18048  'session.user' is possibly 'undefined'.
  auth.ts:13:20  TS2339  Property 'id' does not exist on type '{ name?: string | null | undefined; email?: string | null | undefined; image?: string | null | undefined; }'.
`;

describe("fix", () => {
  it("fix creates the declaration and finds nothing the second time", async () => {
    const app = createApp({ "tsconfig.json": tsconfig, "auth.ts": auth });
    expect(await app.run("fix")).toEqual({
      code: 0,
      stdout: "Fixed 1 finding:\n  created next-auth.d.ts\n",
      stderr: "",
    });
    expect(app.read("next-auth.d.ts")).toBe(augmentation);
    expect(app.read("auth.ts")).toBe(auth);

    expect(await app.run("fix")).toEqual({ code: 0, stdout: "", stderr: "" });
    expect(app.read("next-auth.d.ts")).toBe(augmentation);
    expect(await app.run("check")).toEqual({ code: 0, stdout: "", stderr: "" });
  });

  it("fix prints a diff and writes nothing under --dry-run", async () => {
    const app = createApp({ "tsconfig.json": tsconfig, "auth.ts": auth, "types/next-auth.d.ts": declared });
    expect(await app.run("fix", "--dry-run")).toEqual({
      code: 0,
      stdout: `--- a/types/next-auth.d.ts
+++ b/types/next-auth.d.ts
@@ -3,6 +3,14 @@
 declare module "next-auth" {
   interface Session {
     // Für unsere Leser.
-    user: DefaultSession["user"];
+    user: {
+      id: string;
+    } & DefaultSession["user"];
   }
 }
+
+declare module "next-auth/jwt" {
+  interface JWT {
+    id: string;
+  }
+}
`,
      stderr: "",
    });
    expect(app.read("types/next-auth.d.ts")).toBe(declared);
  });

  it("fix names a file it would create in the form of a diff", async () => {
    const app = createApp({ "tsconfig.json": tsconfig, "auth.ts": auth });
    const { stdout } = await app.run("fix", "--dry-run");
    const added = augmentation.trimEnd().split("\n");
    expect(stdout).toBe(
      `--- /dev/null\n+++ b/next-auth.d.ts\n@@ -0,0 +1,${added.length} @@\n${added.map((line) => `+${line}\n`).join("")}`,
    );
  });

  it("fix keeps line ends, byte order mark and mode", async () => {
    const app = createApp({ "tsconfig.json": tsconfig, "auth.ts": auth });
    const windows = (text: string): string => `\uFEFF${text.replaceAll("\n", "\r\n")}`;
    app.write("next-auth.d.ts", windows(declared));
    chmodSync(`${app.directory}/next-auth.d.ts`, 0o640);
    expect(await app.run("fix")).toMatchObject({ code: 0, stdout: "Fixed 1 finding:\n  changed next-auth.d.ts\n" });
    expect(app.read("next-auth.d.ts")).toBe(windows(mended));
    expect(statSync(`${app.directory}/next-auth.d.ts`).mode & 0o777).toBe(0o640);
    expect(await app.run("fix")).toEqual({ code: 0, stdout: "", stderr: "" });
  });

  it("fix takes brackets, dots, spaces and other letters in paths", async () => {
    const root = "apps/[my] wëb.app";
    const app = createApp({
      [`${root}/tsconfig.json`]: tsconfig,
      [`${root}/pages/api/[...nextauth] ü.ts`]: auth,
      [`${root}/types/[näxt] auth.d.ts`]: declared,
    });
    expect(await app.run("fix", "--project", root)).toEqual({
      code: 0,
      stdout: "Fixed 1 finding:\n  changed apps/[my] wëb.app/types/[näxt] auth.d.ts\n",
      stderr: "",
    });
    expect(app.read(`${root}/types/[näxt] auth.d.ts`)).toBe(mended);
  });

  it("fix makes the folder of a new file", async () => {
    const options = {
      ...(JSON.parse(tsconfig) as { compilerOptions: object }).compilerOptions,
      baseUrl: ".",
      ignoreDeprecations: "6.0",
    };
    // There a file of that name in the root would be what `import "next-auth"` finds.
    const app = createApp({ "tsconfig.json": JSON.stringify({ compilerOptions: options }), "auth.ts": auth });
    expect(await app.run("fix")).toEqual({
      code: 0,
      stdout: "Fixed 1 finding:\n  created types/next-auth.d.ts\n",
      stderr: "",
    });
    expect(app.read("types/next-auth.d.ts")).toBe(augmentation);
  });

  it("fix writes through a link that stays inside the project", async () => {
    const app = createApp({ "tsconfig.json": tsconfig, "auth.ts": auth, "shared/types.txt": declared });
    symlinkSync("shared/types.txt", `${app.directory}/next-auth.d.ts`);
    expect(await app.run("fix")).toMatchObject({ code: 0, stdout: "Fixed 1 finding:\n  changed next-auth.d.ts\n" });
    expect(app.read("shared/types.txt")).toBe(mended);
  });

  it("fix proves its edits against every reader, even those that check does not load", async () => {
    const reader = `import type { Session } from "next-auth";

export const endOf = (session: Session): string => session.expires;
`;
    const app = createApp({ "tsconfig.json": tsconfig, "auth.ts": auth, "reader.ts": reader });
    const debug = { DEBUG: "typed-session" };
    const check = await app.runWith(debug, "check");
    expect(check.stderr).toMatch(/^typed-session: 2 files in the project, 2 scanned as text in \d+ ms, 1 opened by /);
    const fix = await app.runWith(debug, "fix");
    expect(fix.stderr).toMatch(/^typed-session: 2 files in the project, 2 scanned as text in \d+ ms, 2 opened by /);
    expect(fix.code).toBe(0);
  });

  it("fix says what remains, why, and what the compiler still reports", async () => {
    const config = auth
      .replace("{ token, user }", "{ token, user, profile }")
      .replace(
        "token.id = user.id;",
        'token.id = JSON.parse(user.id);\n      token.plan = "free";\n      token.name = profile.name;',
      );
    const app = createApp({ "tsconfig.json": tsconfig, "auth.ts": config });
    expect(await app.run("fix", "--dry-run")).toMatchObject({ code: 1, stderr: left });
    expect(await app.run("fix")).toEqual({
      code: 1,
      stdout: `Fixed 1 finding:\n  created next-auth.d.ts\n\n${left}`,
      stderr: "",
    });
  });
});
