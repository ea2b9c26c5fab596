/** One finding of a rule in a real project, its place, and the project after its quick fix. */
export interface RuleCase {
  readonly rule: string;
  readonly code: number;
  /** The file that is open, with `⟦` and `⟧` around what is underlined. */
  readonly open: string;
  readonly files: Readonly<Record<string, string>>;
  /** The title of its quick fix, and the files that it changes as it leaves them; a rule without one can only be disabled. */
  readonly fix?: { readonly title: string; readonly files: Readonly<Record<string, string>> };
  /** Options of the plugin, beside its name. */
  readonly options?: object;
}

/** An auth file with these callbacks. */
function auth(callbacks: string, providers = "", head = ""): string {
  return `import type { NextAuthOptions } from "next-auth";
${head}
export const authOptions: NextAuthOptions = {
  providers: [${providers}],
  callbacks: {
${callbacks}
  },
};
`;
}

const session = (members: string): string => `import "next-auth";

declare module "next-auth" {
  interface Session {
    ${members}
  }
}
`;

const token = (members: string): string => `import "next-auth/jwt";

declare module "next-auth/jwt" {
  interface JWT {
    ${members}
  }
}
`;

const sessionCallback = (body: string): string => `    session({ session }) {
${body}
      return session;
    },`;

const jwtCallback = (parameters: string, body: string): string => `    jwt({ ${parameters} }) {
${body}
      return token;
    },`;

