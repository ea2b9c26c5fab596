import { describe } from "vitest";
import { testFoundTypes, type FoundTypes } from "../../support/found-types.js";

/** A user that is kept whole in the token, and read back from there: its fields are those that the providers give it. */
const github = `GitHub({ clientId: "id", clientSecret: "secret", profile: (profile) => ({
  id: String(profile.id), name: profile.name, email: profile.email, image: profile.avatar_url, handle: profile.login, role: "owner",
}) })`;
const credentials = `Credentials({ credentials: {}, authorize: () => ({ id: "1", role: "guest", seats: 3 }) })`;

interface Parts {
  readonly jwt: string;
  readonly session: string;
  readonly providers?: string;
  readonly head?: string;
  /** What a page does with `user`. */
  readonly reads?: string;
}

function onFour({ jwt, session, providers = github, head = "", reads = "user.role" }: Parts): Record<string, string> {
  return {
    "auth.ts": `import type { NextAuthOptions, User } from "next-auth";
import type { JWT } from "next-auth/jwt";
import GitHub from "next-auth/providers/github";
import Credentials from "next-auth/providers/credentials";
${head}
export const authOptions: NextAuthOptions = {
  session: { strategy: "jwt" },
  providers: [${providers}],
  callbacks: {
    jwt({ token, user, account }) {
      ${jwt}
      return token;
    },
    session({ session, token }) {
      ${session}
      return session;
    },
  },
};
export type Used = [JWT, User, typeof GitHub, typeof Credentials];
`,
    "page.ts": `import { getServerSession } from "next-auth";
import { authOptions } from "./auth";
export async function page() {
  const session = await getServerSession(authOptions);
  const user = session?.user;
  return user && ${reads};
}
`,
  };
}

function onFive(parts: Parts): Record<string, string> {
  const { "auth.ts": auth = "" } = onFour(parts);
  return {
    "auth.ts": auth
      .replace("NextAuthOptions, User", "NextAuthConfig, User")
      .replace("export const authOptions: NextAuthOptions", "const config: NextAuthConfig")
      .concat('import NextAuth from "next-auth";\nexport const { auth, handlers } = NextAuth(config);\n'),
    "page.ts": `import { auth } from "./auth";
export async function page() {
  const session = await auth();
  const user = session?.user;
  return user && ${parts.reads ?? "user.role"};
}
`,
  };
}

const readBack = "session.user.role = token.user.role;\n      session.user.handle = token.user?.handle;";
const both = { "Session.user.role": "string", "Session.user.handle": "string" };
const declared = ["role: string;", "handle: string;"];

