import { describe, expect, test } from "vitest";
import { augmentation } from "../support/augmentation.js";
import { authFile, helpers, session } from "../support/auth-file.js";
import { project, type Project } from "../support/project.js";

const errorsOf = (made: Project): string[] =>
  made.errors().map(({ file, start, code }) => {
    const text = made.files[file] ?? "";
    return `${file}:${String(text.slice(0, start).split("\n").length)} ${String(code)}`;
  });

/** An Auth.js 5 project, whose session's user is a `User` as well: callbacks of these lines, and a provider's user. */
function users(given: string, line: string): Project {
  const files = {
    "auth.ts": `import NextAuth from "next-auth";
import Credentials from "next-auth/providers/credentials";

export const { handlers, auth } = NextAuth({
  providers: [Credentials({ authorize: () => ({ id: "1", nick: ${given} }) })],
  callbacks: {
    jwt({ token, user }) {
      if (user) token.nick = user.nick;
      return token;
    },
    session({ session, token }) {
      ${line}
      return session;
    },
  },
});
`,
    "page.ts":
      'import { auth } from "./auth";\nexport const nick = async (): Promise<unknown> => (await auth())?.user?.nick;\n',
  };
  return project(files, { nextAuth: "5.0.0-beta.32" });
}

const nullable = 'Math.random() > 0.5 ? "ann" : null';

describe("a field of the session's user that a `User` has too, and that lacks a value where the user has null,", () => {
  test.each([
    "session.user.nick = token.nick ?? undefined;",
    "session.user = { ...session.user, nick: token.nick ?? undefined };",
    "session.user = { ...session.user, nick: token.nick as string | undefined };",
    "session.user = { ...session.user, seats: 1, nick: token.nick ?? undefined };",
    "session.user = { ...session.user, nick: token.nick ?? undefined, seats: 1 };",
    "Object.assign(session.user, { nick: token.nick ?? undefined });",
    "return { ...session, user: { ...session.user, nick: token.nick ?? undefined } };",
  ])("is optional in both: %s", (line) => {
    const made = users(nullable, line);
    const fixed = made.fixed();
    expect(fixed.files["next-auth.d.ts"]).toContain("      nick?: string;\n");
    expect(fixed.files["next-auth.d.ts"]).toContain("  interface User {\n    nick");
    expect(errorsOf(fixed)).toEqual([]);
    expect(fixed.analysis().report.diagnostics).toEqual([]);
  });
});

describe("a field of another type in the user than in its session is declared in the session alone, with a reason:", () => {
  test.each([
    ["session.user.nick = String(token.nick);", 2339],
    ["session.user = { ...session.user, nick: String(token.nick) };", 2353],
  ])("%s", (line, code) => {
    const made = users("Math.random()", line);
    expect(errorsOf(made)).toEqual(["auth.ts:8 2339", `auth.ts:12 ${String(code)}`, "page.ts:2 2339"]);
    const fixed = made.fixed();
    expect(fixed.files["next-auth.d.ts"]).toContain("nick: string;");
    expect(fixed.files["next-auth.d.ts"]).not.toContain("interface User");
    expect(errorsOf(fixed)).toEqual(["auth.ts:8 2339"]);
    expect(fixed.fixed().files).toEqual(fixed.files);
    const manual = made.analysis().diagnostics.filter(({ fixable }) => !fixable);
    expect(manual.map((one) => [one.rule, one.manual])).toEqual([
      [
        "no-undeclared-input",
        "A change of the declaration would bring a new error at auth.ts:12: Type 'string' is not assignable to type 'never'.",
      ],
    ]);
  });
});

describe("a reader that misses a field, and wants more than the callbacks give, keeps no declaration back:", () => {
  const head = 'import { getServerSession } from "next-auth";\nimport { authOptions } from "./auth";';
  const other = `${head}\nexport const other = async (): Promise<unknown> => (await getServerSession(authOptions))?.user?.role;\n`;
  const wanting: readonly (readonly [name: string, reader: string, code: number])[] = [
    ["a constant", "const role: string = session.user.role;\n  return role;", 2322],
    ["a constant on two lines", "const role: string =\n    session.user.role;\n  return role;", 2322],
    ["a member of a literal", "const card: { role: string } = { role: session.user.role };\n  return card;", 2322],
    ["an assignment", "let role: string;\n  role = session.user.role;\n  return role;", 2322],
    ["an argument", "return takes(session.user.role);", 2345],
    ["a literal in an argument", "return takesCard({ role: session.user.role });", 2322],
    ["a returned value", "const of = (): string => { return session.user.role; };\n  return of;", 2322],
    ["a function's only value", "const of = (): string => session.user.role;\n  return of;", 2322],
    ["a class's field", "const { user } = session;\n  return class { role: string = user.role; };", 2322],
    ["a part of a text that is asked for", "return session.user.role.length;", 18048],
  ];
  const reading = (code: string, more: Readonly<Record<string, string>> = { "other.ts": other }): Project =>
    project({
      "auth.ts": authFile({ session: session('if (enabled) session.user.role = "admin";') }),
      "helpers.ts": helpers,
      ...more,
      "page.ts": `${head}
declare function takes(role: string): void;
declare function takesCard(card: { role: string }): void;
export const used: unknown[] = [takes, takesCard];
export async function page(): Promise<unknown> {
  const session = await getServerSession(authOptions);
  if (!session?.user) return undefined;
  ${code}
}
`,
    });

  test.each(wanting)("%s", (_, code, left) => {
    const made = reading(code);
    expect(errorsOf(made).filter((error) => error.endsWith("2339"))).toHaveLength(3);
    const { fix } = made.analysis();
    expect(fix.remaining).toEqual([]);
    expect(fix.leftToAuthor.map((error) => [error.file, error.code])).toEqual([["page.ts", left]]);
    const fixed = made.fixed();
    expect(fixed.files["next-auth.d.ts"]).toContain("role?: string");
    expect(fixed.errors().map(({ file, code: found }) => [file, found])).toEqual([["page.ts", left]]);
  });

  test("a declaration that helps no other reader is not made, with that reader as the reason", () => {
    const made = reading("const role: string = session.user.role;\n  return role;", {});
    expect(made.fixed().files).toEqual(made.files);
    expect(made.analysis().diagnostics.map(({ rule, manual }) => [rule, manual])).toEqual([
      [
        "no-undeclared-field",
        "A change of the declaration would bring a new error at page.ts:9: Type 'string | undefined' is not assignable to type 'string'.   Type 'undefined' is not assignable to type 'string'.",
      ],
    ]);
  });
});

test("an error that stays in a reader is no excuse for a new one beside it", () => {
  const made = project({
    "auth.ts": authFile({ session: session('if (enabled) session.plan = "free";') }),
    "helpers.ts": helpers,
    "next-auth.d.ts": augmentation({ session: ["plan: string"] }),
    "page.ts": `import type { Session } from "next-auth";

export const page = (session: Session): unknown => session.plan.seats;
`,
  });
  expect(errorsOf(made)).toEqual(["page.ts:3 2339"]);
  expect(made.fixed().files).toEqual(made.files);
  expect(made.analysis().diagnostics.map(({ rule, manual }) => [rule, manual])).toEqual([
    [
      "no-maybe-missing-field",
      "A change of the declaration would bring a new error at page.ts:3: 'session.plan' is possibly 'undefined'.",
    ],
  ]);
});
