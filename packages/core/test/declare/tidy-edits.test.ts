import { describe, expect, test } from "vitest";
import { types } from "../support/augmentation.js";
import { project, type ProjectOptions } from "../support/project.js";

function authOf(session: string, jwt = "return token;", head = ""): string {
  return `import type { NextAuthOptions } from "next-auth";
${head}
export const authOptions: NextAuthOptions = {
  providers: [],
  callbacks: {
    jwt({ token, user, account }) {
      ${jwt}
    },
    session({ session, token }) {
      ${session}
    },
  },
};
`;
}

/** The files that `fix` changes, as it leaves them; a second one changes nothing. */
function fixedOf(files: Readonly<Record<string, string>>, options?: ProjectOptions): Record<string, string> {
  const made = project(files, options);
  const fixed = made.fixed();
  expect(fixed.fixed().files).toEqual(fixed.files);
  return Object.fromEntries(Object.entries(fixed.files).filter(([name, text]) => files[name] !== text));
}

const roles =
  'export type Role = "admin" | "user";\nexport type Plan = "free" | "pro";\nexport const defaultRole = "user";\n';

describe("what a changed declaration leaves unused", () => {
  const declared = (imports: string, members: string): string =>
    `${imports}\ndeclare module "next-auth" {\n  interface Session {\n${members}  }\n}\n`;
  const plan = 'session.plan = Math.random() > 0.5 ? "free" : "pro";\n      return session;';

  test("the import of a member that nothing assigns goes", () => {
    const text = declared(
      'import "next-auth";\nimport type { Role } from "../roles";\n',
      "    plan: string;\n    role: Role;\n",
    );
    const fixed = fixedOf({ "roles.ts": roles, "auth.ts": authOf(plan), [types]: text });
    expect(fixed).toEqual({ [types]: declared('import "next-auth";\n', "    plan: string;\n") });
  });

  test("the import of a corrected type goes", () => {
    const text = declared('import "next-auth";\nimport type { Role } from "../roles";\n', "    plan: Role;\n");
    const fixed = fixedOf({
      "roles.ts": roles,
      "auth.ts": authOf("session.plan = 3 as never as number;\n return session;"),
      [types]: text,
    });
    expect(fixed[types]).toBe(declared('import "next-auth";\n', "    plan: number;\n"));
  });

  test("one name of several goes", () => {
    const text = declared(
      'import type { DefaultSession } from "next-auth";\nimport type { Plan, Role } from "../roles";\n',
      '    plan: Plan;\n    role: Role;\n    user: DefaultSession["user"];\n',
    );
    const fixed = fixedOf({ "roles.ts": roles, "auth.ts": authOf(plan), [types]: text });
    expect(fixed[types]).toBe(text.replace("Plan, Role", "Plan").replace("    role: Role;\n", ""));
  });

  test("a name that another member uses stays", () => {
    const text = declared(
      'import "next-auth";\nimport type { Role } from "../roles";\n',
      "    plan: string;\n    role: Role;\n    other?: Role;\n",
    );
    const fixed = fixedOf({ "roles.ts": roles, "auth.ts": authOf(plan), [types]: text });
    expect(fixed[types]).toBe(text.replace("    role: Role;\n", ""));
  });

  test("an import that makes the file a module stays", () => {
    const text = declared('import type { Role } from "../roles";\n', "    plan: string;\n    role: Role;\n");
    const fixed = fixedOf({ "roles.ts": roles, "auth.ts": authOf(plan), [types]: text });
    expect(fixed[types]).toBe(text.replace("    role: Role;\n", ""));
  });

  test("a local type of the auth file beside the declaration goes", () => {
    const head = `type Theme = { dark: boolean };\n\ndeclare module "next-auth" {\n  interface Session {\n    plan: string;\n    theme: Theme;\n  }\n}\n`;
    const fixed = fixedOf({ "auth.ts": authOf(plan, undefined, head) });
    expect(fixed["auth.ts"]).toBe(
      authOf(plan, undefined, head.replace("type Theme = { dark: boolean };\n", "").replace("    theme: Theme;\n", "")),
    );
  });
});

