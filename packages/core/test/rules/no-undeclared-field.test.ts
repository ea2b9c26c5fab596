import { describe, test } from "vitest";
import { augmentation, types } from "../support/augmentation.js";
import { session } from "../support/auth-file.js";
import { checkMarked, type MarkedCase } from "../support/marked-project.js";

const at = "⟦no-undeclared-field⟧";

const invalid: readonly MarkedCase[] = [
  {
    name: "a field of session.user beside one that is declared",
    auth: { session: session(`session.user.id = token.sub!;\n      ${at}session.user.role = "admin";`) },
    files: { [types]: augmentation({ user: ["id: string"] }) },
    fixed: { [types]: augmentation({ user: ["id: string", "role: string"] }) },
  },
  {
    name: "a field of session where only its user is declared",
    auth: { session: session(`session.user.id = token.sub!;\n      ${at}session.plan = "free";`) },
    files: { [types]: augmentation({ user: ["id: string"] }) },
    fixed: {
      [types]: `import type { DefaultSession } from "next-auth";

declare module "next-auth" {
  interface Session {
    user: {
      id: string;
    } & DefaultSession["user"];
    plan: string;
  }
}
`,
    },
  },
  {
    name: "a field of session.user where only fields of session are declared",
    auth: { session: session(`${at}session.user.id = token.sub!;\n      session.plan = "free";`) },
    files: { [types]: augmentation({ session: ["plan: string"] }) },
    fixed: {
      [types]: `import type { DefaultSession } from "next-auth";

export {};

declare module "next-auth" {
  interface Session {
    plan: string;
    user: {
      id: string;
    } & DefaultSession["user"];
  }
}
`,
    },
  },
  {
    name: "a field declared on the token but not on the session",
    auth: {
      jwt: 'jwt({ token }) { token.plan = "free"; return token; }',
      session: session(`${at}session.plan = token.plan;`),
    },
    files: { [types]: augmentation({ token: ["plan: string"] }) },
    fixed: {
      [types]: `export {};

declare module "next-auth/jwt" {
  interface JWT {
    plan: string;
  }
}

declare module "next-auth" {
  interface Session {
    plan: string;
  }
}
`,
    },
  },
  {
    name: "a field declared on session and assigned on session.user",
    auth: { session: session(`${at}session.user.plan = "free";\n      session.plan = "free";`) },
    files: { [types]: augmentation({ session: ["plan: string"] }) },
  },
  {
    name: "two writes of one field, at the first",
    auth: { session: session(`${at}session.plan = "free";\n      if (enabled) session.plan = "pro";`) },
    files: { [types]: augmentation({ session: [], user: [] }) },
  },
  {
    name: "a field that an already made session lacks: declared as optional",
    auth: { session: session(`${at}session.plan = "free";`) },
    files: {
      [types]: augmentation({ session: ["team?: string"] }),
      "fake.ts": 'import type { Session } from "next-auth";\nexport const fake: Session = { expires: "never" };\n',
    },
    fixed: { [types]: augmentation({ session: ["team?: string", "plan?: string"] }) },
  },
  {
    name: "a field of an interface that must stay valid: left to its author",
    auth: { session: session(`⟦no-undeclared-field!⟧session.plan = "free";`) },
    files: {
      [types]: augmentation({ session: ["team?: string"] }),
      "own.ts": 'import type { Session } from "next-auth";\nexport interface Own extends Session { plan: number }\n',
    },
  },
  {
    name: "a field from a row's spread that a page reads",
    auth: {
      head: 'const row = { team: "a", internal: 1 };',
      session: session(`session.user = { ...session.user, ...${at}row };`),
    },
    files: {
      [types]: augmentation({ user: [] }),
      "page.ts": `import { getServerSession } from "next-auth";
import { authOptions } from "./auth";
export const team = async () => (await getServerSession(authOptions))?.user.team;
`,
    },
    fixed: { [types]: augmentation({ user: ["team: string"] }) },
  },
];

const valid: readonly MarkedCase[] = [
  {
    name: "a field declared as assigned",
    auth: { session: session('session.user.id = token.sub!;\n      session.plan = "free";') },
    files: { [types]: augmentation({ session: ["plan: string"], user: ["id: string"] }) },
  },
  {
    name: "a field declared more widely",
    auth: { session: session('session.user.id = token.sub!;\n      session.plan = "free";') },
    files: { [types]: augmentation({ session: ["plan?: string | number"], user: ["id?: string"] }) },
  },
  {
    name: "base fields",
    auth: { session: session('session.user.name = "Ann";\n      session.expires = "never";') },
    files: { [types]: augmentation({ user: [] }) },
  },
  {
    name: "a field reached through the library's own User",
    auth: { session: session("session.user.id = token.sub!;") },
    files: {
      [types]: `import type { User } from "next-auth";

declare module "next-auth" {
  interface Session {
    user: User;
  }
}
`,
    },
  },
  {
    name: "a field from a row's spread that nobody reads",
    auth: {
      head: 'const row = { team: "a", internal: 1 };',
      session: session("session.user = { ...session.user, ...row };"),
    },
    files: { [types]: augmentation({ user: [] }) },
  },
  {
    name: "a field that cannot be named",
    auth: {
      head: "declare const row: Record<string, unknown>;",
      session: session("Object.assign(session, row);\n      session.user = { ...session.user, ...row };"),
    },
    files: { [types]: augmentation({ user: [] }) },
  },
];

describe("no-undeclared-field", () => {
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
});