const forms: readonly (Parts & Pick<FoundTypes, "name" | "fields" | "writes" | "writesNot" | "none">)[] = [
  {
    name: "a user kept as it is",
    jwt: "if (user) token.user = user;",
    session: readBack,
    fields: both,
    writes: declared,
  },
  {
    name: "a user kept as a copy",
    jwt: "if (user) token.user = { ...user };",
    session: readBack,
    fields: both,
    writes: declared,
  },
  {
    name: "a user kept by a helper",
    head: "function keep(token: JWT, user: User) { token.user = user; }",
    jwt: "if (user) keep(token, user as User);",
    session: readBack,
    fields: both,
    writes: declared,
  },
  {
    name: "a user kept under a key of a new token",
    jwt: "if (account && user) return { ...token, user };",
    session: readBack,
    fields: both,
    writes: declared,
  },
  {
    name: "a user kept where it is there",
    jwt: "token.user = user ?? token.user;",
    session: "session.user.role = token.user.role;",
    fields: { "Session.user.role": "string" },
    writes: ["role: string;"],
  },
  {
    name: "a user kept with something beside it, which is no field of a user",
    jwt: 'if (user) token.user = { ...user, plan: "free" };',
    session: "session.user.role = token.user.role;\n      session.user.plan = token.user.plan;",
    fields: { "Session.user.role": "string", "Session.user.plan": "string", "User.role": "string" },
    none: ["User.plan"],
  },
  {
    name: "a user taken apart",
    jwt: "if (user) token.user = user;",
    session:
      "const { role, handle } = token.user;\n      session.user.role = role;\n      session.user.handle = handle;",
    fields: both,
    writes: declared,
  },
  {
    name: "a user read through a name",
    jwt: "if (user) token.user = user;",
    session: "const kept = token.user;\n      session.user.role = kept.role;",
    fields: { "Session.user.role": "string" },
    writes: ["role: string;"],
  },
  {
    name: "a user read through a cast to any, which needs no declaration of the user",
    jwt: "if (user) token.user = user;",
    session: "const kept = token.user as any;\n      session.user.role = kept.role;",
    fields: { "Session.user.role": "string" },
    writesNot: ["interface User"],
  },
  {
    name: "a user handed on as a whole behind a cast, and read by a page",
    jwt: "if (user) token.user = user;",
    session: "session.user = token.user as any;",
    fields: { "Session.user.role": "string" },
    writes: ["role: string;"],
    writesNot: ["handle", "interface User"],
  },
  {
    name: "a user spread into the session's user, and read by a page",
    jwt: "if (user) token.user = user;",
    session: "session.user = { ...session.user, ...(token.user as User) };",
    fields: { "Session.user.role": "string" },
    writes: ["role: string;"],
    writesNot: ["handle"],
  },
  {
    name: "a user spread into the token",
    jwt: "return { ...token, ...user };",
    session: "session.user.role = token.role;",
    fields: { "Session.user.role": "string", "JWT.role": "string" },
    writes: ["role: string;"],
  },
  {
    name: "a user assigned into the token",
    jwt: "if (user) Object.assign(token, user);",
    session: "session.user.role = token.role;",
    fields: { "Session.user.role": "string", "JWT.role": "string" },
  },
  {
    name: "a user from providers that give different fields",
    providers: `${github}, ${credentials}`,
    jwt: "if (user) token.user = user;",
    session: "session.user.role = token.user.role;\n      session.user.seats = token.user.seats;",
    reads: "user.seats",
    fields: { "Session.user.role": "string", "Session.user.seats": "number | undefined", "User.seats": "number?" },
    writes: ["role: string;", "seats?: number;"],
  },
  {
    name: "a user from a provider beside one without known fields",
    providers: `${credentials}, GitHub({ clientId: "id", clientSecret: "secret" })`,
    jwt: "if (user) token.user = user;",
    session: "session.user.seats = token.user.seats;",
    reads: "user.seats",
    fields: { "Session.user.seats": "number | undefined", "User.seats": "number?" },
  },
];

describe("the fields of a user kept in the token, next-auth 4:", () => {
  testFoundTypes(forms.map((form) => ({ ...form, files: onFour(form) })));
});

describe("the fields of a user kept in the token, Auth.js 5:", () => {
  // Of the adapter's user the callback's session wants more than a user says.
  const left = ["is not assignable to type 'AdapterUser"];
  testFoundTypes(forms.map((form) => ({ ...form, nextAuth: "5.0.0-beta.32", files: onFive(form), left })));
});

describe("a kept value that says nothing about the user:", () => {
  testFoundTypes([
    {
      name: "a user that is cast to a type of the project's own",
      files: onFour({
        head: "interface Member { role: number }",
        jwt: "if (user) token.user = user as unknown as Member;",
        session: "session.user.role = (token.user as Member).role;",
      }),
      fields: { "Session.user.role": "number", "JWT.user": "Member" },
      none: ["User.role"],
    },
    {
      name: "another value that takes the user's place later",
      files: onFour({
        head: "declare function load(token: JWT): Promise<{ role: boolean }>;",
        jwt: 'if (user) token.user = { role: true };\n      else token.user = { role: token.sub === "1" };',
        session: "session.user.role = token.user.role;",
      }),
      fields: { "Session.user.role": "boolean" },
      none: ["User.role"],
    },
  ]);
});
