import { describe, expect, test } from "vitest";
import { project, type Project, type ProjectOptions } from "../support/project.js";

/** The library puts a user into every session. Its types say that there may be none, and readers that rely on it do not compile. */
interface Parts {
  readonly name: string;
  readonly version: 4 | 5;
  readonly callbacks?: string;
  readonly options?: string;
  readonly head?: string;
  readonly reads: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly given?: ProjectOptions;
}

function made({ version, callbacks = "", options = "", head = "", reads, files = {}, given = {} }: Parts): Project {
  const auth =
    version === 4
      ? `import type { NextAuthOptions, Session } from "next-auth";
${head}
export const authOptions: NextAuthOptions = {
  providers: [],${options}
  callbacks: { ${callbacks} },
};
export type Used = Session;
`
      : `import NextAuth, { type Session } from "next-auth";
${head}
export const { auth, handlers } = NextAuth({
  providers: [],${options}
  callbacks: { ${callbacks} },
});
export type Used = Session;
`;
  const page = `import type { Session } from "next-auth";
import "./auth";
declare const session: Session | null;
export function read(): unknown {
  if (!session) return undefined;
  ${reads}
}
`;
  return project(
    { "auth.ts": auth, "page.ts": page, ...files },
    { nextAuth: version === 4 ? "4.24.15" : "5.0.0-beta.32", ...given },
  );
}

const required = 'user: NonNullable<DefaultSession["user"]>;';
const update =
  'jwt({ token, trigger, session }) { if (trigger === "update") token.name = session.name; return token; }';
const plan = 'session({ session }) { session.plan = "free"; return session; }';

const declared: readonly (Parts & { readonly file?: string; readonly writes?: readonly string[] })[] = [
  { name: "no session callback", version: 4, callbacks: update, reads: "return session.user.name;" },
  {
    name: "a callback that puts something else into the session",
    version: 4,
    callbacks: plan,
    reads: "return session.user.name;",
    writes: ["plan: string;"],
  },
  {
    name: "a callback that copies the session",
    version: 5,
    callbacks: 'session({ session }) { return { ...session, plan: "free" }; }',
    reads: "return session.user.name;",
    writes: ["plan: string;"],
  },
  {
    name: "a callback that looks at the user",
    version: 4,
    callbacks: "session({ session }) { if (session.user) console.log(session.user.name); return session; }",
    head: "declare const console: { log(...all: unknown[]): void };",
    reads: "const { name } = session.user; return name;",
  },
  {
    name: "a reader that takes the session apart",
    version: 4,
    callbacks: update,
    reads: "const { user: { name } } = session; return name;",
  },
  {
    name: "a reader that takes the user out first",
    version: 4,
    callbacks: update,
    reads: "const { user } = session; return user.name;",
  },
  {
    name: "a reader that gives the user a name first",
    version: 5,
    callbacks: update,
    reads: "const who = session.user; return who.name;",
  },
  {
    name: "a reader that hands the user on",
    version: 4,
    callbacks: update,
    reads: 'const nameOf = (user: NonNullable<Session["user"]>): unknown => user.name; return nameOf(session.user);',
  },
  {
    name: "a database",
    version: 4,
    options: ' session: { strategy: "database" },',
    callbacks: "session({ session }) { return session; }",
    reads: "return session.user.name;",
  },
  {
    name: "an augmentation that is there",
    version: 4,
    callbacks: plan,
    reads: "return [session.user.name, session.plan];",
    files: {
      "types.d.ts":
        'import type { DefaultSession } from "next-auth";\n\ndeclare module "next-auth" {\n  interface Session {\n    plan: string;\n  }\n}\n\nexport type Base = DefaultSession;\n',
    },
    file: "types.d.ts",
  },
];

const single =
  "import type { DefaultSession } from 'next-auth'\n\ndeclare module 'next-auth' {\n  interface Session {\n    plan: string\n  }\n}\n\nexport type Base = DefaultSession\n";

