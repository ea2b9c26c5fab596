import { describe, expect, test } from "vitest";
import { diagnose } from "../../src/diagnose/diagnose.js";
import type { AnalyzeOptions } from "../../src/index.js";
import { unneededInCallbacks, unneededInReaders } from "../../src/rules/silencers.js";
import { augmentation, types } from "../support/augmentation.js";
import { authFile, helpers, session, type AuthParts } from "../support/auth-file.js";
import { project, type ProjectOptions } from "../support/project.js";

const planDeclared = { [types]: augmentation({ session: ["plan: string"] }) };
const planCast = '(session as any).plan = "free";';

interface Case {
  readonly name: string;
  readonly auth?: AuthParts;
  readonly files: Readonly<Record<string, string>>;
  readonly options?: ProjectOptions;
  /** The texts of what is not needed, in the order of the project's files. */
  readonly unneeded: readonly string[];
}

/** What the engine takes for unneeded, before a fix without it is tried. */
function unneededIn({ auth, files, options = {} }: Case, where = unneededInCallbacks): string[] {
  const texts = auth ? { "auth.ts": authFile(auth), "helpers.ts": helpers, ...files } : files;
  const settings: AnalyzeOptions = options.analyze ?? {};
  const diagnosis = diagnose(project(texts, options).workspace(), settings);
  if (!diagnosis) throw new Error("There is no config.");
  return where(diagnosis, diagnosis.findings).map(({ text }) => text);
}

const whatProvesNothing: readonly Case[] = [
  {
    name: "a session that extends a record of an unresolved type",
    auth: { session: session(planCast) },
    files: {
      [types]: `import type { Missing } from "missing";

declare module "next-auth" {
  interface Session extends Partial<Missing> {
    plan: string;
  }
}
`,
    },
    unneeded: [],
  },
  {
    name: "a user of type any",
    auth: { session: session("(session as any).user.id = token.sub;") },
    files: { [types]: augmentation({ session: ["user: any"] }) },
    unneeded: [],
  },
  {
    name: "a session of type any that only a cast inside types",
    auth: {
      head: "interface AppSession { user: { id?: string } }",
      session: `session({ session, token }: any) {
      ((session as AppSession).user as any).id = token.sub;
      return session;
    }`,
    },
    files: { [types]: augmentation({ user: ["id?: string"] }) },
    unneeded: [],
  },
  {
    name: "the same read by element access",
    auth: {
      head: "interface AppSession { user: { id?: string } }",
      session: `session({ session, token }: any) {
      ((session as AppSession)["user"] as any).id = token.sub;
      return session;
    }`,
    },
    files: { [types]: augmentation({ user: ["id?: string"] }) },
    unneeded: [],
  },
  {
    name: "the same read with a non-null assertion",
    auth: {
      head: "interface AppSession { user?: { id?: string } }",
      session: `session({ session, token }: any) {
      ((session as AppSession).user! as any).id = token.sub;
      return session;
    }`,
    },
    files: { [types]: augmentation({ user: ["id?: string"] }) },
    unneeded: [],
  },
];

describe("what proves no cast unneeded:", () => {
  test.each(whatProvesNothing)("$name", (one) => {
    expect(unneededIn(one)).toEqual(one.unneeded);
  });
});

const casts: readonly Case[] = [
  {
    name: "a cast that reads an undeclared field is needed where only the compiler misses it",
    auth: { session: session('session.plan = (session as any).trial ? "free" : "pro";') },
    files: planDeclared,
    unneeded: [],
  },
  {
    name: "a cast is needed if only the field's type changes without it",
    auth: {
      head: 'declare const plan: "free" | "pro";',
      session: session("session.plan = plan as string;"),
    },
    files: planDeclared,
    unneeded: [],
  },
  {
    name: "only the unneeded one of two casts is reported",
    auth: { session: session(`${planCast}\n      session.plan = (session as any).trial ? "free" : "pro";`) },
    files: planDeclared,
    unneeded: ["session as any"],
  },
  {
    name: "two casts that can only go together both go",
    auth: {
      head: "interface Numbers { a: number; b: number }",
      session: session("session.isOwner = (session as unknown as Numbers).a === (token as unknown as Numbers).b;"),
    },
    files: { [types]: augmentation({ session: ["a?: string", "isOwner: boolean"], token: ["b?: string"] }) },
    unneeded: ["session as unknown as Numbers", "token as unknown as Numbers"],
  },
  {
    name: "of two casts in one statement, only the one that hides an error is needed",
    auth: {
      head: "interface Numbers { a: number }\ninterface Texts { b: string }",
      session: session(
        'session.isOwner = (session as unknown as Numbers).a === 1 && (token as unknown as Texts).b === "x";',
      ),
    },
    files: { [types]: augmentation({ session: ["a?: number", "isOwner: boolean"], token: ["b?: number"] }) },
    unneeded: ["session as unknown as Numbers"],
  },
  {
    name: "a cast stays needed while the rule that would declare its field is off",
    auth: { session: session("(session as any).since = new Date();") },
    files: {},
    options: { analyze: { rules: { "no-undeclared-field": "off" } } },
    unneeded: [],
  },
  {
    name: "a cast becomes unneeded once the field's declaration is offered",
    auth: { session: session("(session as any).since = new Date();") },
    files: {},
    unneeded: ["session as any"],
  },
  {
    name: "an augmentation in the wrong module counts as a declaration",
    auth: { session: session(planCast) },
    files: { [types]: augmentation({ session: ["plan: string"] }).replace('"next-auth"', '"next-auth/types"') },
    unneeded: ["session as any"],
  },
  {
    name: "a cast below a declaration in the same file is unneeded",
    auth: {
      head: 'declare module "next-auth" {\n  interface Session {\n    seats?: number;\n  }\n}\n',
      session: session(planCast),
    },
    files: {},
    unneeded: ["session as any"],
  },
  {
    name: "a cast is needed if a standing error tells of another type without it",
    auth: {
      head: 'interface Own { plan?: string; [key: string]: unknown }\ndeclare const key: "plan" | "isOwner";',
      session: session(
        '(session as unknown as Own)[key] = 1;\n      session.plan = "free";\n      session.isOwner = true;',
      ),
    },
    files: { [types]: augmentation({ session: ["plan?: string", "isOwner?: boolean"] }) },
    unneeded: [],
  },
  {
    name: "a cast is unneeded beside a standing error that reads the same without it",
    auth: { session: session("(session as any).plan = String(1, 2);") },
    files: planDeclared,
    unneeded: ["session as any"],
  },
  {
    name: "casts in two files, each above a standing error, are unneeded",
    auth: {
      head: 'import { jwt } from "./jwt";',
      jwt: "jwt",
      session: `${session(planCast)},\n    signIn: () => 1`,
    },
    files: {
      "jwt.ts": `import type { JWT } from "next-auth/jwt";

export function jwt({ token }: { token: JWT }): JWT {
  (token as unknown as Record<string, unknown>).plan = "free";
  return token;
}
export const wrong: number = "a number";
`,
      [types]: augmentation({ session: ["plan: string"], token: ["plan: string"] }),
    },
    unneeded: ["token as unknown as Record<string, unknown>", "session as any"],
  },
];

