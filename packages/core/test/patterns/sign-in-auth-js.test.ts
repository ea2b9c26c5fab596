import { describe, test } from "vitest";
import { checkMarked } from "../support/marked-project.js";

/** What marks a sign-in in Auth.js 5, whose providers have types of their own and may stand uncalled. */
interface SignIn {
  readonly name: string;
  readonly head?: string;
  readonly providers: string;
  /** Whether `profile` is there at some of the sign-ins only. */
  readonly isOptional?: boolean;
  readonly files?: Readonly<Record<string, string>>;
}

const required: readonly SignIn[] = [
  { name: "a provider that is not called", providers: "[GitHub]" },
  { name: "one that is called", providers: "[GitHub({})]" },
  { name: "one whose profile is a type parameter", providers: "[Google]" },
  { name: "the same, called", providers: '[Google({ authorization: "https://accounts.example.org" })]' },
  { name: "called and not", providers: "[GitHub, Google({})]" },
  { name: "one in a variable", head: "const github = GitHub({});", providers: "[github]" },
  { name: "another name of one", head: "const provider = Google;", providers: "[provider]" },
  { name: "a literal", providers: '[{ id: "mine", name: "Mine", type: "oidc", issuer: "https://id.example.org" }]' },
  {
    name: "a literal with a type, beside another",
    head: `import type { OAuthConfig } from "next-auth/providers";
const mine: OAuthConfig<{ login: string }> = { id: "mine", name: "Mine", type: "oauth" };`,
    providers: "[mine, GitHub]",
  },
  {
    name: "a function that makes one",
    providers: '[() => ({ id: "mine", name: "Mine", type: "oidc", issuer: "https://id.example.org" })]',
  },
  {
    name: "an imported list",
    head: 'import { providers } from "./providers";',
    providers: "providers",
    files: {
      "providers.ts": `import type { NextAuthConfig } from "next-auth";
import Discord from "next-auth/providers/discord";
import Keycloak from "next-auth/providers/keycloak";
export const providers: NextAuthConfig["providers"] = [Discord, Keycloak({})];
`,
    },
  },
  { name: "one that stands there on a condition", providers: "[GitHub, ...(Date.now() > 1 ? [Google({})] : [])]" },
  { name: "one of two", providers: "[Date.now() > 1 ? Google({}) : GitHub]" },
];

const optional: readonly SignIn[] = [
  {
    name: "credentials",
    head: 'import Credentials from "next-auth/providers/credentials";',
    providers: "[GitHub, Credentials({ authorize: () => null })]",
  },
  {
    name: "credentials on a condition",
    head: 'import Credentials from "next-auth/providers/credentials";',
    providers: "[GitHub, ...(Date.now() > 1 ? [Credentials({ authorize: () => null })] : [])]",
  },
  {
    name: "an e-mail provider that is not called",
    head: 'import Resend from "next-auth/providers/resend";',
    providers: "[GitHub, Resend]",
  },
  {
    name: "an e-mail provider",
    head: 'import Postmark from "next-auth/providers/postmark";',
    providers: "[Postmark({}), Google]",
  },
  { name: "a passkey", head: 'import Passkey from "next-auth/providers/passkey";', providers: "[GitHub, Passkey]" },
  {
    name: "one of which nobody knows what it is",
    head: 'import type { Provider } from "next-auth/providers";\ndeclare const provider: Provider;',
    providers: "[GitHub, provider]",
  },
];

function check({ head = "", providers, isOptional = false, files = {} }: SignIn): void {
  checkMarked({
    options: { nextAuth: "5.0.0-beta.32" },
    files: {
      "auth.ts": `import NextAuth from "next-auth";
import type {} from "next-auth/jwt";
import GitHub from "next-auth/providers/github";
import Google from "next-auth/providers/google";
${head}

export const { auth, handlers } = NextAuth({
  providers: ${providers},
  callbacks: {
    jwt({ token, profile }) {
      if (profile) token.login = String(profile.login);
      return token;
    },
  },
});
export const used: unknown = [GitHub, Google];

declare module "next-auth/jwt" {
  interface JWT {
    ${isOptional ? "⟦no-maybe-missing-field⟧" : ""}login: string;
  }
}
`,
      ...files,
    },
  });
}

describe("with these providers `profile` marks every sign-in", () => {
  for (const one of required)
    test(one.name, () => {
      check(one);
    });
});

describe("with these beside them it does not", () => {
  for (const one of optional)
    test(one.name, () => {
      check({ ...one, isOptional: true });
    });
});

