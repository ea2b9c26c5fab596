import { describe, expect, it } from "vitest";
import { auth, tsconfig } from "./support/app.js";
import { inPackage, layout } from "./support/monorepo.js";

const declared = `${auth}export type { Session } from "next-auth";

declare module "next-auth" {
  interface Session {
    user: { id: string };
    plan: string;
  }
}

declare module "next-auth/jwt" {
  interface JWT {
    id: string;
  }
}
`;

const broken = '{ "compilerOptions": { "strict" } }\n';

describe("packages whose tsconfig cannot be read", () => {
  it("a field stays that a package which cannot be read may rely on", async () => {
    const app = layout({ "packages/auth/src/index.ts": declared, "apps/web/tsconfig.json": broken });
    const note = `typed-session: ${app.directory}/apps/web/tsconfig.json:1: ':' expected. Correct it and run this again. Until then, nothing is known about web.\n`;
    expect(await inPackage(app, "packages/auth", "check", "--format", "compact")).toEqual({
      code: 0,
      stdout:
        "src/index.ts:21:5: warning no-unassigned-field `session.plan` is declared as required, but no callback assigns it: readers get `undefined`.\n",
      stderr: note,
    });
    expect((await inPackage(app, "packages/auth", "check")).stdout).toContain(
      "`web` imports this package and cannot be read: it may rely on the field.",
    );
    expect(await inPackage(app, "packages/auth", "fix", "--quiet")).toMatchObject({ code: 0, stderr: note });
    expect(app.read("packages/auth/src/index.ts")).toBe(declared);
  });

  it("an app says that nothing is known about a package that it imports", async () => {
    const app = layout({ "packages/auth/tsconfig.json": broken });
    expect(await inPackage(app, "apps/web", "check")).toEqual({
      code: 0,
      stdout: "",
      stderr: `typed-session: ${app.directory}/packages/auth/tsconfig.json:1: ':' expected. Correct it and run this again. Until then, nothing is known about @acme/auth.\n`,
    });
  });

  it("a package whose tsconfig includes no file has nothing to read", async () => {
    const app = layout({
      "packages/auth/src/index.ts": declared,
      "apps/web/tsconfig.json": tsconfig.replace(/\}$/, ',"include":["nowhere"]}'),
    });
    expect(await inPackage(app, "packages/auth", "fix", "--quiet")).toMatchObject({ code: 0, stderr: "" });
    expect(app.read("packages/auth/src/index.ts")).toBe(declared.replace("    plan: string;\n", ""));
  });

  it("a package that does not import the config's is not looked at", async () => {
    const app = layout({ "packages/auth/src/index.ts": declared, "apps/docs/tsconfig.json": broken });
    expect(await inPackage(app, "packages/auth", "fix", "--quiet")).toMatchObject({ code: 0, stderr: "" });
    expect(app.read("packages/auth/src/index.ts")).toBe(declared.replace("    plan: string;\n", ""));
  });
});
