import { describe, expect, it } from "vitest";
import { inPackage, layout } from "./support/monorepo.js";

/** A config whose callback does nothing but what is given. */
const config = (body: string): string => `import NextAuth from "next-auth";

export type { Session } from "next-auth";

export const handler = NextAuth({
  providers: [],
  callbacks: {
    session({ session, token }) {
      ${body}
      return session;
    },
  },
});
`;

const page = (expression: string): string =>
  `import type { Session } from "@acme/auth";\n\nexport const read = (session: Session): string | null | undefined => ${expression};\n`;

describe("what readers in other packages rely on", () => {
  it("the user of the session is declared as required if another package relies on it", async () => {
    const app = layout({
      "packages/auth/src/index.ts": config("void token;"),
      "apps/web/src/page.ts": page("session.user.name"),
    });
    const { code, stdout } = await inPackage(app, "packages/auth", "check", "--format", "compact");
    expect({ code, stdout }).toEqual({
      code: 1,
      stdout:
        "src/index.ts:7:3: error no-undeclared-field `session.user` is always there, but `Session` declares it as optional: what relies on it does not compile. (can be fixed)\n",
    });
    expect(await inPackage(app, "apps/web", "fix", "--quiet")).toMatchObject({ code: 0, stderr: "" });
    expect(app.read("packages/auth/src/index.ts")).toContain('user: NonNullable<DefaultSession["user"]>;');
    for (const name of ["packages/auth", "apps/web"])
      expect(await inPackage(app, name, "check")).toEqual({ code: 0, stdout: "", stderr: "" });
  });

  it("the user of the session stays as it is if the other packages allow for its absence", async () => {
    const app = layout({
      "packages/auth/src/index.ts": config("void token;"),
      "apps/web/src/page.ts": page("session.user?.name"),
    });
    expect(await inPackage(app, "packages/auth", "check")).toEqual({ code: 0, stdout: "", stderr: "" });
  });

  it("a field that the callbacks always assign is declared as required if another package relies on it", async () => {
    const app = layout({
      "packages/auth/src/index.ts": config('session.user = { ...session.user, name: token.name ?? "Somebody" };'),
      "apps/web/src/page.ts": page("session.user.name.trim()"),
    });
    const { code, stdout } = await inPackage(app, "packages/auth", "check", "--format", "compact");
    expect({ code, stdout }).toEqual({
      code: 1,
      stdout:
        "src/index.ts:9:41: error no-undeclared-field `session.user.name` is always assigned here, but `Session` declares it as optional: what relies on it does not compile. (can be fixed)\n",
    });
    expect(await inPackage(app, "packages/auth", "fix", "--quiet")).toMatchObject({ code: 0, stderr: "" });
    expect(app.read("packages/auth/src/index.ts")).toMatch(/ name: string;/);
    for (const name of ["packages/auth", "apps/web"])
      expect(await inPackage(app, name, "check")).toEqual({ code: 0, stdout: "", stderr: "" });
  });

  it("a field that another package reads without relying on it stays as it is", async () => {
    const app = layout({
      "packages/auth/src/index.ts": config('session.user = { ...session.user, name: token.name ?? "Somebody" };'),
      "apps/web/src/page.ts": page("session.user?.name?.trim()"),
    });
    expect(await inPackage(app, "packages/auth", "check")).toEqual({ code: 0, stdout: "", stderr: "" });
  });
});
