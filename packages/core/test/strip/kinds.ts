import { types } from "../support/augmentation.js";
import {
  carried,
  config5,
  credentials4,
  credentials5,
  credentialsOf,
  declared,
  models,
  options4,
  row,
  row5,
  v5,
  type RightApp,
} from "./app.js";

const importsOfUser = `${credentials4}
import type { User } from "next-auth";
import { findAccount } from "./models";`;

/** An app whose users hold a role and the number of a company, however `authorize` says so. */
function vague(name: string, user: string, { before = row, head = "" } = {}): RightApp {
  return {
    name: `a user whose maker says too little: ${name}`,
    files: {
      "models.ts": models,
      "auth.ts": options4(
        `${importsOfUser}\n${head}`,
        `${credentialsOf(user, before)}\n${carried("role", "companyId")}`,
      ),
      [types]: declared({
        head: 'import type { Role } from "../models";',
        user: "role: Role; companyId: number | null",
        signedIn: "role: Role; companyId: number | null",
        token: "role: Role; companyId: number | null",
      }),
    },
  };
}

const object = "{ id: row.id, email: row.email, role: row.role, companyId: row.companyId }";

/** Users that their maker calls a user of the library, or anything at all. */
export const vagueUsers: readonly RightApp[] = [
  vague("the library's type, asserted", `${object} as User`),
  vague("any", `${object} as any`),
  vague("an assertion on top of another", `${object} as unknown as User`),
  vague("a variable of the library's type", "made", { before: `${row}\n        const made: User = ${object};` }),
  vague("a variable of any type", "made", { before: `${row}\n        const made: any = ${object};` }),
  vague("a helper that is declared to return one", "await made(credentials?.email)", {
    before: "",
    head: `async function made(email: string | undefined): Promise<User | null> {\n  const row = await findAccount(email);\n  return row ? ${object} : null;\n}`,
  }),
  vague("a helper that hands on what another one makes", "made(credentials?.email)", {
    before: "",
    head: `const toUser = (row: NonNullable<Awaited<ReturnType<typeof findAccount>>>): User => (${object});\nasync function made(email: string | undefined): Promise<User | null> {\n  const row = await findAccount(email);\n  if (!row) return null;\n  return toUser(row);\n}`,
  }),
  vague("a choice between two", `row.isActive ? (${object} as User) : ({ ...row, role: row.role } as User)`),
  {
    name: "a user whose maker says too little: a function with a return type, in Auth.js 5",
    options: v5,
    files: {
      "models.ts": models,
      "auth.ts": config5(
        `${credentials5}\nimport type { User } from "next-auth";\nimport { findAccount } from "./models";`,
        `${credentialsOf("{ id: row.id, role: row.role, tier: row.tier }", row5).replace("authorize(credentials) {", "authorize(credentials): Promise<User | null> {")}\n${carried("role", "tier")}`,
      ),
      [types]: declared({
        head: 'import type { Role, Tier } from "../models";',
        user: "role: Role; tier: Tier",
        signedIn: "role: Role; tier: Tier",
        token: "role: Role; tier: Tier",
      }),
    },
  },
  {
    name: "a user whose maker says too little: a provider's profile function",
    files: {
      "models.ts": models,
      "auth.ts": options4(
        `import GithubProvider from "next-auth/providers/github";\nimport type { User } from "next-auth";\nimport { accountById } from "./models";`,
        `  providers: [
    GithubProvider({
      clientId: "id",
      clientSecret: "secret",
      async profile(profile): Promise<User> {
        const { role, companyId } = await accountById(String(profile.id));
        return { id: String(profile.id), name: profile.name, role, companyId };
      },
    }),
  ],
${carried("role", "companyId")}`,
      ),
      [types]: declared({
        head: 'import type { Role } from "../models";',
        user: "role: Role; companyId: number | null",
        signedIn: "role: Role; companyId: number | null",
        token: "role: Role; companyId: number | null",
      }),
    },
  },
  {
    name: "a user that is one of two forms, of which one holds more",
    files: {
      "models.ts": models,
      "auth.ts": options4(
        `${credentials4}\nimport { findAccount } from "./models";
interface Guest { id: string; invitedBy: string }
interface Member { id: string; name: string; level: number }
declare function guestOrMember(id: string): Guest | Member;`,
        `${credentialsOf("guestOrMember(row.id)", row)}\n${carried("level")}`,
      ),
      [types]: declared({ user: "level?: number", signedIn: "level?: number", token: "level?: number" }),
    },
  },
];

