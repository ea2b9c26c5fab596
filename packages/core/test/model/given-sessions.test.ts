import { describe, expect, test } from "vitest";
import { project, type ProjectOptions } from "../support/project.js";

/** What is said of the fields of the session that nobody declares, written before the engine was asked. */
interface Case {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  readonly options?: ProjectOptions;
  /** By field that is reported: the places of the readers that do not get it, or `none` where no reader does. */
  readonly reported: Readonly<Record<string, readonly string[] | "none">>;
}

const v5: ProjectOptions = { nextAuth: "5.0.0-beta.32", compilerOptions: { lib: ["es2022", "dom"] } };
const react: ProjectOptions = { compilerOptions: { lib: ["es2022", "dom"], jsx: "preserve" } };

const ownType = `export interface AppSession extends Session {
  user: { id: string; role: string; name: string };
}
`;
const cast = `session: async ({ session, token }) => {
      const next = session as AppSession;
      next.user.id = token.sub ?? "";
      next.user.role = "admin";
      return next;
    },`;
const spread = `session: ({ session, token }) => ({
      ...session,
      user: { ...session.user, id: token.sub ?? "", role: "admin" },
    }),`;

/** An auth file whose options keep the type that its callback returns. */
function auth(callback: string, head = "", end = "satisfies NextAuthOptions", start = "authOptions"): string {
  return `import type { NextAuthOptions, Session } from "next-auth";
${head}
export const ${start} = {
  providers: [],
  callbacks: {
    ${callback}
  },
} ${end};
`;
}

const server = `import { getServerSession } from "next-auth";
import { authOptions } from "./auth";

export async function page(): Promise<string> {
  const session = await getServerSession(authOptions);
  return session ? session.user.id + session.user.role : "";
}
`;
const client = `import { useSession } from "next-auth/react";

export function Name(): string {
  const { data } = useSession();
  return data?.user?.name ?? "";
}
`;
const all = (readers: readonly string[] | "none"): Case["reported"] => ({
  "session.user.id": readers,
  "session.user.role": readers,
});