describe("an object that is assigned and then added to becomes one literal:", () => {
  const declaredAs = (type: string): string =>
    `export {};\n\ndeclare module "next-auth/jwt" {\n  interface JWT {\n    data: ${type};\n  }\n}\n`;

  test.each<[name: string, jwt: string, type: string]>([
    [
      "one",
      'token.data = { theme: "dark" };\n(token.data as any).plan = "pro";\nreturn token;',
      "{ theme: string; plan?: string }",
    ],
    [
      "two",
      'token.data = { theme: "dark" };\n(token.data as any).plan = "pro";\n(token.data as any).seats = 2;\nreturn token;',
      "{ theme: string; plan?: string; seats?: number }",
    ],
    [
      "an odd name",
      'token.data = { theme: "dark" };\n(token.data as any)["a.b"] = "pro";\nreturn token;',
      '{ theme: string; "a.b"?: string }',
    ],
  ])("%s", (_, jwt, type) => {
    const fixed = fixedOf({ "auth.ts": authOf("return session;", jwt) });
    expect(fixed["next-auth.d.ts"]).toBe(declaredAs(type));
  });

  test("a field added to an object of a named type stands beside that type", () => {
    const head = 'import { themed } from "./theme";';
    const fixed = fixedOf({
      "theme.ts": "export interface Theme { dark: boolean }\nexport const themed = (): Theme => ({ dark: true });\n",
      "auth.ts": authOf(
        "return session;",
        'token.data = themed();\n(token.data as any).plan = "pro";\nreturn token;',
        head,
      ),
    });
    expect(fixed["next-auth.d.ts"]).toContain("    data: Theme & {\n      plan?: string;\n    };\n");
  });
});

describe("a literal's member that may be undefined becomes optional, as in JSON:", () => {
  const inner = (value: string): string => `token.who = ${value};\nreturn token;`;
  const jwtOf = (who: string): string =>
    `declare module "next-auth/jwt" {\n  interface JWT {\n    who: ${who};\n  }\n}\n`;

  test.each<[name: string, value: string, type: string]>([
    ["a base field", '{ id: "1", name: token.name }', "{ id: string; name?: string | null }"],
    ["only undefined", '{ id: "1", name: undefined as string | undefined }', "{ id: string; name?: string }"],
    ["in a list", '[{ id: "1", mail: token.email }]', "{ id: string; mail?: string | null }[]"],
    ["in a literal in a literal", "{ of: { sub: token.sub } }", "{ of: { sub?: string } }"],
    ["by its own name", "(({ sub }: typeof token) => ({ sub }))(token)", "{ sub?: string }"],
  ])("%s", (_, value, type) => {
    expect(fixedOf({ "auth.ts": authOf("return session;", inner(value)) })["next-auth.d.ts"]).toContain(jwtOf(type));
  });

  test("a type that its author has written keeps its undefined", () => {
    const head =
      'interface Who { id: string; name: string | undefined }\nconst who = (): Who => ({ id: "1", name: undefined });';
    const fixed = fixedOf({ "auth.ts": authOf("return session;", inner("who()"), head) });
    expect(fixed["next-auth.d.ts"]).toContain(jwtOf("{ id: string; name: string | undefined }"));
  });

  test("the member keeps its undefined if the compiler tells the two apart", () => {
    const fixed = fixedOf(
      { "auth.ts": authOf("return session;", inner('{ id: "1", sub: token.sub as string | undefined }')) },
      { compilerOptions: { exactOptionalPropertyTypes: true } },
    );
    expect(fixed["next-auth.d.ts"]).toContain(jwtOf("{ id: string; sub: string | undefined }"));
  });
});

describe("a library's interface that the same file augments", () => {
  const provider = `GithubProvider({ clientId: "a", clientSecret: "b", profile: (profile) => ({ id: String(profile.id), role: "admin" }) })`;
  const auth = (jwt: string): string =>
    authOf("session.user = { role: token.user.role };\n      return session;", jwt)
      .replace("providers: []", `providers: [${provider}]`)
      .replace("import type", 'import GithubProvider from "next-auth/providers/github";\nimport type');

  test("it is imported by its name into a new file", () => {
    const fixed = fixedOf({ "auth.ts": auth("if (user) token.user = user;\n      return token;") });
    const text = fixed["next-auth.d.ts"] ?? "";
    expect(text).toMatch(/^import type \{ DefaultSession, User \} from "next-auth";\n/);
    expect(text).toContain("    user: User;\n");
    expect(text).toContain("  interface User {\n    role: string;\n  }\n");
  });

  test("it is imported by its name into a file that augments it already", () => {
    const text = `import type { DefaultSession } from "next-auth";\n\ndeclare module "next-auth" {\n  interface User {\n    role: string;\n  }\n}\n`;
    const fixed = fixedOf({ "auth.ts": auth("if (user) token.user = user;\n      return token;"), [types]: text });
    expect(fixed[types]).toContain('import type { DefaultSession, User } from "next-auth";\n');
    expect(fixed[types]).toContain("    user: User;\n");
  });

  test("it is not imported where the name means something else", () => {
    const text = `import type { DefaultSession } from "next-auth";\nimport type { User } from "../user";\n\ndeclare module "next-auth" {\n  interface Session {\n    owner?: User;\n  }\n}\n`;
    const fixed = fixedOf({
      "user.ts": "export interface User { login: string }\n",
      "auth.ts": auth("if (user) token.user = user;\n      return token;"),
      [types]: text,
    });
    expect(fixed[types]).toContain('    user: import("next-auth").User;\n');
  });
});