describe("a claim that `Profile` takes as `unknown`", () => {
  const claim = "⟦no-undeclared-input⟧profile.login";
  /** How the claim is used, marked where its declaration is missed. */
  const uses: readonly (readonly [use: string, profile?: string])[] = [
    ["token.login = String(profile.login);"],
    ["token.login = profile.login as string;"],
    ["token.login = `${profile.login}`;"],
    ['token.login = profile.login === "ann" ? "admin" : "user";'],
    ['token.login = typeof profile.login === "string" ? profile.login : "nobody";'],
    ['if (profile.site_admin) token.login = "admin";'],
    [`token.login = ${claim} ?? "nobody";`, "login?: string"],
    [`const login = ${claim}; if (login) token.login = login;`, "login?: string"],
    [`token.login = (${claim} ?? "nobody").toLowerCase();`, "login?: string"],
    ['const { login = "nobody" } = profile; token.login = String(login);'],
  ];
  test.each(uses)("%s", (use, declared) => {
    const typesFile = (profile: string): string => `import "next-auth";
import "next-auth/jwt";

declare module "next-auth" {
  interface Profile {
    name?: string | null;${profile}
  }
}

declare module "next-auth/jwt" {
  interface JWT {
    login?: string;
  }
}
`;
    checkMarked({
      options: { nextAuth: "5.0.0-beta.32" },
      files: {
        "auth.ts": `import NextAuth from "next-auth";
import GitHub from "next-auth/providers/github";

export const { auth, handlers } = NextAuth({
  providers: [GitHub],
  callbacks: {
    jwt({ token, profile }) {
      if (profile) { ${use} }
      return token;
    },
  },
});
`,
        "next-auth.d.ts": typesFile(""),
      },
      ...(declared !== undefined && { fixed: { "next-auth.d.ts": typesFile(`\n    ${declared};`) } }),
    });
  });
});

describe("the profile function of a provider", () => {
  /** A provider, and the type that it gives `user.role`. */
  const providers: readonly (readonly [provider: string, role: string])[] = [
    ["GitHub({ profile: (profile) => ({ id: String(profile.id), role: profile.login }) })", "role: string"],
    [
      "GitHub({ profile(profile) { return { id: String(profile.id), role: profile.id > 1 ? 1 : 2 }; } })",
      "role: number",
    ],
    ["Google({ profile: (profile) => ({ id: profile.sub, role: profile.email_verified }) })", "role: boolean"],
    ['Google({ profile: (profile) => ({ ...profile, role: profile.role ?? "user" }) })', "role: string"],
    [
      "Google({ profile: async (profile) => ({ id: profile.sub, ...(profile.hd && { role: profile.hd }) }) })",
      "role?: string",
    ],
    ['() => ({ id: "x", name: "X", type: "oidc", profile: () => ({ id: "1", role: ["a"] }) })', "role: string[]"],
  ];
  test.each(providers)("%s", (provider, role) => {
    checkMarked({
      options: { nextAuth: "5.0.0-beta.32" },
      files: {
        "auth.ts": `import NextAuth from "next-auth";
import GitHub from "next-auth/providers/github";
import Google from "next-auth/providers/google";

export const { auth, handlers } = NextAuth({
  providers: [${provider}],
  callbacks: {
    jwt({ token, user }) {
      if (user) ⟦no-untyped-token⟧token.role = ⟦no-undeclared-input⟧user.role;
      return token;
    },
  },
});
export const used: unknown = [GitHub, Google];
`,
      },
      fixed: {
        "next-auth.d.ts": `import "next-auth/jwt";

declare module "next-auth" {
  interface User {
    ${role};
  }
}

declare module "next-auth/jwt" {
  interface JWT {
    ${role};
  }
}
`,
      },
    });
  });
});

describe("what signIn does to the user", () => {
  const role = "⟦no-undeclared-input⟧user.role";
  /** The body of `signIn`, that of `jwt`, and what is declared for the user and the token. */
  const cases: readonly (readonly [signIn: string, jwt: string, user: string, token: string])[] = [
    ['user.role = "admin";', `⟦no-untyped-token⟧token.role = ${role};`, "role: string", "role: string"],
    [
      'if (user.name) user.role = "admin";',
      `⟦no-untyped-token⟧token.role = ${role};`,
      "role?: string",
      "role?: string",
    ],
    [
      'user.role = "admin"; delete user.role;',
      `⟦no-untyped-token⟧token.role = ${role};`,
      "role?: string",
      "role?: string",
    ],
    [
      'Object.assign(user, { role: "admin" });',
      `⟦no-untyped-token⟧token.role = ${role};`,
      "role: string",
      "role: string",
    ],
    [
      'user.data = { plan: "free" };',
      "⟦no-untyped-token⟧token.plan = ⟦no-undeclared-input⟧user.data.plan;",
      "data: { plan: string }",
      "plan: string",
    ],
    [`${role} = "admin";`, "⟦no-untyped-token⟧token.user = user;", "role: string", "user: User"],
  ];
  test.each(cases)("%s", (signIn, jwt, user, token) => {
    checkMarked({
      options: { nextAuth: "5.0.0-beta.32" },
      files: {
        "auth.ts": `import NextAuth from "next-auth";
import GitHub from "next-auth/providers/github";

export const { auth, handlers } = NextAuth({
  providers: [GitHub],
  callbacks: {
    signIn({ user }) {
      ${signIn}
      return true;
    },
    jwt({ token, user }) {
      if (user) { ${jwt} }
      return token;
    },
  },
});
`,
      },
      fixed: {
        "next-auth.d.ts": `${token.endsWith("User") ? 'import type { User } from "next-auth";\n' : ""}import "next-auth/jwt";

declare module "next-auth" {
  interface User {
    ${user};
  }
}

declare module "next-auth/jwt" {
  interface JWT {
    ${token};
  }
}
`,
      },
    });
  });
});
