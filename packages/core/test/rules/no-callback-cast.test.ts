import { describe, expect, test } from "vitest";
import { augmentation, types } from "../support/augmentation.js";
import { authFile, credentials, session, type AuthParts } from "../support/auth-file.js";
import { unmarked } from "../support/marked.js";
import { checkMarked, type MarkedCase } from "../support/marked-project.js";

const unneeded = "⟦no-callback-cast⟧";
const jwt = (body: string): string => `jwt({ token, user, account }) {
      ${body}
      return token;
    }`;
const signIn = jwt("if (user) token.id = user.id;");
const after = (parts: AuthParts): string => unmarked(authFile(parts)).text;

interface Removal {
  readonly name: string;
  readonly declared: Parameters<typeof augmentation>[0];
  readonly parts?: AuthParts;
  readonly before: AuthParts;
  readonly after: AuthParts;
}

const declaredAlready: readonly Removal[] = [
  {
    name: "a session cast to any",
    declared: { session: ["plan: string"] },
    before: { session: session(`(${unneeded}session as any).plan = "free";`) },
    after: { session: session('session.plan = "free";') },
  },
  {
    name: "a user cast to a record",
    declared: { user: ["id: string"] },
    before: { session: session(`(${unneeded}session.user as Record<string, unknown>).id = token.sub!;`) },
    after: { session: session("session.user.id = token.sub!;") },
  },
  {
    name: "a user cast to an own type",
    declared: { user: ["id: string"] },
    parts: { head: "interface AppUser { id: string; name?: string | null }" },
    before: { session: session(`(${unneeded}session.user as AppUser).id = token.sub!;`) },
    after: { head: "", session: session("session.user.id = token.sub!;") },
  },
  {
    name: "in angle brackets",
    declared: { session: ["plan: string"] },
    before: { session: session(`(${unneeded}<any>session).plan = "free";`) },
    after: { session: session('session.plan = "free";') },
  },
  {
    name: "a double cast, as one",
    declared: { session: ["plan: string"] },
    parts: { head: "interface AppSession { plan: string }" },
    before: { session: session(`(${unneeded}session as unknown as AppSession).plan = "free";`) },
    after: { head: "", session: session('session.plan = "free";') },
  },
  {
    name: "an alias",
    declared: { session: ["plan: string"] },
    before: {
      session: `session({ session }) {\n      const s = ${unneeded}session as any;\n      s.plan = "free";\n      return s;\n    }`,
    },
    after: {
      session: 'session({ session }) {\n      const s = session;\n      s.plan = "free";\n      return s;\n    }',
    },
  },
  {
    name: "the value of a field",
    declared: { user: ["id: string"], token: ["id: string"] },
    parts: { jwt: signIn },
    before: { session: session(`session.user.id = ${unneeded}token.id as string;`) },
    after: { session: session("session.user.id = token.id;") },
  },
  {
    name: "the value of a field, to any",
    declared: { user: ["id: string"], token: ["id: string"] },
    parts: { jwt: signIn },
    before: { session: session(`session.user.id = ${unneeded}token.id as any;`) },
    after: { session: session("session.user.id = token.id;") },
  },
  {
    name: "a token that is only read",
    declared: { user: ["id: string"], token: ["id: string"] },
    parts: { jwt: signIn },
    before: { session: session(`session.user.id = (${unneeded}token as any).id;`) },
    after: { session: session("session.user.id = token.id;") },
  },
  {
    name: "an input",
    declared: { token: ["id: string"] },
    before: { jwt: jwt(`if (user) token.id = (${unneeded}user as any).id;`) },
    after: { jwt: jwt("if (user) token.id = user.id;") },
  },
  {
    name: "the target of an assignment",
    declared: { user: ["id: string"] },
    parts: { head: "interface AppUser { id: string; name?: string | null }" },
    before: { session: session(`(${unneeded}session.user as AppUser) = { id: token.sub! };`) },
    after: { head: "", session: session("session.user = { id: token.sub! };") },
  },
  {
    name: "a cast with its own parentheses, inside others that stay",
    declared: { session: ["plan: string"] },
    before: { session: session(`session.plan = (${unneeded}(enabled ? "free" : "pro") as any);`) },
    after: { session: session('session.plan = (enabled ? "free" : "pro");') },
  },
  {
    name: "@ts-ignore above a write",
    declared: { session: ["plan: string"] },
    before: { session: session(`${unneeded}// @ts-ignore\n      session.plan = "free";`) },
    after: { session: session('session.plan = "free";') },
  },
  {
    name: "@ts-ignore with a reason, in a block comment",
    declared: { session: ["plan: string"] },
    before: { session: session(`${unneeded}/* @ts-ignore not declared yet */\n      session.plan = "free";`) },
    after: { session: session('session.plan = "free";') },
  },
  {
    name: "@ts-expect-error, which the compiler calls unused",
    declared: { session: ["plan: string"] },
    before: { session: session(`${unneeded}// @ts-expect-error -- not declared\n      session.plan = "free";`) },
    after: { session: session('session.plan = "free";') },
  },
  {
    name: "two casts on the way to one field",
    declared: { user: ["id: string"], token: ["id: string"] },
    parts: { jwt: signIn },
    before: { session: session(`(${unneeded}session.user as any).id = (${unneeded}token as any).id;`) },
    after: { session: session("session.user.id = token.id;") },
  },
];

