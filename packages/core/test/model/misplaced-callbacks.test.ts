import { expect, test } from "vitest";
import { project, type ProjectOptions } from "../support/project.js";

const v5: ProjectOptions = { nextAuth: "5.0.0-beta.32", compilerOptions: { lib: ["es2022", "dom"] } };
const github = 'import GithubProvider from "next-auth/providers/github";\n';
const typed = 'import type { NextAuthOptions } from "next-auth";\n';
const unknownTo = (name: string, type: string): string =>
  `\`${name}\` has no type, so that nothing is known of what its callbacks are given: annotate it, \`${name}: ${type}\`.`;
const oneByOne = (name: string, written: string): string =>
  `\`${name}\` takes its values one by one, as in next-auth 3; since version 4 a callback gets them in one object: write \`${written}\`.`;
const ofProvider =
  "A provider has no callbacks: what stands here never runs. Move it to the `callbacks` of the options, beside `providers`.";
const returning = "callbacks: { session: ({ session }) => session }";

const cases: readonly [name: string, text: string, problems: readonly string[], options?: ProjectOptions][] = [
  [
    "options without a type",
    `import NextAuth from "next-auth";\n${github}export const authOptions = { providers: [GithubProvider({ clientId: "", clientSecret: "" })], ${returning} };\nexport default NextAuth(authOptions);\n`,
    [unknownTo("authOptions", "NextAuthOptions")],
  ],
  [
    "options without a type, of methods, in a handler that gets requests",
    'import NextAuth from "next-auth";\nconst options = { providers: [], callbacks: { async jwt({ token }) { return token; } } };\nexport default (req: never, res: never) => NextAuth(req, res, options);\n',
    [unknownTo("options", "NextAuthOptions")],
  ],
  [
    "a config of Auth.js 5 without a type",
    `import NextAuth from "next-auth";\nconst config = { providers: [], ${returning} };\nexport const { auth } = NextAuth(config);\n`,
    [unknownTo("config", "NextAuthConfig")],
    v5,
  ],
  ["options with a type", `${typed}export const options: NextAuthOptions = { providers: [], ${returning} };\n`, []],
  [
    "options that satisfy one",
    `${typed}export const options = { providers: [], ${returning} } satisfies NextAuthOptions;\n`,
    [],
  ],
  [
    "options in the call",
    `import NextAuth from "next-auth";\nexport default NextAuth({ providers: [], ${returning} });\n`,
    [],
  ],
  [
    "options without a type whose callbacks have them",
    'import NextAuth, { type Session } from "next-auth";\nconst options = { providers: [], callbacks: { session: ({ session }: { session: Session }) => session } };\nexport default NextAuth(options);\n',
    [],
  ],
  [
    "options without a type and without callbacks",
    'import NextAuth from "next-auth";\nconst options = { providers: [] };\nexport default NextAuth(options);\n',
    [],
  ],
  [
    "positional parameters",
    'import NextAuth from "next-auth";\nexport default NextAuth({ providers: [], callbacks: { async jwt(token, user) { if (user) token.role = 1; return token; }, async session(session, token) { session.role = token.role; return session; } } });\n',
    [oneByOne("jwt", "jwt({ token, user })"), oneByOne("session", "session({ session, token })")],
  ],
  [
    "positional parameters of an arrow function with types, in one callback",
    `${typed}export const options = { providers: [], callbacks: { session: (session: any, user: any) => { session.id = user.id; return session; } } } as any as NextAuthOptions;\n`,
    [oneByOne("session", "session({ session, token })")],
  ],
  [
    "positional parameters of references to functions of another file",
    `${typed}import { jwt, sessionCallback } from "./callbacks";\nexport const options = { providers: [], callbacks: { jwt, session: sessionCallback } } as any as NextAuthOptions;\n`,
    [oneByOne("jwt", "jwt({ token, user })"), oneByOne("session", "session({ session, token })")],
  ],
  [
    "positional parameters of all four, as methods",
    `${typed}export const options = { providers: [], callbacks: { async signIn(user, account, profile) { return true; }, async redirect(url, baseUrl) { return baseUrl; }, async session(session, user) { return session; }, async jwt(token, user, account, profile, isNewUser) { return token; } } } as any as NextAuthOptions;\n`,
    [
      oneByOne("signIn", "signIn({ user, account, profile })"),
      oneByOne("redirect", "redirect({ url, baseUrl })"),
      oneByOne("jwt", "jwt({ token, user })"),
      oneByOne("session", "session({ session, token })"),
    ],
  ],
  [
    "positional parameters in options that are made for each request",
    'import NextAuth from "next-auth";\nconst getOptions = (req: any) => ({ providers: [], callbacks: { session: async (session: any, token: any) => { session.id = token.id; return session; } } }) as any;\nexport default (req: any, res: any) => NextAuth(req, res, getOptions(req));\n',
    [oneByOne("session", "session({ session, token })")],
  ],
  [
    "positional parameters of a function expression in a variable of callbacks",
    `${typed}const callbacks: any = { jwt: async function (token: any, user: any) { return token; } };\nexport const options: NextAuthOptions = { providers: [], callbacks };\n`,
    [oneByOne("jwt", "jwt({ token, user })")],
  ],
  [
    "positional parameters of Auth.js 5",
    'import NextAuth from "next-auth";\nexport const { auth } = NextAuth({ providers: [], callbacks: { session: (async (session: any, token: any) => session) as any } });\n',
    [oneByOne("session", "session({ session, token })")],
    v5,
  ],
  [
    "one object, and something of the author's own beside it",
    `${typed}export const options = { providers: [], callbacks: { session: ({ session }: any, mine: string) => { void mine; return session; } } } as any as NextAuthOptions;\n`,
    [],
  ],
  [
    "a second parameter that may be left out",
    `${typed}export const options: NextAuthOptions = { providers: [], callbacks: { redirect(params, mine?: string) { return params.baseUrl + (mine ?? ""); } } };\n`,
    [],
  ],
  [
    "a second parameter with a default",
    `${typed}export const options: NextAuthOptions = { providers: [], callbacks: { session: ({ session }, now = Date.now()) => { void now; return session; } } };\n`,
    [],
  ],
  [
    "callbacks of a provider that is called",
    `${typed}${github}export const options: NextAuthOptions = { providers: [GithubProvider({ clientId: "", clientSecret: "", callbacks: {} } as any)] };\n`,
    [ofProvider],
  ],
  [
    "callbacks of a provider that is a literal",
    `${typed}export const options: NextAuthOptions = { providers: [{ id: "x", name: "X", type: "oauth", callbacks: { session() {} } } as any], ${returning} };\n`,
    [ofProvider],
  ],
  [
    "callbacks of a provider in a variable, spread into the list",
    `${typed}${github}const github = GithubProvider({ clientId: "", clientSecret: "", callbacks: { session: () => null } } as any);\nconst social = [github];\nexport const options: NextAuthOptions = { providers: [...social] };\n`,
    [ofProvider],
  ],
  [
    "callbacks of a provider on a condition, in options that are made for each request",
    `${typed}${github}declare const is: boolean;\nexport function getOptions(req: object): NextAuthOptions { void req; return { providers: is ? [GithubProvider({ clientId: "", clientSecret: "", callbacks: { async signIn() { return true; } } } as any)] : [] }; }\n`,
    [ofProvider],
  ],
  [
    "callbacks of a provider whose settings are in a variable",
    `${typed}${github}const settings: any = { clientId: "", callbacks: { jwt: ({ token }: any) => token } };\nexport const options: NextAuthOptions = { providers: [GithubProvider(settings)] };\n`,
    [ofProvider],
  ],
  [
    "callbacks of a credentials provider, beside its own functions",
    `${typed}import Credentials from "next-auth/providers/credentials";\nexport const options: NextAuthOptions = { providers: [Credentials({ credentials: {}, authorize: async () => null, callbacks: { session: () => null } } as any)] };\n`,
    [ofProvider],
  ],
  [
    "callbacks of a provider of Auth.js 5",
    'import NextAuth from "next-auth";\nimport GitHub from "next-auth/providers/github";\nexport const { auth } = NextAuth({ providers: [GitHub({ callbacks: { session: () => null } } as any)] });\n',
    [ofProvider],
    v5,
  ],
  [
    "a provider's own functions",
    `${typed}import Credentials from "next-auth/providers/credentials";\nimport GithubProvider from "next-auth/providers/github";\nexport const options: NextAuthOptions = { providers: [Credentials({ credentials: {}, authorize: async () => null }), GithubProvider({ clientId: "", clientSecret: "", profile: (p) => ({ id: String(p.id) }), token: { params: {} }, userinfo: "" }), { id: "x", name: "X", type: "oauth", account: () => undefined, profile: (p: any) => p } as any] };\n`,
    [],
  ],
  [
    "a function of the project's own that makes a provider and takes callbacks",
    `${typed}${github}declare const is: boolean;\nfunction mine({ callbacks, ...rest }: { clientId: string; clientSecret: string; callbacks: { done(): void } }) { callbacks.done(); if (is) return GithubProvider(rest); return GithubProvider({ ...rest, name: "other" }); }\nexport const options: NextAuthOptions = { providers: [mine({ clientId: "", clientSecret: "", callbacks: { done() {} } })] };\n`,
    [],
  ],
  [
    "a package's function that makes a provider and takes callbacks",
    `${typed}import { provider } from "./provider";\nexport const options: NextAuthOptions = { providers: [provider({ callbacks: { done() {} } })] };\n`,
    [],
  ],
  [
    "a provider of a package that does not resolve",
    `${typed}import { provider } from "@acme/provider";\nexport const options: NextAuthOptions = { providers: [provider({ callbacks: { done() {} } })] };\n`,
    [],
  ],
  [
    "a provider's profile, and callbacks where they belong",
    `${typed}${github}export const options: NextAuthOptions = { providers: [GithubProvider({ clientId: "", clientSecret: "", profile: (p) => ({ id: String(p.id) }) })], ${returning} };\n`,
    [],
  ],
];

const beside = {
  "callbacks.ts":
    "export async function jwt(token: any, user: any) { return token; }\nexport const sessionCallback = async (session: any, token: any) => session;\n",
  "provider.d.ts":
    'import type { OAuthConfig } from "next-auth/providers/oauth";\nexport declare function provider(options: { callbacks: { done(): void } }): OAuthConfig<object>;\n',
};

test.each(cases)("the problems of callbacks: %s", (_, text, problems, options = {}) => {
  const found = project({ "auth.ts": text, ...beside }, options).analysis().problems;
  expect(found.map(({ message }) => message)).toEqual(problems);
});