const cases: readonly Case[] = [
  {
    name: "a callback that returns a type of its own",
    files: { "auth.ts": auth(cast, ownType), "page.ts": server },
    reported: {},
  },
  { name: "a callback that returns a literal", files: { "auth.ts": auth(spread), "page.ts": server }, reported: {} },
  {
    name: "a callback that returns a literal with the id alone",
    files: {
      "auth.ts": auth("session: ({ session, token }) => ({ ...session, user: { ...session.user, id: token.sub } }),"),
      "page.ts": server.replace("session.user.id + session.user.role", 'session.user.id ?? ""'),
    },
    reported: {},
  },
  {
    name: "options without any type that are passed on",
    files: {
      "auth.ts": auth(
        cast.replace("({ session, token })", "({ session, token }: { session: Session; token: JWT })"),
        `import type { JWT } from "next-auth/jwt";\n${ownType}`,
        "",
      ),
      "page.ts": server,
    },
    options: react,
    reported: {},
  },
  {
    name: "an old request and response",
    files: {
      "auth.ts": auth(cast, ownType),
      "page.ts": server
        .replace("page()", "page(req: never, res: never)")
        .replace("getServerSession(authOptions)", "getServerSession(req, res, authOptions)"),
    },
    reported: {},
  },
  {
    name: "a wrapper that returns what it gets",
    files: {
      "auth.ts": auth(cast, ownType),
      "server.ts":
        'import { getServerSession } from "next-auth";\nimport { authOptions } from "./auth";\nexport const getServerAuthSession = () => getServerSession(authOptions);\n',
      "page.ts": server
        .replace('import { getServerSession } from "next-auth";\n', "")
        .replace('import { authOptions } from "./auth"', 'import { getServerAuthSession } from "./server"')
        .replace("getServerSession(authOptions)", "getServerAuthSession()"),
    },
    reported: {},
  },
  {
    name: "a generic helper between",
    files: {
      "auth.ts": auth(cast, ownType),
      "page.ts":
        server.replace("await getServerSession(authOptions)", "await timed(() => getServerSession(authOptions))") +
        "async function timed<T>(work: () => Promise<T>): Promise<T> {\n  return work();\n}\n",
    },
    reported: {},
  },
  { name: "options without readers", files: { "auth.ts": auth(cast, ownType) }, reported: {} },
  {
    name: "options without readers that no other file can pass on",
    files: { "auth.ts": auth(cast, ownType).replace("export const", "const") },
    reported: all("none"),
  },
  {
    name: "options without readers that a list exports",
    files: { "auth.ts": auth(cast, ownType).replace("export const", "const") + "export { authOptions };\n" },
    reported: {},
  },
  {
    name: "a wrapper whose own type is the library's",
    files: {
      "auth.ts": auth(cast, ownType),
      "server.ts":
        'import { getServerSession, type Session } from "next-auth";\nimport { authOptions } from "./auth";\nexport const currentSession = (): Promise<Session | null> => getServerSession(authOptions);\n',
      "other.ts":
        'import { currentSession } from "./server";\nexport async function name(): Promise<string> {\n  return (await currentSession())?.user?.name ?? "";\n}\n',
      "page.ts": server,
    },
    // The wrapper itself is where the field is lost.
    reported: all(["server.ts:3", "other.ts:3"]),
  },
  {
    name: "a client that does not get them",
    files: { "auth.ts": auth(cast, ownType), "page.ts": server, "name.ts": client },
    options: react,
    reported: all(["name.ts:4"]),
  },
  {
    name: "a client without a server",
    files: { "auth.ts": auth(cast, ownType), "name.ts": client },
    options: react,
    reported: all("none"),
  },
  {
    name: "a function that takes the library's session and reads one of them",
    files: {
      "auth.ts": auth(cast, ownType),
      "page.ts": server,
      "role.ts":
        'import type { Session } from "next-auth";\nexport const roleOf = (session: Session): string => session.user!.role;\n',
    },
    reported: { "session.user.role": ["role.ts:2"] },
  },
  {
    name: "options of the library's type",
    files: { "auth.ts": auth(cast, ownType, "", "authOptions: NextAuthOptions"), "page.ts": server },
    reported: all("none"),
  },
  {
    name: "a callback that returns the session it was given",
    files: {
      "auth.ts": auth(
        'session: ({ session }) => {\n      Object.assign(session, { plan: "free" });\n      (session as Session & { plan: string }).plan = "free";\n      return session;\n    },',
      ),
      "page.ts": server.replace("session.user.id + session.user.role", "session.expires"),
    },
    reported: { "session.plan": "none" },
  },
  {
    name: "a type that lacks one of them",
    files: {
      "auth.ts": auth(
        `session: ({ session, token }) => {
      const next = session as AppSession;
      next.user.id = token.sub ?? "";
      (next.user as { rank?: number }).rank = 1;
      return next;
    },`,
        ownType,
      ),
      "page.ts": server,
    },
    reported: { "session.user.rank": "none" },
  },
  {
    name: "the type that an Auth.js 5 callback returns reaches nobody",
    files: {
      "auth.ts": `import NextAuth, { type NextAuthConfig, type Session } from "next-auth";
${ownType.replace("extends Session", "extends Omit<Session, 'user'>")}
const config = {
  providers: [],
  callbacks: {
    session: ({ session, token }) => ({ ...session, user: { ...session.user, role: String(token.sub) } }),
  },
} satisfies NextAuthConfig;
export const { auth } = NextAuth(config);
`,
      "page.ts": 'import { auth } from "./auth";\nexport const name = async () => (await auth())?.user?.name;\n',
    },
    options: v5,
    reported: { "session.user.role": "none" },
  },
  {
    name: "locals with a type of their own",
    files: {
      "auth.ts": `import NextAuth from "next-auth";
export const { auth } = NextAuth({
  providers: [],
  callbacks: {
    session: ({ session, token }) => ({ ...session, user: { ...session.user, role: String(token.sub) } }),
  },
});
`,
      "app.d.ts":
        "declare global {\n  namespace App {\n    interface Locals { session: { user: { name: string; role: string } } | null }\n  }\n}\nexport {};\n",
      "hooks.ts":
        'import { auth } from "./auth";\nexport async function handle(event: { locals: App.Locals }): Promise<void> {\n  event.locals.session = (await auth()) as App.Locals["session"];\n}\n',
      "page.ts":
        'export function load({ locals }: { locals: App.Locals }): string {\n  return locals.session?.user.role ?? "";\n}\n',
    },
    options: v5,
    reported: {},
  },
  {
    name: "locals with a type of their own beside a reader of the library's session",
    files: {
      "auth.ts": `import NextAuth from "next-auth";
export const { auth } = NextAuth({
  providers: [],
  callbacks: {
    session: ({ session, token }) => ({ ...session, user: { ...session.user, role: String(token.sub) } }),
  },
});
`,
      "app.d.ts":
        "declare global {\n  namespace App {\n    interface Locals { session: { user: { name: string; role: string } } | null }\n  }\n}\nexport {};\n",
      "hooks.ts":
        'import { auth } from "./auth";\nexport async function handle(event: { locals: App.Locals }): Promise<void> {\n  event.locals.session = (await auth()) as App.Locals["session"];\n}\n',
      "layout.ts": 'import { auth } from "./auth";\nexport const load = async () => ({ session: await auth() });\n',
      "page.ts":
        'export function load({ locals }: { locals: App.Locals }): string {\n  const { session } = locals;\n  return session?.user.role ?? "";\n}\n',
    },
    options: v5,
    reported: { "session.user.role": ["layout.ts:2"] },
  },
  {
    name: "a wrapper with a type of its own",
    files: {
      "auth.ts": `import NextAuth, { type Session } from "next-auth";
export interface AppSession extends Session {
  user: { id: string; role: string };
}
const { auth } = NextAuth({
  providers: [],
  callbacks: {
    session: ({ session, token }) => ({ ...session, user: { ...session.user, role: String(token.sub) } }),
  },
});
export async function getAppSession(): Promise<AppSession | null> {
  return (await auth()) as AppSession | null;
}
`,
      "page.ts":
        'import { getAppSession } from "./auth";\nexport const role = async () => (await getAppSession())?.user.role;\n',
    },
    options: v5,
    reported: {},
  },
  {
    name: "a variable with a type of its own",
    files: {
      "auth.ts": auth(cast, ownType, "", "authOptions: NextAuthOptions"),
      "page.ts": server
        .replace('./auth";', './auth";\nimport type { AppSession } from "./auth";')
        .replace("const session =", "const session: AppSession | null ="),
    },
    reported: {},
  },
  {
    name: "a context with a type of its own, filled by a cast",
    files: {
      "auth.ts": auth(cast, ownType, "", "authOptions: NextAuthOptions"),
      "context.ts":
        'import { getServerSession } from "next-auth";\nimport { authOptions, type AppSession } from "./auth";\nexport interface Context { session: AppSession | null }\nexport async function createContext(): Promise<Context> {\n  return { session: (await getServerSession(authOptions)) as AppSession | null };\n}\n',
      "router.ts":
        'import type { Context } from "./context";\nexport const role = ({ ctx }: { ctx: Context }): string => ctx.session?.user.role ?? "";\n',
    },
    reported: {},
  },
  {
    name: "a cast that reads the field is not a reader that has it",
    files: {
      "auth.ts": auth(cast, ownType, "", "authOptions: NextAuthOptions"),
      "page.ts": server
        .replace('./auth";', './auth";\nimport type { AppSession } from "./auth";')
        .replace("await getServerSession(authOptions)", "(await getServerSession(authOptions)) as AppSession | null"),
    },
    reported: all("none"),
  },
];

describe("who has a field that `Session` does not declare:", () => {
  test.each(cases)("$name", ({ files, options, reported }) => {
    const { diagnostics } = project(files, options).analysis();
    const found = diagnostics.filter(({ rule }) => rule === "no-undeclared-field");
    const said = found.map(({ message, related }): [string, readonly string[] | "none"] => {
      const [, field = ""] = /^`([^`]*)` is assigned here, but `Session` does not declare it: (.*)/.exec(message) ?? [];
      if (message.includes("no reader of the session can use it")) return [field, "none"];
      expect(message).toContain("some readers of the session do not get it");
      expect(related.every((one) => one.message === "does not get it")).toBe(true);
      return [field, related.map(({ at }) => `${at.file}:${String(at.line)}`)];
    });
    expect(Object.fromEntries(said)).toEqual(reported);
  });
});

test("`explain` says why a field that nobody declares is not reported", () => {
  const made = project({ "auth.ts": auth(cast, ownType), "page.ts": server });
  const role = made.analysis().traces.find(({ path }) => path === "user.role");
  expect(role?.flow.at(-1)?.text).toBe("declared by types of its readers' own");
  expect(role?.status).toBe("ok");
});
