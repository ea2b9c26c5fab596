import { describe, expect, test } from "vitest";
import { augmentation, types } from "../support/augmentation.js";
import { session } from "../support/auth-file.js";
import { checkMarked, type MarkedCase } from "../support/marked-project.js";

const at = "⟦no-unassigned-field⟧";
const stays = "⟦no-unassigned-field!⟧";
const userId = session("session.user.id = token.sub!;");

const reader = (use: string): string => `import { getServerSession } from "next-auth";
import { authOptions } from "./auth";
export async function page() {
  const session = await getServerSession(authOptions);
  if (!session) return undefined;
  ${use}
}
`;

const invalid: readonly MarkedCase[] = [
  {
    name: "a field of session.user, which is removed",
    auth: { session: userId },
    files: { [types]: augmentation({ user: ["id: string", `${at}role: string`] }) },
    fixed: { [types]: augmentation({ user: ["id: string"] }) },
  },
  {
    name: "a field of session",
    auth: { session: userId },
    files: { [types]: augmentation({ session: [`${at}plan: string`], user: ["id: string"] }) },
    fixed: { [types]: augmentation({ user: ["id: string"] }) },
  },
  {
    name: "a field of the token",
    auth: { jwt: 'jwt({ token }) { token.kind = "user"; return token; }' },
    files: { [types]: augmentation({ token: ["kind: string", `${at}role: string`] }) },
    fixed: { [types]: augmentation({ token: ["kind: string"] }) },
  },
  {
    name: "a field that somebody reads, which becomes optional",
    auth: { session: userId },
    files: {
      [types]: augmentation({ user: ["id: string", `${at}role: string`] }),
      "page.ts": reader("return session.user.role;"),
    },
    fixed: { [types]: augmentation({ user: ["id: string", "role?: string"] }) },
  },
  ...(
    [
      ["out of `any`", "return (session as any).user.role;"],
      ["by a destructuring of `any`", "const { role } = session.user as any; return role;"],
      ["by an element access of `any`", 'return (session as any).user["role"];'],
      ["by a path in a text", 'return pick(session, "user.role");'],
      ["by its name in a text", 'return show(session.user, ["role"]);'],
    ] as const
  ).map(([name, use]) => ({
    name: `somebody may read it ${name}: it becomes optional`,
    auth: { session: userId },
    files: {
      [types]: augmentation({ user: ["id: string", `${at}role: string`] }),
      "page.ts": `${reader(use)}declare function pick(from: object, path: string): unknown;
declare function show(from: object, names: string[]): void;
`,
    },
    fixed: { [types]: augmentation({ user: ["id: string", "role?: string"] }) },
  })),
  {
    name: "a field whose name others only share, which is removed",
    auth: { session: userId },
    files: {
      [types]: augmentation({ user: ["id: string", `${at}role: string`] }),
      "page.ts": reader('const row = { role: "admin-role" }; return row.role + session.user.id;'),
    },
    fixed: { [types]: augmentation({ user: ["id: string"] }) },
  },
  {
    name: "a field with comments about it, which go too",
    auth: { session: userId },
    files: {
      [types]: `import type { DefaultSession } from "next-auth";

declare module "next-auth" {
  interface Session {
    user: {
      // From the database.
      id: string;

      /** What the user may do. */
      ${at}role: string; // never empty
      // The end.
    } & DefaultSession["user"];
  }
}
`,
    },
    fixed: {
      [types]: `import type { DefaultSession } from "next-auth";

declare module "next-auth" {
  interface Session {
    user: {
      // From the database.
      id: string;

      // The end.
    } & DefaultSession["user"];
  }
}
`,
    },
  },
  {
    name: "a field that one of two configs does not assign",
    auth: {
      jwt: 'jwt({ token }) { token.kind = "user"; return token; }',
      session: session("if (token.kind) return session;"),
    },
    files: { [types]: augmentation({ session: [`${at}plan: string`], token: ["kind: string"] }) },
  },
  {
    name: "a field of session under the database strategy",
    auth: { options: 'session: { strategy: "database" }', session: session("void token;") },
    files: { [types]: augmentation({ session: [`${at}plan: string`] }) },
  },
  {
    name: "a field of session.user beside a declared input",
    auth: { session: userId },
    files: {
      [types]: `import type { DefaultSession } from "next-auth";

declare module "next-auth" {
  interface Session {
    user: { id: string; ${at}role: string } & DefaultSession["user"];
  }

  interface User {
    plan: string;
  }
}
`,
    },
  },
];

