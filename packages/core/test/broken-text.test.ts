import { describe, expect, test } from "vitest";
import { augmentation, types } from "./support/augmentation.js";
import { authFile } from "./support/auth-file.js";
import { project, type Project } from "./support/project.js";

/** As an editor has it while somebody types: a parser makes something of it, in which braces may be missing. */
const augmentations: readonly string[] = [
  'import "next-auth";\n\ndeclare module "next-auth" {\n  interface Session {\n    plan = ;\n  }\n}\n',
  'import "next-auth";\n\ndeclare module "next-auth" {\n  interface Session {\n    session.plan = undefined;\n    note: string;\n  }\n}\n',
  'import "next-auth";\n\ndeclare module "next-auth" {\n  interface Session {',
  'import "next-auth";\n\ndeclare module "next-auth" {\n  interface Session {\n    user: {',
  'import "next-auth";\n\ndeclare module "next-auth" {',
  'import "next-auth";\n\ndeclare module "next-auth" {\n  interface Session',
  'import "next-auth";\n\ndeclare module "next-auth" {\n  interface Session { user: {}',
  'import "next-auth";\n\ndeclare module "next-auth',
  'import "next-auth";\n\ndeclare module "next-auth/jwt" {\n  interface JWT { note: string',
  'import "next-auth";\n\ndeclare module "next-auth/jwt" { ) }\n',
];

/** Without their places: a brace that is missed at the end of a text is missed at another end afterwards. */
function errorsOf({ errors }: Project): string[] {
  return errors().map(({ file, message }) => `${file}: ${message}`);
}

describe("a text with a syntax error", () => {
  const auth = authFile({
    jwt: 'jwt({ token }) {\n      token.plan = "free";\n      return token;\n    }',
    session:
      "session({ session, token }) {\n      session.plan = token.plan;\n      session.user.id = token.sub;\n      return session;\n    }",
  });

  test.each(augmentations)("a broken declaration breaks nothing: %j", (augmentation) => {
    const broken = project({ "auth.ts": auth, "next-auth.d.ts": augmentation });
    expect(broken.analysis().diagnostics.length).toBeGreaterThan(0);
    expect(errorsOf(broken)).toEqual(expect.arrayContaining(errorsOf(broken.fixed())));
  });

  test.each(["return token", "token.plan", "session.user.id", ");", "},\n};"])(
    "a broken callback breaks nothing, before %j",
    (part) => {
      const broken = project({ "auth.ts": auth.slice(0, auth.indexOf(part)) });
      expect(errorsOf(broken)).toEqual(expect.arrayContaining(errorsOf(broken.fixed())));
    },
  );

  test("a cast that types call unneeded is not reported: its file is not edited", () => {
    const session = (mark: string): string => `session({ session }) {
      (session as any).plan = "free";
      return session;${mark}
    }`;
    const declared = { [types]: augmentation({ session: ["plan: string"] }) };
    const rulesOf = (mark: string, fix: boolean): string[] =>
      project({ "auth.ts": authFile({ session: session(mark) }), ...declared }, { analyze: { fix } })
        .analysis()
        .diagnostics.map(({ rule }) => rule);
    const broken = "\n      class { 7x }";
    expect([rulesOf("", true), rulesOf("", false)]).toEqual([["no-callback-cast"], ["no-callback-cast"]]);
    expect([rulesOf(broken, true), rulesOf(broken, false)]).toEqual([[], []]);
  });
});
