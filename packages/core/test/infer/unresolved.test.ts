import { describe, expect, test } from "vitest";
import { augmentation, types } from "../support/augmentation.js";
import { session } from "../support/auth-file.js";
import type { AuthParts } from "../support/auth-file.js";
import { checkMarked, type MarkedProject } from "../support/marked-project.js";

const row = 'import type { Role, User as Row } from "@my/db";';
const jwt = (body: string): string => `jwt({ token, user }) {\n      ${body}\n      return token;\n    }`;
const missing = (specifier: string): string =>
  `"${specifier}" cannot be found, or lacks what is imported from it: nothing is said of what rests on its types. Install or generate it, and run again.`;

/** Checks that nothing is found, and which modules are said to be missing. */
function expectSilence(one: MarkedProject, ...specifiers: readonly string[]): void {
  const made = checkMarked(one);
  expect(made.analysis().problems.map(({ message }) => message)).toEqual(specifiers.map(missing));
}

describe("a type that does not resolve", () => {
  const silent: readonly [string, AuthParts, Record<string, string>?][] = [
    [
      "a cast of the user",
      {
        head: row,
        jwt: jwt("const row = user as Row | undefined;\n      if (row) token.userId = row.id;"),
        session: session("session.user = { ...session.user, id: token.userId };"),
      },
      { [types]: augmentation({ user: ["id: string"], token: ["userId: string"] }) },
    ],
    ["a cast of what is assigned", { head: row, jwt: jwt('if (user) token.role = "admin" as Role;') }],
    [
      "a field that is declared with it",
      {
        head: row,
        jwt: jwt("if (user) token.role = (user as Row).role;"),
        session: session("session.user.role = token.role as Role;"),
      },
      {
        [types]: `import type { Role } from "@my/db";\n${augmentation({ user: ["role: Role"], token: ["role: Role"] })}`,
      },
    ],
    [
      "what a client gives that is not generated",
      {
        head: 'import { db } from "@my/db";',
        jwt: 'async jwt({ token, user }) {\n      if (user) {\n        const found = await db.user.find(user.id);\n        token.plan = found?.plan ?? "free";\n      }\n      return token;\n    }',
        session: session("session.plan = token.plan;"),
      },
    ],
    [
      "one of two values",
      {
        head: row,
        jwt: jwt('if (user) token.role = enabled ? "admin" : (user as Row).role;'),
        session: session("session.role = token.role;"),
      },
    ],
    ["a list of it", { head: row, jwt: jwt("if (user) token.roles = [(user as Row).role];") }],
    [
      "a row that is spread",
      { head: `${row}\ndeclare const found: Row;`, session: session("session.user = { ...session.user, ...found };") },
    ],
    [
      "an alias of it",
      {
        head: `${row}\ntype AppUser = Row & { plan: string };`,
        jwt: jwt("if (user) token.role = (user as unknown as AppUser).role;"),
      },
    ],
    [
      "an alias of it that names itself",
      {
        head: `${row}\ntype Tree = { role: Role; of?: Tree[] };`,
        jwt: jwt("if (user) token.of = (user as unknown as Tree).of;"),
      },
    ],
    [
      "a function that gives it",
      {
        head: `${row}\ndeclare function find(id: string): Promise<Row>;`,
        jwt: "async jwt({ token, user }) {\n      if (user) token.role = (await find(user.id)).role;\n      return token;\n    }",
      },
    ],
    [
      "a cast of the target beside it",
      { head: row, session: session("(session.user as any).role = token.role as Role;") },
      { [types]: augmentation({ user: ["role: string"], token: ["role?: string"] }) },
    ],
  ];
  test.each(silent)("nothing that rests on it is reported: %s", (_, auth, files = {}) => {
    expectSilence({ auth, files }, "@my/db");
  });

  test("users of a provider with such a type are not reported", () => {
    expectSilence({
      auth: {
        head: `${row}\ndeclare const found: Row;`,
        providers: ['CredentialsProvider({ name: "Password", credentials: {}, authorize: () => found })'],
        jwt: jwt("if (user) token.id = user.id;"),
      },
      files: { [types]: augmentation({ token: ["id: string"] }) },
    });
  });

  test("parameters of such a type are not reported", () => {
    checkMarked({
      auth: {
        head: 'import type { Session } from "next-auth";\nimport type { Token } from "@my/db";',
        session:
          "session({ session, token }: { session: Session; token: Token }) {\n      session.user = { ...session.user, name: token.name };\n      return session;\n    }",
      },
    });
  });

  test("a reader's cast to such a type is not reported", () => {
    checkMarked({
      auth: { session: session('session.role = "admin";') },
      files: {
        [types]: augmentation({ session: ["role: string"] }),
        "page.ts": `import type { Session } from "next-auth";\nimport type { AppSession } from "@my/db";\n\nexport function role(session: Session): unknown {\n  return (session as AppSession).role;\n}\n`,
      },
    });
  });
});

