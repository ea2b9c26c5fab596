import { describe, expect, test } from "vitest";
import { credentials, github } from "../support/auth-file.js";
import { augmentation, types } from "../support/augmentation.js";
import { checkMarked, type MarkedCase } from "../support/marked-project.js";

const at = "⟦no-undeclared-input⟧";
const jwt = (body: string): string => `jwt({ token, user, account, profile }) {
      ${body}
      return token;
    }`;
const token = (...members: string[]): Record<string, string> => ({ [types]: augmentation({ token: members }) });

const withInterface = (text: string, ...members: string[]): Record<string, string> => ({
  [types]: `export {};

declare module "next-auth/jwt" {
  interface JWT {
${members.map((member) => `    ${member};\n`).join("")}  }
}

declare module "next-auth" {
${text}
}
`,
});

const invalid: readonly MarkedCase[] = [
  {
    name: "a field that `authorize()` gives",
    auth: {
      providers: [credentials('{ id: "1", role: String("admin") }')],
      jwt: jwt(`if (user) token.role = ${at}user.role;`),
    },
    files: token("role: string"),
    fixed: withInterface("  interface User {\n    role: string;\n  }", "role: string"),
  },
  {
    name: "a field that `authorize()` gives, besides null",
    auth: {
      providers: [
        'CredentialsProvider({ name: "Password", credentials: {}, async authorize() { return enabled ? { id: "1", level: 3 } : null; } })',
      ],
      jwt: jwt(`if (user) token.level = ${at}user.level;`),
    },
    files: token("level: number"),
    fixed: withInterface("  interface User {\n    level: number;\n  }", "level: number"),
  },
  {
    name: "a field that a provider's `profile()` gives",
    auth: {
      providers: [
        'GithubProvider({ clientId: "id", clientSecret: "secret", profile: (profile) => ({ id: String(profile.id), name: profile.name, handle: profile.login }) })',
      ],
      jwt: jwt(`if (user) token.handle = ${at}user.handle;`),
    },
    files: token("handle: string"),
    fixed: withInterface("  interface User {\n    handle: string;\n  }", "handle: string"),
  },
  {
    name: "a field that one of two providers gives",
    auth: {
      providers: [github, credentials('{ id: "1", role: String("admin") }')],
      jwt: jwt(`if (user) token.role = ${at}user.role;`),
    },
    files: token("role?: string"),
    fixed: withInterface("  interface User {\n    role?: string;\n  }", "role?: string"),
  },
  {
    name: "a field of the provider's profile",
    auth: { providers: [github], jwt: jwt(`if (profile) token.login = ${at}profile.login;`) },
    files: token("login?: string"),
    fixed: withInterface("  interface Profile {\n    login?: string;\n  }", "login?: string"),
  },
  {
    name: "two reads of one field, at the first",
    auth: {
      providers: [github],
      jwt: jwt(`if (profile) token.login = ${at}profile.login;\n      if (profile?.login) token.known = true;`),
    },
    files: token("login?: string", "known?: boolean"),
  },
  {
    name: "a field beside one that is declared",
    auth: {
      providers: [credentials('{ id: "1", role: String("admin"), level: 3 }')],
      jwt: jwt(`if (user) {\n        token.role = user.role;\n        token.level = ${at}user.level;\n      }`),
    },
    files: withInterface("  interface User {\n    role: string;\n  }", "role: string", "level: number"),
    fixed: withInterface(
      "  interface User {\n    role: string;\n    level: number;\n  }",
      "role: string",
      "level: number",
    ),
  },
];

const valid: readonly MarkedCase[] = [
  {
    name: "base fields",
    auth: {
      providers: [github],
      jwt: jwt("if (user) token.sub = user.id;\n      if (profile) token.email = profile.email ?? profile.sub;"),
    },
  },
  {
    name: "declared",
    auth: {
      providers: [credentials('{ id: "1", role: String("admin") }')],
      jwt: jwt("if (user) token.role = user.role;"),
    },
    files: withInterface("  interface User {\n    role?: string;\n  }", "role?: string"),
  },
  {
    name: "a field read through a cast",
    auth: {
      providers: [credentials('{ id: "1", role: String("admin") }')],
      jwt: jwt(
        "if (user) token.role = (user as { role?: string }).role;\n      token.login = (profile as any)?.login;",
      ),
    },
    files: token("role?: string", "login?: string"),
  },
  {
    name: "a field read from parameters without types",
    auth: {
      head: "const onJwt = ({ token, user }: any) => { if (user) token.role = user.role; return token; };",
      providers: [credentials('{ id: "1", role: String("admin") }')],
      jwt: "jwt: onJwt",
    },
    files: token("role: string"),
  },
  {
    name: "a field of an account's own index signature",
    auth: { providers: [github], jwt: jwt("if (account) token.scope = String(account.custom);") },
    files: token("scope: string"),
  },
];

describe("no-undeclared-input", () => {
  for (const one of invalid) {
    test(`reports: ${one.name}`, () => {
      checkMarked(one);
    });
  }
  for (const one of valid) {
    test(`does not report: ${one.name}`, () => {
      checkMarked(one);
    });
  }

  test("a field that no provider gives is left to its author to type", () => {
    const made = checkMarked({
      auth: {
        providers: [credentials('{ id: "1" }')],
        jwt: jwt("if (user) token.role = String(⟦no-undeclared-input!⟧user.role);"),
      },
      files: token("role: string"),
      fixed: {},
    });
    expect(made.analysis().diagnostics[0]?.manual).toBeTruthy();
  });
});
