import { describe, expect, test } from "vitest";
import { inspect } from "../../src/inspect.js";
import { augmentation, types } from "../support/augmentation.js";
import { authFile } from "../support/auth-file.js";
import { checkMarked, type MarkedCase } from "../support/marked-project.js";
import { project } from "../support/project.js";

const unneeded = "⟦no-reader-cast⟧";
const auth = {
  session: `session({ session, token }) {
      session.user.id = token.sub!;
      return session;
    }`,
};
const options = { analyze: { rules: { "no-reader-cast": "error" } } } as const;
const reader = (body: string): string => `import type { Session } from "next-auth";

interface AppUser { id: string; name?: string | null }

export function read(session: Session): unknown {
  ${body}
}
export type Used = AppUser;
`;
const declared = { [types]: augmentation({ user: ["id: string"] }) };

const cases: readonly MarkedCase[] = [
  {
    name: "a cast in a callback that reads and writes belongs to no-callback-cast alone",
    auth: {
      session: `session({ session, token }) {
      session.user.id = token.sub!;
      (⟦no-callback-cast⟧session as any).user.id += "x";
      return session;
    }`,
    },
    options,
    files: declared,
    fixed: {
      "auth.ts": authFile({
        session: `session({ session, token }) {
      session.user.id = token.sub!;
      session.user.id += "x";
      return session;
    }`,
      }),
    },
  },
  {
    name: "a declared field of the user, read through any, is reported",
    auth,
    options,
    files: { ...declared, "reader.ts": reader(`return (${unneeded}session.user as any).id;`) },
    fixed: { "reader.ts": reader("return session.user.id;") },
  },
  {
    name: "a declared field, read through an own type, is reported",
    auth,
    options,
    files: { ...declared, "reader.ts": reader(`return (${unneeded}session.user as AppUser).id.length;`) },
    fixed: { "reader.ts": reader("return session.user.id.length;") },
  },
  {
    name: "a field that the fix declares is reported",
    auth: { session: auth.session.replace("session.user.id", "⟦no-undeclared-field⟧session.user!.id") },
    options,
    files: {
      "reader.ts": reader("return (session.user as any).id;").replace("(session.user", `(${unneeded}session.user`),
    },
    fixed: {
      "next-auth.d.ts": augmentation({ user: ["id: string"] }),
      "reader.ts": reader("return session.user.id;"),
    },
  },
  {
    name: "a field that nobody declares is not reported",
    auth,
    options,
    files: { ...declared, "reader.ts": reader("return (session.user as any).plan;") },
  },
  {
    name: "a cast whose type is needed is not reported",
    auth,
    options,
    files: { ...declared, "reader.ts": reader("const id: number = (session.user as any).id;\n  return id;") },
  },
  {
    name: "another object that is called session is not reported",
    auth,
    options,
    files: {
      ...declared,
      "reader.ts": "declare const session: { user: unknown };\nexport const id: unknown = (session.user as any).id;\n",
    },
  },
  {
    name: "the rule is off by default",
    auth,
    files: { ...declared, "reader.ts": reader("return (session.user as any).id;") },
  },
];

describe("no-reader-cast", () => {
  for (const one of cases) test(one.name, () => void checkMarked(one));
});

describe("while an augmentation replaces its module", () => {
  const replaced = (read: string): ReturnType<typeof project> =>
    project(
      {
        "auth.ts": authFile({ session: 'session: ({ session }) => ({ ...session, role: "admin" })' }),
        "next-auth.d.ts": 'declare module "next-auth" {\n  interface User {}\n}\n',
        "reader.ts": reader(`return [(session as any).role, ${read}];`),
      },
      options,
    );

  test.each([
    { read: "session.expires", rules: ["no-ineffective-augmentation", "no-reader-cast", "no-undeclared-field"] },
    // The repair would bring an error here, so nothing is known of the cast.
    { read: "session.user?.role", rules: ["no-ineffective-augmentation", "no-undeclared-field"] },
  ])("beside a read of `$read` the same casts are found with and without a whole proof", ({ read, rules }) => {
    const { workspace, analysis } = replaced(read);
    const inPart = inspect(workspace(), options.analyze).found();
    expect(inPart.map(({ rule }) => rule).sort()).toEqual(rules);
    expect(
      analysis()
        .diagnostics.map(({ rule }) => rule)
        .sort(),
    ).toEqual(rules);
  });
});