function named(
  name: string,
  callbacks: string,
  members: Parameters<typeof declared>[0],
  providers = "  providers: [],",
): RightApp {
  return {
    name: `a literal beside a type that names it: ${name}`,
    files: {
      "models.ts": models,
      "auth.ts": options4(
        `${credentials4}\nimport GithubProvider from "next-auth/providers/github";\nimport { accountById, findAccount, maybeById, type Role } from "./models";\nexport const used: unknown = [CredentialsProvider, GithubProvider, accountById, findAccount, maybeById];\nexport type Used = Role;`,
        `${providers}\n${callbacks}`,
      ),
      [types]: declared({ head: 'import type { Role, Tier } from "../models";', ...members }),
    },
  };
}

const session = (body: string): string => `  callbacks: {
    async session({ session, token }) {
      ${body}
      return session;
    },
  },`;

/** A literal that is written beside a value whose type names it. */
export const namedLiterals: readonly RightApp[] = [
  named(
    "on another path",
    session(`const row = await maybeById(token.sub ?? "");
      if (row) session.user.role = row.role;
      else session.user.role = "reader";`),
    { user: "role: Role" },
  ),
  named(
    "first, and the value afterwards",
    session(`session.user.role = "reader";
      session.level = 1;
      const row = await maybeById(token.sub ?? "");
      if (row) {
        session.user.role = row.role;
        session.level = row.isActive ? (2 as 1 | 2 | 3) : (3 as 1 | 2 | 3);
      }`),
    { session: "level: 1 | 2 | 3;", user: "role: Role" },
  ),
  named(
    "in the token, which hands it on",
    `  callbacks: {
    async jwt({ token, user, trigger }) {
      if (user) {
        const row = await maybeById(user.id);
        if (row) token.role = row.role;
        else token.role = "reader";
      }
      if (trigger === "update") token.role = "editor";
      return token;
    },
    session({ session, token }) {
      session.user.role = token.role;
      return session;
    },
  },`,
    { user: "role: Role", token: "role: Role" },
  ),
  named(
    "in a catch clause",
    session(`try {
        const row = await accountById(token.sub ?? "");
        session.user.role = row.role;
      } catch {
        session.user.role = "reader";
      }`),
    { user: "role: Role" },
  ),
  named(
    "from another provider",
    carried("role"),
    { user: "role: Role", signedIn: "role: Role", token: "role: Role" },
    credentialsOf("{ id: row.id, role: row.role }", row).replace(
      "],",
      '  GithubProvider({ clientId: "id", clientSecret: "secret", profile: (profile) => ({ id: String(profile.id), role: "reader" }) }),\n  ],',
    ),
  ),
  named(
    "that it does not name: then it is a text",
    session(`const row = await maybeById(token.sub ?? "");
      if (row) session.user.role = row.role;
      else session.user.role = "guest";`),
    { user: "role: string" },
  ),
  named(
    "beside null",
    session(`const row = await maybeById(token.sub ?? "");
      if (!row) session.user.role = null;
      else if (row.isActive) session.user.role = row.role;
      else session.user.role = "reader";`),
    { user: "role: Role | null" },
  ),
];

function counting(name: string, body: string, token: string, compilerOptions = {}): RightApp {
  return {
    name: `a field of the token that feeds itself: ${name}`,
    options: { compilerOptions },
    files: {
      "auth.ts": options4(
        "",
        `  providers: [],
  callbacks: {
    jwt({ token }) {
      ${body}
      return token;
    },
  },`,
      ),
      [types]: declared({ token }),
    },
  };
}

/** What a field is made of that is not there the first time. */
export const selfFed: readonly RightApp[] = [
  counting("a count with a default", "token.count = (token.count ?? 0) + 1;", "count: number"),
  counting("the same with `||`", "token.count = (token.count || 0) + 1;", "count: number"),
  counting("what is kept once it is there", "token.first = token.first ?? Date.now();", "first: number"),
  counting("a list that grows", "token.seen = [...(token.seen ?? []), `${token.sub}`];", "seen: string[]"),
  counting(
    "a record that grows",
    "token.visits = { ...(token.visits ?? {}), last: Date.now() };",
    "visits: { last: number }",
  ),
  counting(
    "two that feed each other",
    "token.last = token.now ?? 0;\n      token.now = token.last + 1;",
    "last: number; now: number",
  ),
];
