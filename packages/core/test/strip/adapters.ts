import { types } from "../support/augmentation.js";
import {
  carried,
  config5,
  credentials4,
  credentialsOf,
  declared,
  models,
  options4,
  row,
  v5,
  type RightApp,
} from "./app.js";

/** A Prisma client as `prisma generate` writes it, as far as its user goes. */
const client = `export type Role = (typeof Role)[keyof typeof Role];
export declare const Role: { readonly ADMIN: "ADMIN"; readonly USER: "USER" };
export interface DefaultSelection<Scalars> { scalars: Scalars }
export type Scalars<Payload> = Payload extends DefaultSelection<infer Columns> ? Columns : never;
export type User = Scalars<Prisma.UserPayload>;
export declare namespace Prisma {
  type UserPayload = DefaultSelection<{ id: string; name: string | null; email: string | null; emailVerified: Date | null; image: string | null; role: Role; plan: string | null; credits: number }>;
  interface UserDelegate<Extensions> { findUnique<Arguments extends object>(of: Arguments): Promise<Arguments extends Extensions ? never : User | null> }
}
export declare class PrismaClient<Extensions = never> {
  get user(): Prisma.UserDelegate<Extensions>;
}
`;
const prismaFiles = {
  "prisma/client.d.ts": client,
  "prisma/adapter.ts": `import type { Adapter } from "next-auth/adapters";
import type { PrismaClient } from "./client";
export declare function PrismaAdapter(client: PrismaClient): Adapter;
`,
  "db.ts": `import { PrismaClient } from "./prisma/client";
const kept = globalThis as unknown as { prisma?: PrismaClient };
export const db = kept.prisma ?? new PrismaClient();
`,
};
const imports = `import { PrismaAdapter } from "./prisma/adapter";
import { db } from "./db";`;
const google = `  providers: [GoogleProvider({ clientId: "id", clientSecret: "secret" })],`;
const google4 = 'import GoogleProvider from "next-auth/providers/google";';

const stored = `  callbacks: {
    session({ session, user }) {
      session.user.role = user.role;
      session.user.plan = user.plan;
      session.user.credits = user.credits;
      return session;
    },
  },`;

const columns = "role: Role; plan: string | null; credits: number";
const head = 'import type { Role } from "../prisma/client";';
const declaredByDatabase = declared({ head, user: columns, signedIn: columns });

/** Users of which only the database's types tell what they hold. */
export const storedUsers: readonly RightApp[] = [
  {
    name: "a stored user: Prisma, sessions in the database",
    files: {
      ...prismaFiles,
      "auth.ts": options4(`${google4}\n${imports}`, `  adapter: PrismaAdapter(db),\n${google}\n${stored}`),
      [types]: declaredByDatabase,
    },
  },
  {
    name: "a stored user: Prisma in Auth.js 5",
    options: v5,
    files: {
      ...prismaFiles,
      "auth.ts": config5(
        `import GitHub from "next-auth/providers/github";\n${imports}`,
        `  adapter: PrismaAdapter(db),\n  providers: [GitHub],\n${stored}`,
      ),
      [types]: declaredByDatabase,
    },
  },
  {
    name: "a stored user: an adapter that is asserted, and tokens",
    files: {
      ...prismaFiles,
      "auth.ts": options4(
        `import type { Adapter } from "next-auth/adapters";\n${google4}\n${imports}`,
        `  adapter: PrismaAdapter(db) as Adapter,\n  session: { strategy: "jwt" },\n${google}\n${carried("role", "plan")}`,
      ),
      [types]: declared({
        head,
        user: "role: Role; plan: string | null",
        signedIn: "role: Role; plan: string | null",
        token: "role: Role; plan: string | null",
      }),
    },
  },
  {
    name: "a stored user: a wrapper around the adapter",
    files: {
      ...prismaFiles,
      "auth.ts": options4(
        `import type { Adapter } from "next-auth/adapters";
${google4}
${imports}
const ownAdapter = (...args: Parameters<typeof PrismaAdapter>): Adapter => {
  const inner = PrismaAdapter(...args);
  return { ...inner, deleteUser: async () => undefined };
};`,
        `  adapter: ownAdapter(db),\n${google}\n${stored}`,
      ),
      [types]: declaredByDatabase,
    },
  },
  {
    name: "a stored user: an adapter of another file, some of whose functions are replaced",
    files: {
      ...prismaFiles,
      "adapter.ts": `${imports}\nexport const adapter = { ...PrismaAdapter(db), deleteUser: async () => undefined };\n`,
      "auth.ts": options4(`${google4}\nimport { adapter } from "./adapter";`, `  adapter,\n${google}\n${stored}`),
      [types]: declaredByDatabase,
    },
  },
  {
    name: "a stored user: a client whose rows have files of their own",
    files: {
      ...prismaFiles,
      "prisma/client.d.ts": client
        .replace(/export type User = .*\n/, "")
        .replace(/ {2}interface UserDelegate.*\n/, "")
        .replace("Prisma.UserDelegate", "UserDelegate")
        .replace("export type Role", 'import type { UserDelegate } from "./models/user";\nexport type Role'),
      "prisma/models/user.ts": `import type { Prisma, Scalars } from "../client";
export type UserModel = Scalars<Prisma.UserPayload>;
export interface UserDelegate<Extensions> { findUnique<Arguments extends object>(of: Arguments): Promise<Arguments extends Extensions ? never : UserModel | null> }
`,
      "auth.ts": options4(`${google4}\n${imports}`, `  adapter: PrismaAdapter(db),\n${google}\n${stored}`),
      [types]: declaredByDatabase,
    },
  },
  {
    name: "a stored user: Drizzle's tables",
    files: {
      "models.ts": models,
      "db.ts": `import type { Role } from "./models";
interface Table<Row> { readonly $inferSelect: Row }
export declare const users: Table<{ id: string; role: Role; plan: string | null; credits: number }>;
export declare const accounts: Table<{ userId: string }>;
`,
      "auth.ts": options4(
        `import type { Adapter } from "next-auth/adapters";
${google4}
import { accounts, users } from "./db";
declare function DrizzleAdapter(db: unknown, tables: { usersTable: object; accountsTable: object }): Adapter;`,
        `  adapter: DrizzleAdapter({}, { usersTable: users, accountsTable: accounts }),\n${google}\n${stored}`,
      ),
      [types]: declared({ head: 'import type { Role } from "../models";', user: columns, signedIn: columns }),
    },
  },
  {
    name: "a stored user, beside credentials whose users hold less",
    files: {
      ...prismaFiles,
      "models.ts": models,
      "auth.ts": options4(
        `${google4}\n${credentials4}\nimport { findAccount } from "./models";\n${imports}`,
        `  adapter: PrismaAdapter(db),\n  session: { strategy: "jwt" },\n${credentialsOf("{ id: row.id }", row).replace(
          "],",
          '  GoogleProvider({ clientId: "id", clientSecret: "secret" }),\n  ],',
        )}\n${carried("plan")}`,
      ),
      [types]: declared({
        user: "plan?: string | null",
        signedIn: "plan?: string | null",
        token: "plan?: string | null",
      }),
    },
  },
];