describe("no-callback-cast, where the field is declared", () => {
  for (const one of declaredAlready) {
    test(one.name, () => {
      checkMarked({
        auth: { ...one.parts, ...one.before },
        files: { [types]: augmentation(one.declared) },
        fixed: { "auth.ts": after({ ...one.parts, ...one.after }) },
      });
    });
  }

  test("`@ts-nocheck` at the head of the file goes", () => {
    const text = authFile({ session: session('session.plan = "free";') });
    checkMarked({
      files: {
        "auth.ts": `${unneeded}// @ts-nocheck\n${text}`,
        "helpers.ts": "export const enabled = true, list: string[] = [], load = async (): Promise<string> => '';\n",
        [types]: augmentation({ session: ["plan: string"] }),
      },
      fixed: { "auth.ts": text },
    });
  });
});

const notDeclared: readonly MarkedCase[] = [
  {
    name: "a cast goes together with the declaration that makes it unneeded",
    auth: { session: session(`⟦no-undeclared-field⟧(${unneeded}session as any).plan = "free";`) },
    fixed: {
      "next-auth.d.ts": augmentation({ session: ["plan: string"] }),
      "auth.ts": authFile({ session: session('session.plan = "free";') }),
    },
  },
  {
    name: "`@ts-expect-error` goes in the same edit, as the declaration would make it an error",
    auth: {
      session: session(`${unneeded}// @ts-expect-error\n      ⟦no-undeclared-field⟧session.plan = "free";`),
    },
    fixed: {
      "next-auth.d.ts": augmentation({ session: ["plan: string"] }),
      "auth.ts": authFile({ session: session('session.plan = "free";') }),
    },
  },
  {
    name: "`@ts-expect-error` above a reader goes as well",
    auth: { session: session(`${unneeded}// @ts-ignore\n      ⟦no-undeclared-field⟧session.plan = "free";`) },
    files: {
      "reader.ts": `import type { Session } from "next-auth";

export function planOf(session: Session): unknown {
  // @ts-expect-error not declared
  return session.plan;
}
`,
    },
    fixed: {
      "next-auth.d.ts": augmentation({ session: ["plan: string"] }),
      "auth.ts": authFile({ session: session('session.plan = "free";') }),
      "reader.ts": `import type { Session } from "next-auth";

export function planOf(session: Session): unknown {
  return session.plan;
}
`,
    },
  },
  {
    name: "what a cast to any hides from inference is found behind it",
    auth: {
      jwt: jwt("if (user) ⟦no-untyped-token⟧token.id = user.id;"),
      session: session(`⟦no-undeclared-field⟧(${unneeded}session.user as any).id = (${unneeded}token as any).id;`),
    },
    fixed: {
      "next-auth.d.ts": augmentation({ user: ["id: string"], token: ["id: string"] }),
      "auth.ts": authFile({
        jwt: jwt("if (user) token.id = user.id;"),
        session: session("session.user.id = token.id;"),
      }),
    },
  },
];

describe("no-callback-cast, where the field is to be declared first", () => {
  for (const one of notDeclared) test(one.name, () => void checkMarked(one));
});