export const ruleCases: readonly RuleCase[] = [
  {
    rule: "no-undeclared-field",
    code: 990001,
    open: "auth.ts",
    files: {
      "auth.ts": auth(sessionCallback('      ⟦session.plan⟧ = "free";')),
      "next-auth.d.ts": session("note?: string;"),
    },
    fix: {
      title: "Declare `session.plan` in next-auth.d.ts",
      files: { "next-auth.d.ts": session("note?: string;\n    plan: string;") },
    },
  },
  {
    rule: "no-untyped-token",
    code: 990002,
    open: "auth.ts",
    files: {
      "auth.ts": auth(jwtCallback("token", '      ⟦token.plan⟧ = "free";')),
      "next-auth.d.ts": token("note?: string;"),
    },
    fix: {
      title: "Declare `token.plan` in next-auth.d.ts",
      files: { "next-auth.d.ts": token("note?: string;\n    plan: string;") },
    },
  },
  {
    rule: "no-unassigned-field",
    code: 990003,
    open: "next-auth.d.ts",
    files: {
      "auth.ts": auth(sessionCallback('      session.note = "a";')),
      "next-auth.d.ts": session("note: string;\n    ⟦plan⟧: string;"),
      "page.ts":
        'import type { Session } from "next-auth";\n\nexport const size = (session: Session) => session.plan?.length;\n',
    },
    fix: {
      title: "Stop requiring `session.plan` in next-auth.d.ts",
      files: { "next-auth.d.ts": session("note: string;\n    plan?: string;") },
    },
  },
  {
    rule: "no-maybe-missing-field",
    code: 990004,
    open: "next-auth.d.ts",
    files: {
      "auth.ts": auth(sessionCallback('      if (Date.now() > 5) session.plan = "free";')),
      "next-auth.d.ts": session("⟦plan⟧: string;"),
    },
    fix: {
      title: "Make `session.plan` optional in next-auth.d.ts",
      files: { "next-auth.d.ts": session("plan?: string;") },
    },
  },
  {
    rule: "no-mismatched-field",
    code: 990005,
    open: "next-auth.d.ts",
    files: {
      "auth.ts": auth(sessionCallback('      Object.assign(session, { plan: "free" });')),
      "next-auth.d.ts": session("⟦plan⟧: number;"),
    },
    fix: {
      title: "Correct the declared type of `session.plan` in next-auth.d.ts",
      files: { "next-auth.d.ts": session("plan: string;") },
    },
  },
  {
    rule: "no-undeclared-input",
    code: 990006,
    open: "auth.ts",
    files: {
      "auth.ts": auth(
        jwtCallback("token, user", "      if (user) token.plan = ⟦user.plan⟧;"),
        'Credentials({ credentials: {}, authorize: () => ({ id: "1", plan: "free" }) })',
        'import Credentials from "next-auth/providers/credentials";\n',
      ),
      "next-auth.d.ts": token("plan?: string;"),
    },
    fix: {
      title: "Declare `user.plan` in next-auth.d.ts",
      files: {
        "next-auth.d.ts": `${token("plan?: string;")}
declare module "next-auth" {
  interface User {
    plan: string;
  }
}
`,
      },
    },
  },
  {
    rule: "no-ineffective-augmentation",
    code: 990007,
    open: "next-auth.d.ts",
    files: {
      "auth.ts": auth(jwtCallback("token", '      token.plan = "free";')),
      "next-auth.d.ts": token("plan?: string;").replace(
        'declare module "next-auth/jwt"',
        'declare module ⟦"next-auth"⟧',
      ),
    },
    fix: {
      title: "Let this augmentation take effect",
      files: { "next-auth.d.ts": token("plan?: string;") },
    },
  },
  {
    rule: "no-unused-directive",
    code: 990008,
    open: "auth.ts",
    files: {
      "auth.ts": auth(
        sessionCallback('      // typed-session-disable-next-line ⟦no-undeclared-field⟧\n      session.note = "a";'),
      ),
      "next-auth.d.ts": session("note: string;"),
    },
    fix: {
      title: "Remove the directive",
      files: { "auth.ts": auth(sessionCallback('      session.note = "a";')) },
    },
  },
  {
    rule: "require-callback-return",
    code: 990009,
    open: "auth.ts",
    files: {
      "auth.ts": auth('    ⟦session⟧({ session }) {\n      session.note = "a";\n    },'),
      "next-auth.d.ts": session("note: string;"),
    },
    fix: {
      title: "Return it on every path",
      files: {
        "auth.ts": auth('    session({ session }) {\n      session.note = "a";\n      return session;\n    },'),
      },
    },
  },
  {
    rule: "no-strategy-mismatch",
    code: 990010,
    open: "auth.ts",
    files: {
      "auth.ts": auth("    ⟦jwt⟧({ token }) {\n      return token;\n    },", "", "").replace(
        "  callbacks: {",
        '  session: { strategy: "database" },\n  callbacks: {',
      ),
    },
  },
  {
    rule: "no-unserializable-field",
    code: 990011,
    open: "auth.ts",
    files: {
      "auth.ts": auth(sessionCallback("      ⟦session.since⟧ = new Map<string, string>();")),
      "next-auth.d.ts": session("since: Map<string, string>;"),
    },
  },
  {
    rule: "no-secret-in-session",
    code: 990012,
    open: "auth.ts",
    options: { rules: { "no-secret-in-session": "error" } },
    files: {
      "auth.ts": auth(
        "    session({ session, token }) {\n      ⟦session.accessToken⟧ = token.accessToken;\n      return session;\n    },",
      ),
      "next-auth.d.ts": `${session("accessToken?: string;")}\n${token("accessToken?: string;").replace('import "next-auth/jwt";\n\n', "")}`,
    },
  },
  {
    rule: "no-callback-cast",
    code: 990013,
    open: "auth.ts",
    files: {
      "auth.ts": auth(sessionCallback('      (⟦session as any⟧).plan = "free";')),
      "next-auth.d.ts": session("plan: string;"),
    },
    fix: {
      title: "Remove what the declarations make unneeded",
      files: { "auth.ts": auth(sessionCallback('      session.plan = "free";')) },
    },
  },
  {
    rule: "no-reader-cast",
    code: 990014,
    open: "page.ts",
    options: { rules: { "no-reader-cast": "warn" } },
    files: {
      "auth.ts": auth(sessionCallback('      session.plan = "free";')),
      "next-auth.d.ts": session("plan: string;"),
      "page.ts":
        'import type { Session } from "next-auth";\n\nexport const plan = (session: Session) => (⟦session as any⟧).plan;\n',
    },
    fix: {
      title: "Remove the cast",
      files: {
        "page.ts":
          'import type { Session } from "next-auth";\n\nexport const plan = (session: Session) => session.plan;\n',
      },
    },
  },
];