const valid: readonly MarkedCase[] = [
  {
    name: "a field whose assignment the compiler, which believes the declaration, calls unreachable",
    auth: {
      jwt: 'jwt({ token, user }) { if ("plan" in token) return token; return Object.assign(token, { plan: user.id }); }',
    },
    files: { [types]: augmentation({ token: ["plan: string"] }) },
  },
  {
    name: "an optional field",
    auth: { session: userId },
    files: { [types]: augmentation({ session: ["plan?: string"], user: ["id: string", "role?: string"] }) },
  },
  {
    name: "a field whose type allows undefined",
    auth: { session: userId },
    files: { [types]: augmentation({ user: ["id: string", "role: string | undefined"] }) },
  },
  {
    name: "a base field declared as required",
    auth: { session: userId, jwt: "jwt({ token }) { return token; }" },
    files: {
      [types]: augmentation({
        user: ["id: string", "name: string", "email: string", "image: string | null"],
        token: ["sub: string", "name: string", "iat: number", "exp: number", "jti: string"],
      }),
    },
  },
  {
    name: "a field that a spread of unnamed fields may assign",
    auth: {
      head: "declare const row: Record<string, string>;",
      session: session("session.user = { ...session.user, id: token.sub!, role: row.role!, ...row };"),
    },
    files: { [types]: augmentation({ user: ["id: string", "role: string", "team: string"] }) },
  },
  {
    name: "a field that a computed key may assign",
    auth: {
      head: "declare const key: string;",
      session: session("(session as unknown as Record<string, unknown>)[key] = token.sub;"),
    },
    files: { [types]: augmentation({ session: ["plan: string"] }) },
  },
  {
    name: "a field that a call into untyped code may assign",
    auth: {
      head: "declare const decorate: any;",
      session: session("return decorate(session, token);"),
    },
    files: { [types]: augmentation({ session: ["plan: string"], user: ["role: string"] }) },
  },
  {
    name: "a field of the token under the database strategy",
    auth: { options: 'session: { strategy: "database" }', session: session("void token;") },
    files: { [types]: augmentation({ token: ["id: string"] }) },
  },
  {
    name: "a field of the user type that the session shows as it is",
    auth: { session: session("void token;") },
    files: {
      [types]: `import type { User as U } from "next-auth";

declare module "next-auth" {
  interface User {
    role: string;
  }

  interface Session {
    user: U;
  }
}
`,
    },
  },
  {
    name: "inputs",
    auth: { session: userId },
    files: {
      [types]: `import type { DefaultSession } from "next-auth";

declare module "next-auth" {
  interface Session {
    user: { id: string } & DefaultSession["user"];
  }

  interface User {
    role: string;
  }

  interface Profile {
    login: string;
  }
}
`,
    },
  },
];

describe("no-unassigned-field", () => {
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

  test("a field that a reader relies on stays, and the finding names the reader", () => {
    const made = checkMarked({
      auth: { session: userId },
      files: {
        [types]: augmentation({ user: ["id: string", `${stays}role: string`] }),
        "page.ts": reader("const role: string = session.user.role;\n  return role;"),
      },
      fixed: {},
    });
    expect(made.analysis().diagnostics[0]?.manual).toMatch(/page\.ts:6/);
  });
});