describe("casts in the callbacks:", () => {
  test.each(casts)("$name", (one) => {
    expect(unneededIn(one)).toEqual(one.unneeded);
  });
});

const outside: readonly Case[] = [
  {
    name: "a cast outside the project's root stays",
    auth: { head: 'import { session } from "../shared/session";', session: "session" },
    files: {
      "../shared/session.ts": `import type { Session } from "../4.24.15/node_modules/next-auth";

export function session({ session }: { session: Session }): Session {
  ${planCast}
  // @ts-ignore
  session.plan = "pro";
  return session;
}
`,
      ...planDeclared,
    },
    unneeded: [],
  },
];

describe("casts outside the project:", () => {
  test.each(outside)("$name", (one) => {
    expect(unneededIn(one)).toEqual(one.unneeded);
  });
});

const javaScript = (head: string): string => `${head}
import NextAuth from "next-auth";
import { enabled } from "./helpers";

export default NextAuth({
  providers: [],
  callbacks: {
    session({ session }) {
      // @ts-ignore
      session.plan = enabled ? "free" : "pro";
      return session;
    },
  },
});
`;

describe("compiler directives:", () => {
  test("an ordinary comment above a write stays", () => {
    expect(
      unneededIn({
        name: "",
        auth: {
          session: session(
            '// The free plan.\n      session.plan = "free";\n      // @ts-ignore\n      session.seats = 3;',
          ),
        },
        files: { [types]: augmentation({ session: ["plan: string", "seats: number"] }) },
        unneeded: [],
      }),
    ).toEqual(["@ts-ignore"]);
  });

  test.each([
    { name: "that nothing checks, a directive silences nothing", head: "", checkJs: false, unneeded: [] },
    { name: "under checkJs, it does", head: "", checkJs: true, unneeded: ["@ts-ignore"] },
    { name: "that asks to be checked, it does", head: "// @ts-check", checkJs: false, unneeded: ["@ts-ignore"] },
  ])("in JavaScript $name", ({ head, checkJs, unneeded }) => {
    // Of JavaScript that nothing checks the session is read where something in TypeScript reads it.
    const reader =
      'import type { Session } from "next-auth";\n\nexport const planOf = (session: Session) => session.plan;\n';
    const files = { "auth.js": javaScript(head), "helpers.ts": helpers, "reader.ts": reader, ...planDeclared };
    const options = { compilerOptions: { allowJs: true, ...(checkJs && { checkJs }) } };
    expect(unneededIn({ name: "", files, options, unneeded })).toEqual(unneeded);
  });
});

describe("casts in readers:", () => {
  const readers = (augmented: string): Case => ({
    name: "",
    auth: { session: session("session.user.id = token.sub!;") },
    files: {
      [types]: augmented,
      "reader.ts":
        'import type { Session } from "next-auth";\n\nexport const idOf = (session: Session): unknown => (session as any).user;\n',
    },
    unneeded: [],
  });

  test("a cast of a session with declared fields is not needed", () => {
    expect(unneededIn(readers(augmentation({ user: ["id: string"] })), unneededInReaders)).toEqual(["session as any"]);
  });

  test("a cast of a session whose user is any proves nothing", () => {
    expect(unneededIn(readers(augmentation({ session: ["user: any"] })), unneededInReaders)).toEqual([]);
  });
});
