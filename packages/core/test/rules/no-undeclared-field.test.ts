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
    name: "declared on the token, not on the session",
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
    name: "declared on session, assigned on session.user",
    auth: { session: session(`${at}session.user.plan = "free";\n      session.plan = "free";`) },
    files: { [types]: augmentation({ session: ["plan: string"] }) },
  },
  {
    name: "two writes are one finding, at the first",
    auth: { session: session(`${at}session.plan = "free";\n      if (enabled) session.plan = "pro";`) },
    files: { [types]: augmentation({ session: [], user: [] }) },
  },
  {
    name: "a session made without it stays one: it is declared as optional",
    auth: { session: session(`${at}session.plan = "free";`) },
    files: {
      [types]: augmentation({ session: ["team?: string"] }),
      "fake.ts": 'import type { Session } from "next-auth";\nexport const fake: Session = { expires: "never" };\n',
    },
    fixed: { [types]: augmentation({ session: ["team?: string", "plan?: string"] }) },
  },
  {
    name: "an interface that says otherwise stays valid: it is left to the author",
    auth: { session: session(`⟦no-undeclared-field!⟧session.plan = "free";`) },
    files: {
      [types]: augmentation({ session: ["team?: string"] }),
      "own.ts": 'import type { Session } from "next-auth";\nexport interface Own extends Session { plan: number }\n',
    },
  },
  {
    name: "a field that came in with a row's spread and that a page reads",
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
    name: "declared as assigned",
    auth: { session: session('session.user.id = token.sub!;\n      session.plan = "free";') },
    files: { [types]: augmentation({ session: ["plan: string"], user: ["id: string"] }) },
  },
  {
    name: "declared more widely",
    auth: { session: session('session.user.id = token.sub!;\n      session.plan = "free";') },
    files: { [types]: augmentation({ session: ["plan?: string | number"], user: ["id?: string"] }) },
  },
  {
    name: "base fields",
    auth: { session: session('session.user.name = "Ann";\n      session.expires = "never";') },
    files: { [types]: augmentation({ user: [] }) },
  },
  {
    name: "through the library's own User",
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
    name: "fields that came in with a row's spread and that nobody reads",
    auth: {
      head: 'const row = { team: "a", internal: 1 };',
      session: session("session.user = { ...session.user, ...row };"),
    },
    files: { [types]: augmentation({ user: [] }) },
  },
  {
    name: "fields that cannot be named",
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
    test(`says nothing: ${one.name}`, () => {
      checkMarked(one);
    });
  }
});