const needed: readonly MarkedCase[] = [
  {
    name: "a value that is narrowed",
    auth: {
      head: 'type Role = "admin" | "member";\ndeclare function roleOf(id: string): string;',
      session: session("session.user.role = roleOf(token.sub!) as Role;"),
    },
    files: { [types]: augmentation({ user: ['role: "admin" | "member"'] }) },
  },
  {
    name: "a value without its undefined",
    auth: {
      jwt: jwt("if (account) token.accessToken = account.access_token;"),
      session: session("session.accessToken = token.accessToken as string;"),
    },
    files: { [types]: augmentation({ session: ["accessToken: string"], token: ["accessToken?: string"] }) },
  },
  {
    name: "a const assertion",
    auth: { session: session('session.plan = "free" as const;') },
    files: { [types]: augmentation({ session: ["plan: string"] }) },
  },
  {
    name: "the cast of a literal, which says what it holds",
    auth: {
      head: "interface AppUser { id: string; name?: string | null }",
      session: session("session.user = { id: token.sub! } as AppUser;"),
    },
    files: { [types]: augmentation({ user: ["id: string"] }) },
  },
  {
    name: "a cast that decides what is inferred",
    auth: { session: session("session.user.team = null as string | null;") },
    files: { [types]: augmentation({ user: ["team: string | null"] }) },
  },
  {
    name: "a cast through which an undeclared input is read",
    auth: {
      providers: [credentials('{ id: "1", role: String("admin") }')],
      jwt: jwt("if (user) token.role = (user as any).role;"),
    },
    files: { [types]: augmentation({ token: ["role: string"] }) },
  },
  {
    name: "a cast of a field that is not declared because the rule is off",
    auth: { session: session('(session as any).plan = "free";') },
    options: { analyze: { rules: { "no-undeclared-field": "off" } } },
  },
  {
    name: "a cast of a field that is not declared because a comment says so",
    auth: {
      session: session('// typed-session-disable-next-line no-undeclared-field\n      (session as any).plan = "free";'),
    },
  },
  {
    name: "a cast of a token's field that stays unknown",
    auth: {
      jwt: signIn,
      session: session("⟦no-undeclared-field⟧session.user.id = token.id as string;"),
    },
    options: { analyze: { rules: { "no-untyped-token": "off" } } },
    fixed: { "next-auth.d.ts": augmentation({ user: ["id: string"] }) },
  },
  {
    name: "a cast of something that is not followed",
    auth: { session: session('(globalThis as any).seen = true;\n      session.plan = "free";') },
    files: { [types]: augmentation({ session: ["plan: string"] }) },
  },
  {
    name: "a cast of a value that is any without it: the compiler cannot tell",
    auth: {
      session: 'session({ session }: any) {\n      (session as any).plan = "free";\n      return session;\n    }',
    },
    files: { [types]: augmentation({ session: ["plan: string"] }) },
  },
  {
    name: "a value that goes somewhere else",
    auth: {
      head: "declare function find(query: { id: string }): Promise<{ plan: string }>;",
      jwt: "async jwt({ token }) { if (token.sub) void (await find({ id: token.sub as string })); return token; }",
      session: session('session.plan = "free";'),
    },
    files: { [types]: augmentation({ session: ["plan: string"] }) },
  },
  {
    name: "a directive above a line with another error",
    auth: { session: session('// @ts-ignore\n      session.plan = missing("free");') },
    files: { [types]: augmentation({ session: ["plan: string"] }) },
  },
  {
    name: "a directive above a line that writes nothing",
    auth: { session: session('// @ts-ignore\n      void list;\n      session.plan = "free";') },
    files: { [types]: augmentation({ session: ["plan: string"] }) },
  },
  {
    name: "a cast under a `@ts-nocheck` that stays: the compiler cannot tell",
    files: {
      "auth.ts": `// @ts-nocheck\n${authFile({
        session: session("// @ts-ignore\n      session.plan = (list as any).first as string;\n      void missing;"),
      })}`,
      "helpers.ts": "export const enabled = true, list: string[] = [], load = async (): Promise<string> => '';\n",
      [types]: augmentation({ session: ["plan: string"] }),
    },
  },
  {
    name: "a cast in a project that checks no file",
    auth: { session: session("session.plan = (list as any).first as string;") },
    files: { [types]: augmentation({ session: ["plan: string"] }) },
    options: { compilerOptions: { noCheck: true } },
  },
  {
    name: "@ts-nocheck that hides an error",
    files: {
      "auth.ts": `// @ts-nocheck\n${authFile({ session: session('session.plan = "free";\n      void missing;') })}`,
      "helpers.ts": "export const enabled = true, list: string[] = [], load = async (): Promise<string> => '';\n",
      [types]: augmentation({ session: ["plan: string"] }),
    },
  },
];

describe("no-callback-cast does not report:", () => {
  for (const one of needed) test(one.name, () => void checkMarked(one));
});

test("no-callback-cast: a declaration that only the cast holds back is made in the same fix, and its own casts go", () => {
  const parts: AuthParts = {
    head: "interface AppUser { id: string; name?: string | null }",
    jwt: jwt("if (enabled) ⟦no-untyped-token⟧token.user = user;"),
    session: session(`(⟦no-callback-cast⟧session.user as AppUser) = {
        ⟦no-undeclared-field⟧id: token.sub,
        ⟦no-callback-cast⟧// @ts-ignore
        ...(token || session).user,
      };`),
  };
  const made = checkMarked({
    auth: parts,
    fixed: {
      "auth.ts": after({
        ...parts,
        head: "",
        session: session(`session.user = {
        id: token.sub,
        ...(token || session).user,
      };`),
      }),
      "next-auth.d.ts": `import type { DefaultSession, User } from "next-auth";

declare module "next-auth" {
  interface Session {
    user: {
      id?: string;
    } & DefaultSession["user"];
  }
}

declare module "next-auth/jwt" {
  interface JWT {
    user?: User;
  }
}
`,
    },
  });
  expect(made.fixed().analysis().fix.changes).toEqual([]);
});