const silent: readonly Parts[] = [
  { name: "a config without callbacks", version: 5, reads: "return session.user.email;" },
  { name: "a reader that asks first", version: 4, callbacks: update, reads: "return session.user?.name;" },
  {
    name: "a reader that takes the user out and asks",
    version: 4,
    reads: "const { user } = session; return user?.name;",
  },
  { name: "a reader that tests first", version: 5, reads: 'return session.user ? session.user.name : "";' },
  { name: "a reader that asserts it", version: 5, reads: "return session.user!.name;" },
  {
    name: "a callback that returns another session",
    version: 4,
    callbacks: "session({ session }) { return { expires: session.expires }; }",
    reads: "return session.user.name;",
  },
  {
    name: "a callback that removes the user",
    version: 4,
    callbacks: "session({ session, token }) { if (!token.email) delete session.user; return session; }",
    reads: "return session.user.name;",
  },
  {
    name: "a callback that puts nothing in its place",
    version: 4,
    callbacks: "session({ session, token }) { if (!token.email) session.user = undefined; return session; }",
    reads: "return session.user.name;",
  },
  {
    name: "a callback that removes it only from a token without an owner, which never comes",
    version: 4,
    callbacks: "session({ session, token }) { if (!token.sub) delete session.user; return session; }",
    reads: "return session.user.name;",
  },
  {
    name: "a callback that nobody can follow",
    version: 4,
    callbacks: "session: handle",
    head: "declare const handle: (given: { session: Session }) => Session;",
    reads: "return session.user.name;",
  },
  {
    name: "a user that the project itself declares as optional",
    version: 4,
    callbacks: update,
    reads: "return session.user.name;",
    files: {
      "types.d.ts":
        'import type { DefaultSession } from "next-auth";\n\ndeclare module "next-auth" {\n  interface Session {\n    user?: DefaultSession["user"] & { kind?: string };\n  }\n}\n',
    },
  },
  {
    name: "a compiler without strictNullChecks",
    version: 4,
    callbacks: update,
    reads: "return session.user.name;",
    given: { compilerOptions: { strictNullChecks: false } },
  },
];

describe("a user that the library puts into every session", () => {
  test.each(declared)("the user is declared as required if a reader relies on it: $name", (one) => {
    const { file = "next-auth.d.ts", writes = [] } = one;
    const app = made(one);
    expect(app.errors()).not.toEqual([]);
    const about = app.analysis().diagnostics.filter(({ field }) => field?.path === "user");
    expect(about.map(({ rule, file: at, fixable, message }) => ({ rule, at, fixable, message }))).toEqual([
      {
        rule: "no-undeclared-field",
        at: "auth.ts",
        fixable: true,
        message:
          "`session.user` is always there, but `Session` declares it as optional: what relies on it does not compile.",
      },
    ]);
    const fixed = app.fixed();
    const text = fixed.files[file];
    for (const written of [required, ...writes]) expect(text).toContain(written);
    expect(fixed.errors()).toEqual([]);
    expect(fixed.analysis().diagnostics).toEqual([]);
  });

  test.each(silent)("the user is not reported: $name", (one) => {
    const { diagnostics } = made(one).analysis();
    expect(diagnostics.filter(({ field }) => field?.path === "user")).toEqual([]);
  });

  test("the declaration takes the file's own style", () => {
    const app = made({
      name: "",
      version: 4,
      callbacks: plan,
      reads: "return session.user.name;",
      files: { "types.d.ts": single },
    });
    expect(app.fixed().files["types.d.ts"]).toContain("    user: NonNullable<DefaultSession['user']>\n");
  });

  test("the declaration is part of that of a field that the callback assigns to it", () => {
    const app = made({
      name: "",
      version: 4,
      callbacks: "session({ session, token }) { if (session.user) session.user.id = token.sub!; return session; }",
      reads: "return session.user.id;",
    });
    expect(app.fixed().files["next-auth.d.ts"]).toContain('} & DefaultSession["user"];');
    expect(app.fixed().files["next-auth.d.ts"]).not.toContain("NonNullable");
    expect(app.fixed().errors()).toEqual([]);
  });
});