describe("a declaration with a type that does not resolve is not reported:", () => {
  const writes: AuthParts = {
    jwt: jwt('if (user) token.role = "admin";'),
    session: session('session.user.role = "admin";'),
  };
  const declaring = (session: string, token = "{ role?: string }", head = ""): Record<string, string> => ({
    [types]: `import type { Role, User as Row } from "@my/db";\n${head}\ndeclare module "next-auth" {\n  interface Session {\n    user: ${session};\n  }\n}\n\ndeclare module "next-auth/jwt" {\n  interface JWT ${token}\n}\n`,
  });
  test.each<[string, Record<string, string>]>([
    ["the user itself", declaring("Row")],
    ["an alias of it", declaring("AppUser", undefined, "\ntype AppUser = Partial<Row> & Pick<Row, 'role'>;\n")],
    [
      "an interface that extends it",
      declaring("AppUser", undefined, "\ninterface AppUser extends Row {\n  plan?: string;\n}\n"),
    ],
    [
      "an interface that extends another that extends it",
      declaring(
        "AppUser",
        undefined,
        "\ninterface Base extends Partial<Row> {}\ninterface AppUser extends Base {\n  plan?: string;\n}\n",
      ),
    ],
    [
      "an interface that extends it, beside the base",
      declaring("AppUser & { plan?: string }", undefined, "\ninterface AppUser extends Row {}\n"),
    ],
    [
      "what the token extends at a distance",
      declaring("{ role: string }", "extends Base {}", "\ninterface Base extends Row {}\n"),
    ],
    ["the type of a member", declaring("{ role: Role }")],
    ["what the token extends", declaring("{ role: string }", "extends Row {}")],
    ["a part of it that the token extends", declaring("{ role: string }", "extends Pick<Row, 'role'> {}")],
  ])("%s", (_, files) => {
    expectSilence({ auth: writes, files }, "@my/db");
  });
});

describe("findings beside a type that does not resolve", () => {
  test("a field beside it and an `any` of the author's own are reported", () => {
    const made = checkMarked({
      auth: {
        head: row,
        jwt: jwt(
          'if (user) {\n        token.role = (user as Row).role;\n        ⟦no-untyped-token⟧token.plan = "pro";\n        ⟦no-untyped-token!⟧token.data = JSON.parse("1");\n      }',
        ),
      },
    });
    expect(made.analysis().problems.map(({ message }) => message)).toEqual([missing("@my/db")]);
  });

  test("a text made from it is reported", () => {
    checkMarked({
      auth: { head: row, jwt: jwt("if (user) ⟦no-untyped-token⟧token.role = String((user as Row).role);") },
    });
  });

  test("a field that a known type lacks is reported", () => {
    const made = checkMarked({
      auth: {
        providers: [
          'CredentialsProvider({ name: "P", credentials: {}, authorize: () => ({ id: "1", role: "admin" }) })',
        ],
        jwt: jwt("if (user) ⟦no-untyped-token⟧token.role = ⟦no-undeclared-input⟧user.role;"),
      },
    });
    expect(made.analysis().problems).toEqual([]);
  });
});
