import { expect, test } from "vitest";
import { project, type ProjectOptions } from "./support/project.js";

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
    "a provider's profile, and callbacks where they belong",
    `${typed}${github}export const options: NextAuthOptions = { providers: [GithubProvider({ clientId: "", clientSecret: "", profile: (p) => ({ id: String(p.id) }) })], ${returning} };\n`,
    [],
  ],
];

test.each(cases)("callbacks that are not what they seem, %s", (_, text, problems, options = {}) => {
  const found = project({ "auth.ts": text }, options).analysis().problems;
  expect(found.map(({ message }) => message)).toEqual(problems);
});