describe("a field of a session that no callback fills", () => {
  /** What stands in the config beside the providers, the declarations, and who reads the session. */
  interface Unfilled {
    readonly name: string;
    readonly config?: string;
    readonly head?: string;
    readonly declared: string;
    readonly use?: string;
    readonly only?: "4.24.15" | "5.0.0-beta.32";
  }
  const shown = (member: string): string =>
    `interface User { ${member}role: string }\n  interface Session { user: User }`;
  const own = (member: string): string =>
    `interface Session { user: { ${member}role: string } & DefaultSession["user"] }`;
  const read = "return session.user.role;";
  const setsId = 'callbacks: { session({ session }) { session.user.id = "1"; return session; } }';

  const cases: readonly Unfilled[] = [
    { name: "a field of the user", declared: own(at) },
    { name: "a field of the session", declared: `interface Session { ${at}plan: string }` },
    { name: "callbacks for something else", config: "callbacks: { signIn: () => true }", declared: own(at) },
    { name: "the user's own type, and a reader", declared: shown(stays), use: read },
    {
      name: "a reader that takes the user apart",
      declared: shown(stays),
      use: "const { role } = session.user; return role;",
    },
    {
      name: "a reader that is not sure of the user",
      declared: shown(stays),
      use: "return session?.user?.role.length;",
    },
    {
      name: "a callback that fills another field",
      config: setsId,
      declared: `interface User { id: string; ${stays}role: string }\n  interface Session { user: User }`,
      use: read,
    },
    { name: "the user's own type, which nobody reads", declared: shown("") },
    { name: "a user that comes from elsewhere", declared: shown(""), use: "return show(session.user);" },
    {
      name: "an optional field of the user's own type",
      declared: "interface User { role?: string }\n  interface Session { user: User }",
      use: read,
    },
    { name: "a reader that fills it", declared: own(""), use: `session.user.role = "admin"; ${read}` },
    { name: "a reader that fills the user's own", declared: shown(""), use: `session.user.role = "admin"; ${read}` },
    {
      name: "base fields",
      declared: 'interface Session { user: { name: string; email: string } & DefaultSession["user"] }',
    },
    {
      name: "a config that may hold callbacks",
      head: "declare const rest: object & Record<string, never>;",
      config: "...rest",
      declared: own(""),
    },
    {
      name: "what the adapter has stored, which `auth()` hands on",
      config: "adapter: {} as never",
      declared: shown(""),
      use: read,
      only: "5.0.0-beta.32",
    },
    {
      name: "the same under the database strategy in next-auth 4",
      config: "adapter: {} as never",
      declared: shown(stays),
      use: read,
      only: "4.24.15",
    },
    {
      name: "an adapter beside tokens",
      config: 'adapter: {} as never, session: { strategy: "jwt" }',
      declared: shown(stays),
      use: read,
    },
    {
      name: "a user that is assigned as a whole",
      head: 'import type { User } from "next-auth";\ndeclare function row(): Promise<User>;',
      config:
        "callbacks: { async session({ session }) { session.user = (await row()) as typeof session.user; return session; } }",
      declared: shown(""),
      use: read,
    },
  ];
  const files = ({ config = "", head = "", declared, use }: Unfilled, is5: boolean): Record<string, string> => ({
    "auth.ts": `import NextAuth${is5 ? "" : ", { type NextAuthOptions }"} from "next-auth";
import Credentials from "next-auth/providers/credentials";
${head}
const providers = [Credentials({ credentials: {}, authorize: () => ({ id: "1", role: "admin" }) })];
${is5 ? "export const { auth } = NextAuth(" : "export const authOptions: NextAuthOptions = "}{ providers, ${config} }${is5 ? ")" : ""};
export const used: unknown = NextAuth;
`,
    "types.d.ts": `import type { DefaultSession } from "next-auth";

declare module "next-auth" {
  ${declared}
}
`,
    "show.ts":
      'import type { User } from "next-auth";\nexport const show = (user: User): unknown => "role" in user ? user.role : user;\n',
    "page.ts": `${is5 ? "" : 'import { getServerSession } from "next-auth";\n'}import { ${is5 ? "auth" : "authOptions"} } from "./auth";
import { show } from "./show";
export async function page() {
  const session = await ${is5 ? "auth()" : "getServerSession(authOptions)"};
  if (!session) return show;
  ${use ?? ""}
}
`,
  });
  for (const nextAuth of ["4.24.15", "5.0.0-beta.32"] as const) {
    for (const one of cases) {
      if (one.only !== undefined && one.only !== nextAuth) continue;
      test(`next-auth ${nextAuth}: ${one.name}`, () => {
        checkMarked({ files: files(one, nextAuth.startsWith("5")), options: { nextAuth } });
      });
    }
  }
});
