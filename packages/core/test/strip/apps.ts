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

/** What people declare of their users, from where sign-in gives it. */
export const signInApps: readonly RightApp[] = [
  {
    name: "a named union of literals, through authorize",
    files: {
      "models.ts": models,
      "auth.ts": options4(
        `${credentials4}\nimport { findAccount } from "./models";`,
        `${credentialsOf("{ id: row.id, email: row.email, role: row.role }", row)}\n${carried("id", "role")}`,
      ),
      [types]: declared({
        head: 'import type { Role } from "../models";',
        user: "id: string; role: Role",
        signedIn: "role: Role",
        token: "id: string; role: Role",
      }),
    },
  },
  {
    name: "the same union of literals, written out",
    files: {
      "models.ts": models,
      "auth.ts": options4(
        `${credentials4}\nimport { findAccount } from "./models";`,
        `${credentialsOf("{ id: row.id, role: row.role }", row)}\n${carried("role")}`,
      ),
      [types]: declared({
        user: 'role: "admin" | "editor" | "reader"',
        signedIn: 'role: "admin" | "editor" | "reader"',
        token: 'role: "admin" | "editor" | "reader"',
      }),
    },
  },
  {
    name: "an enum, a nullable number, a list of a named type and an optional text",
    files: {
      "models.ts": models,
      "auth.ts": options4(
        `${credentials4}\nimport { findAccount } from "./models";`,
        `${credentialsOf("row", row)}\n${carried("tier", "companyId", "permissions", "isActive", "bio")}`,
      ),
      [types]: declared({
        head: 'import type { Permission, Tier } from "../models";',
        user: "tier: Tier; companyId: number | null; permissions: Permission[]; isActive: boolean; bio?: string | null",
        signedIn:
          "tier: Tier; companyId: number | null; permissions: Permission[]; isActive: boolean; bio?: string | null",
        token:
          "tier: Tier; companyId: number | null; permissions: Permission[]; isActive: boolean; bio?: string | null",
      }),
    },
  },
  {
    name: "the same types in Auth.js 5",
    options: v5,
    files: {
      "models.ts": models,
      "auth.ts": config5(
        `${credentials5}\nimport { findAccount } from "./models";`,
        `${credentialsOf("row", row5)}\n${carried("role", "tier", "companyId", "permissions", "isActive")}`,
      ),
      [types]: declared({
        head: 'import type { Permission, Role, Tier } from "../models";',
        user: "role: Role; tier: Tier; companyId: number | null; permissions: Permission[]; isActive: boolean",
        signedIn: "role: Role; tier: Tier; companyId: number | null; permissions: Permission[]; isActive: boolean",
        token: "role: Role; tier: Tier; companyId: number | null; permissions: Permission[]; isActive: boolean",
      }),
    },
  },
  {
    name: "a back end's answer of a named type",
    files: {
      "api.ts": `export interface LoginResponse { user: { id: string; username: string; roles: string[] }; accessToken: string; refreshToken: string; expiresIn: number }
export declare function login(body: unknown): Promise<LoginResponse | undefined>;
`,
      "auth.ts": options4(
        `${credentials4}\nimport { login } from "./api";`,
        `${credentialsOf(
          "{ ...answer.user, accessToken: answer.accessToken, refreshToken: answer.refreshToken, expiresAt: Date.now() + answer.expiresIn * 1000 }",
          'const answer = await login(credentials);\n        if (!answer) throw new Error("no");',
        )}
  callbacks: {
    jwt: async ({ token, user }) => {
      if (user) {
        token.username = user.username;
        token.roles = user.roles;
        token.accessToken = user.accessToken;
        token.refreshToken = user.refreshToken;
        token.expiresAt = user.expiresAt;
      }
      return token;
    },
    session: async ({ session, token }) => {
      session.accessToken = token.accessToken;
      session.user = { ...session.user, username: token.username, roles: token.roles };
      session.expired = Date.now() > token.expiresAt;
      return session;
    },
  },`,
      ),
      [types]: declared({
        session: "accessToken: string; expired: boolean;",
        user: "username: string; roles: string[]",
        signedIn: "username: string; roles: string[]; accessToken: string; refreshToken: string; expiresAt: number",
        token: "username: string; roles: string[]; accessToken: string; refreshToken: string; expiresAt: number",
      }),
    },
  },
  {
    name: "the whole user in the token",
    files: {
      "models.ts": models,
      "auth.ts": options4(
        `${credentials4}\nimport { findAccount } from "./models";`,
        `${credentialsOf("{ id: row.id, role: row.role, companyId: row.companyId }", row)}
  callbacks: {
    jwt({ token, user }) {
      if (user) token.user = { id: user.id, role: user.role, companyId: user.companyId };
      return token;
    },
    session({ session, token }) {
      session.user = { ...session.user, ...token.user };
      return session;
    },
  },`,
      ),
      "page.ts": `import { getServerSession } from "next-auth";
import { authOptions } from "./auth";
export async function page(): Promise<string> {
  const session = await getServerSession(authOptions);
  return session ? \`\${session.user.id} \${session.user.role} \${String(session.user.companyId)}\` : "";
}
`,
      [types]: declared({
        head: 'import type { Role } from "../models";',
        user: "id: string; role: Role; companyId: number | null",
        signedIn: "role: Role; companyId: number | null",
        token: "user: { id: string; role: Role; companyId: number | null }",
      }),
    },
  },
  {
    name: "a provider's own profile function",
    files: {
      "auth.ts": options4(
        'import GithubProvider from "next-auth/providers/github";',
        `  providers: [
    GithubProvider({
      clientId: "id",
      clientSecret: "secret",
      profile(profile) {
        return { id: String(profile.id), name: profile.name, email: profile.email, login: profile.login, plan: "free" as "free" | "paid", company: profile.company };
      },
    }),
  ],
${carried("login", "plan", "company")}`,
      ),
      [types]: declared({
        user: 'login: string; plan: "free" | "paid"; company: string | null',
        signedIn: 'login: string; plan: "free" | "paid"; company: string | null',
        token: 'login: string; plan: "free" | "paid"; company: string | null',
      }),
    },
  },
  {
    name: "a user that one provider gives more of than the other",
    files: {
      "models.ts": models,
      "auth.ts": options4(
        `${credentials4}\nimport GithubProvider from "next-auth/providers/github";\nimport { findAccount } from "./models";`,
        `${credentialsOf("{ id: row.id, role: row.role }", row).replace("],", '  GithubProvider({ clientId: "id", clientSecret: "secret" }),\n  ],')}
${carried("role")}`,
      ),
      [types]: declared({
        head: 'import type { Role } from "../models";',
        user: "role?: Role",
        signedIn: "role?: Role",
        token: "role?: Role",
      }),
    },
  },
  {
    name: "a user that the database keeps, in Auth.js 5",
    options: v5,
    files: {
      "models.ts": models,
      "adapter.ts": `import type { Adapter } from "next-auth/adapters";
export declare const adapter: Adapter;
`,
      "auth.ts": config5(
        `import GitHub from "next-auth/providers/github";\nimport { accountById } from "./models";\nimport { adapter } from "./adapter";`,
        `  adapter,
  providers: [GitHub],
  callbacks: {
    async session({ session, user }) {
      const { role, teams } = await accountById(user.id);
      session.user.role = role;
      session.user.teams = teams;
      return session;
    },
  },`,
      ),
      [types]: declared({
        head: 'import type { Role, Team } from "../models";',
        user: "role: Role; teams: Team[]",
      }),
    },
  },
  {
    name: "what signIn writes to the user",
    files: {
      "models.ts": models,
      "auth.ts": options4(
        `import GoogleProvider from "next-auth/providers/google";\nimport { findAccount } from "./models";`,
        `  providers: [GoogleProvider({ clientId: "id", clientSecret: "secret" })],
  callbacks: {
    async signIn({ user }) {
      const account = await findAccount(user.email ?? undefined);
      if (!account) return false;
      user.role = account.role;
      user.accountId = account.id;
      return true;
    },
    async jwt({ token, user }) {
      if (user) {
        token.role = user.role;
        token.accountId = user.accountId;
      }
      return token;
    },
    async session({ session, token }) {
      session.user.role = token.role;
      session.user.accountId = token.accountId;
      return session;
    },
  },`,
      ),
      [types]: declared({
        head: 'import type { Role } from "../models";',
        user: "role: Role; accountId: string",
        signedIn: "role: Role; accountId: string",
        token: "role: Role; accountId: string",
      }),
    },
  },
  {
    name: "a class's static method and a Promise's answer",
    files: {
      "service.ts": `export interface Member { uid: string; level: 1 | 2 | 3; tags: readonly string[]; joined: string }
export class Members { static async check(name: string | undefined): Promise<Member> { return { uid: name ?? "", level: 1, tags: [], joined: "" }; } }
`,
      "auth.ts": options4(
        `${credentials4}\nimport { Members } from "./service";`,
        `${credentialsOf("{ id: member.uid, ...member }", "const member = await Members.check(credentials?.email);")}\n${carried("uid", "level", "tags", "joined")}`,
      ),
      [types]: declared({
        user: "uid: string; level: 1 | 2 | 3; tags: readonly string[]; joined: string",
        signedIn: "uid: string; level: 1 | 2 | 3; tags: readonly string[]; joined: string",
        token: "uid: string; level: 1 | 2 | 3; tags: readonly string[]; joined: string",
      }),
    },
  },
  {
    name: "a user whose type is said with authorize's own return type",
    files: {
      "models.ts": models,
      "auth.ts": options4(
        `${credentials4}\nimport type { User } from "next-auth";\nimport { findAccount } from "./models";
async function check(email: string | undefined): Promise<User | null> {
  const row = await findAccount(email);
  return row && { id: row.id, email: row.email, role: row.role, tier: row.tier };
}`,
        `${credentialsOf("check(credentials?.email)")}\n${carried("role", "tier")}`,
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
    name: "a user that is asserted to be the library's",
    files: {
      "models.ts": models,
      "auth.ts": options4(
        `${credentials4}\nimport type { User } from "next-auth";\nimport { findAccount } from "./models";`,
        `${credentialsOf("{ id: row.id, email: row.email, role: row.role, companyId: row.companyId } as User", row)}\n${carried("role", "companyId")}`,
      ),
      [types]: declared({
        head: 'import type { Role } from "../models";',
        user: "role: Role; companyId: number | null",
        signedIn: "role: Role; companyId: number | null",
        token: "role: Role; companyId: number | null",
      }),
    },
  },
];

/** What comes from elsewhere than from a user. */
export const otherApps: readonly RightApp[] = [
  {
    name: "the row that the token's id names, which may not be there",
    files: {
      "models.ts": models,
      "auth.ts": options4(
        `import { maybeById } from "./models";`,
        `  providers: [],
  callbacks: {
    async jwt({ token }) {
      if (!token.sub) return token;
      const row = await maybeById(token.sub);
      if (!row) return token;
      token.role = row.role;
      token.companyId = row.companyId;
      return token;
    },
    async session({ session, token }) {
      if (token.role) session.user.role = token.role;
      session.user.companyId = token.companyId ?? null;
      return session;
    },
  },`,
      ),
      [types]: declared({
        head: 'import type { Role } from "../models";',
        user: "role?: Role; companyId: number | null",
        token: "role?: Role; companyId?: number | null",
      }),
    },
  },
  {
    name: "the account's tokens",
    files: {
      "auth.ts": options4(
        `import GithubProvider from "next-auth/providers/github";`,
        `  providers: [GithubProvider({ clientId: "id", clientSecret: "secret" })],
  callbacks: {
    jwt({ token, account }) {
      if (account) {
        token.accessToken = account.access_token;
        token.provider = account.provider;
        token.expiresAt = (account.expires_at ?? 0) * 1000;
      }
      return token;
    },
    session({ session, token }) {
      session.accessToken = token.accessToken;
      session.provider = token.provider;
      return session;
    },
  },`,
      ),
      [types]: declared({
        session: "accessToken?: string; provider: string;",
        token: "accessToken?: string; provider: string; expiresAt: number",
      }),
    },
  },
  {
    name: "lists and defaults",
    files: {
      "models.ts": models,
      "auth.ts": options4(
        `import { maybeById } from "./models";`,
        `  providers: [],
  callbacks: {
    async session({ session, token }) {
      const row = await maybeById(token.sub ?? "");
      session.user.teams = row?.teams ?? [];
      session.user.teamIds = (row?.teams ?? []).map((team) => team.id);
      session.user.permissions = row ? row.permissions : [];
      session.user.bio = row?.bio ?? null;
      session.user.isActive = row?.isActive ?? false;
      session.user.seats = row?.teams.length || 0;
      session.user.byId = Object.fromEntries((row?.teams ?? []).map((team) => [team.id, team.role]));
      return session;
    },
  },`,
      ),
      [types]: declared({
        head: 'import type { Permission, Role, Team } from "../models";',
        user: "teams: Team[]; teamIds: string[]; permissions: Permission[]; bio: string | null; isActive: boolean; seats: number; byId: { [key: string]: Role }",
      }),
    },
  },
  {
    name: "a nested object of the session",
    files: {
      "models.ts": models,
      "auth.ts": options4(
        `import { accountById } from "./models";`,
        `  providers: [],
  callbacks: {
    async session({ session, token }) {
      const row = await accountById(token.sub ?? "");
      session.company = row.companyId === null ? null : { id: row.companyId, admin: row.role === "admin" };
      session.account = row;
      session.limits = { seats: 3, tier: row.tier, flags: { beta: row.isActive } };
      return session;
    },
  },`,
      ),
      [types]: declared({
        head: 'import type { Account, Tier } from "../models";',
        session:
          "company: { id: number; admin: boolean } | null; account: Account; limits: { seats: number; tier: Tier; flags: { beta: boolean } };",
      }),
    },
  },
  {
    name: "tokens that are refreshed, from an answer without a type",
    options: v5,
    files: {
      "auth.ts": config5(
        `import Google from "next-auth/providers/google";`,
        `  providers: [Google],
  callbacks: {
    async jwt({ token, account }) {
      if (account) {
        return { ...token, access_token: account.access_token, expires_at: account.expires_at, refresh_token: account.refresh_token };
      } else if (Date.now() < (token.expires_at ?? 0) * 1000) {
        return token;
      }
      const response = await fetch("https://oauth2.example.org/token");
      const fresh = (await response.json()) as { access_token: string; expires_in: number; refresh_token?: string };
      return {
        ...token,
        access_token: fresh.access_token,
        expires_at: Math.floor(Date.now() / 1000 + fresh.expires_in),
        refresh_token: fresh.refresh_token ?? token.refresh_token,
      };
    },
    async session({ session, token }) {
      session.accessToken = token.access_token;
      return session;
    },
  },`,
      ),
      [types]: declared({
        session: "accessToken?: string;",
        token: "access_token?: string; expires_at?: number; refresh_token?: string",
      }),
    },
  },
  {
    name: "the session's id, in Auth.js 5",
    options: v5,
    files: {
      "auth.ts": config5(
        `import GitHub from "next-auth/providers/github";`,
        `  providers: [GitHub],
  callbacks: {
    session({ session, token }) {
      session.user.id = token.sub ?? "";
      session.user.handle = \`@\${session.user.id}\`;
      return session;
    },
  },`,
      ),
      "page.ts": `import { auth } from "./auth";
export async function idOf(): Promise<string> {
  const session = await auth();
  return session ? session.user.id : "";
}
`,
      [types]: declared({ user: "id: string; handle: string" }),
    },
  },
  {
    name: "a helper that fills the session",
    files: {
      "models.ts": models,
      "fill.ts": `import type { Session } from "next-auth";
import type { JWT } from "next-auth/jwt";
import { accountById } from "./models";
export async function fill(session: Session, token: JWT): Promise<Session> {
  const { role, tier } = await accountById(token.sub ?? "");
  session.user.role = role;
  session.tier = tier;
  return session;
}
`,
      "auth.ts": options4(
        `import { fill } from "./fill";`,
        `  providers: [],
  callbacks: { session: ({ session, token }) => fill(session, token) },`,
      ),
      [types]: declared({
        head: 'import type { Role, Tier } from "../models";',
        session: "tier: Tier;",
        user: "role: Role",
      }),
    },
  },
  {
    name: "a spread return with the id, and an interface behind the user",
    files: {
      "models.ts": models,
      "auth.ts": options4(
        `import { accountById } from "./models";`,
        `  providers: [],
  callbacks: {
    session: async ({ session, token }) => {
      const { role, companyId } = await accountById(token.sub ?? "");
      return { ...session, user: { ...session.user, id: token.sub ?? "", role, companyId } };
    },
  },`,
      ),
      [types]: `import type { DefaultSession } from "next-auth";
import type { Role } from "../models";
interface AppUser { id: string; role: Role; companyId: number | null }
declare module "next-auth" {
  interface Session extends DefaultSession { user: AppUser & DefaultSession["user"] }
}
`,
    },
  },
  {
    name: "casts of what is declared",
    files: {
      "models.ts": models,
      "auth.ts": options4(
        `${credentials4}\nimport type { Role } from "./models";\nimport { findAccount } from "./models";`,
        `${credentialsOf("{ id: row.id, role: row.role, teams: row.teams }", row)}
  callbacks: {
    async jwt({ token, user }) {
      if (user) {
        token.id = user.id;
        token.role = (user as any).role;
        token.teams = (user as { teams?: string[] }).teams;
      }
      return token;
    },
    async session({ session, token }) {
      if (session.user) {
        session.user.id = token.id as string;
        session.user.role = token.role as Role;
      }
      return session;
    },
  },`.replace("teams: row.teams", "teams: row.teams.map(({ id }) => id)"),
      ),
      [types]: declared({
        head: 'import type { Role } from "../models";',
        user: "id: string; role: Role",
        token: "id: string; role: Role; teams?: string[]",
      }),
    },
  },
  {
    name: "a profile's claims",
    files: {
      "auth.ts": options4(
        `import type { OAuthConfig } from "next-auth/providers/oauth";
interface Claims { sub: string; preferred_username: string; groups: string[]; org?: { id: number } }
const sso: OAuthConfig<Claims> = {
  id: "sso",
  name: "SSO",
  type: "oauth",
  profile: (claims) => ({ id: claims.sub, username: claims.preferred_username, groups: claims.groups, orgId: claims.org?.id }),
};`,
        `  providers: [sso],
${carried("username", "groups", "orgId")}`,
      ),
      [types]: declared({
        user: "username: string; groups: string[]; orgId?: number",
        signedIn: "username: string; groups: string[]; orgId?: number",
        token: "username: string; groups: string[]; orgId?: number",
      }),
    },
  },
  {
    name: "conditions that give a default",
    files: {
      "models.ts": models,
      "auth.ts": options4(
        `import type { Role } from "./models";\nconst admins: readonly string[] = ["ann@example.org"];\nfunction roleOf(email: string | null | undefined): Role {\n  return email && admins.includes(email) ? "admin" : "reader";\n}`,
        `  providers: [],
  callbacks: {
    jwt({ token, trigger, session }) {
      token.role = roleOf(token.email);
      token.locale ??= "en";
      if (trigger === "update" && session) token.theme = session.theme as "dark" | "light";
      return token;
    },
    session({ session, token }) {
      session.user.role = token.role;
      session.isAdmin = token.role === "admin";
      session.theme = token.theme ?? "light";
      return session;
    },
  },`,
      ),
      [types]: declared({
        head: 'import type { Role } from "../models";',
        session: 'isAdmin: boolean; theme: "dark" | "light";',
        user: "role: Role",
        token: 'role: Role; locale: string; theme?: "dark" | "light"',
      }),
    },
  },
  {
    name: "fields of the token that are built one upon the other",
    files: {
      "auth.ts": options4(
        "",
        `  providers: [],
  callbacks: {
    jwt({ token, user }) {
      if (user) {
        token.id = user.id;
        token.key = \`user:\${user.id}\`;
        token.issuedAt = Date.now();
      }
      token.age = Date.now() - token.issuedAt;
      token.isOld = token.age > 1000;
      token.count = (token.count ?? 0) + 1;
      return token;
    },
    session({ session, token }) {
      session.user.id = token.id;
      session.user.key = token.key;
      session.isOld = token.isOld;
      return session;
    },
  },`,
      ),
      [types]: declared({
        session: "isOld: boolean;",
        user: "id: string; key: string",
        token: "id: string; key: string; issuedAt: number; age: number; isOld: boolean; count: number",
      }),
    },
  },
];
