import { describe, expect, test } from "vitest";
import { authFile, helpers } from "../support/auth-file.js";
import { augmentation } from "../support/augmentation.js";
import { project, type ProjectOptions } from "../support/project.js";

const plan = 'session({ session }) { session.plan = "free"; return session; }';

/** Its author says that there may be no user, so that no fix removes the errors of readers that rely on one. */
const loose = `import type { DefaultSession } from "next-auth";

declare module "next-auth" {
  interface Session {
    user?: DefaultSession["user"];
  }
}
`;

/** The compiler's errors that are listed when `session.plan` is declared, beside these files. */
function left(files: Readonly<Record<string, string>>, options: ProjectOptions = {}): string[] {
  const made = project({ "auth.ts": authFile({ session: plan }), "helpers.ts": helpers, ...files }, options);
  const { changes, leftToAuthor } = made.analysis().fix;
  expect(changes).not.toEqual([]);
  return leftToAuthor.map(({ file, line, code }) => `${file}:${String(line)} ${String(code)}`);
}

/** A reader whose last line, the fifth, has an error. */
const reader = (before: string, line: string): Readonly<Record<string, string>> => ({
  "loose.ts": loose,
  "page.ts": `import { getServerSession, type Session } from "next-auth";
import { authOptions } from "./auth"; import { getToken, type JWT } from "next-auth/jwt";
export type Used = [typeof getToken, typeof getServerSession, typeof authOptions, Session, JWT, typeof viewer];
declare const viewer: Session; ${before.replaceAll("\n", " ")}
${line}
`,
});

interface Case {
  readonly name: string;
  readonly before?: string;
  readonly line: string;
  readonly code: number;
}

const listed: readonly Case[] = [
  { name: "a field that may be missing", line: "export const name: string = viewer.user?.name;", code: 2322 },
  {
    name: "a user that a pattern has taken out",
    before: "const { user } = viewer;",
    line: "export const name = user.name;",
    code: 18048,
  },
  {
    name: "a parameter of a type made from the session's",
    before: 'type Who = Session["user"];',
    line: "export const nameOf = (who: Who): unknown => who.name;",
    code: 18048,
  },
  {
    name: "a constant that holds a field",
    before: "declare function takes(text: string): void; const name = viewer.user?.name;",
    line: "takes(name);",
    code: 2345,
  },
  {
    name: "a constant that a pattern takes out of the user",
    before: "declare function takes(text: string): void; const { name } = viewer.user!;",
    line: "takes(name);",
    code: 2345,
  },
  {
    name: "a member of a literal",
    line: "export const card: { title: string } = { title: viewer.user?.name };",
    code: 2322,
  },
  { name: "what is returned", line: "export function email(): string { return viewer.user?.email; }", code: 2322 },
  {
    name: "a type read from another",
    before: "type Viewer = Required<Session>;",
    line: 'export type Missing = Session["nothing"];',
    code: 2339,
  },
  {
    name: "a token, by whatever name",
    before: "declare const jot: JWT;",
    line: "export const size = jot.sub.length;",
    code: 18048,
  },
  {
    name: "a value from a call that returns a session",
    before: "declare function current(): Session;",
    line: "export const size = current().user.name;",
    code: 2532,
  },
];

const unlisted: readonly Omit<Case, "code">[] = [
  { name: "a variable whose name alone is the session's", line: "export const session: number = String(1);" },
  { name: "a property that is called token", line: "export const size = String(1).token;" },
  { name: "a comment", line: "export const wrong: number = String(1); // the session's token" },
  { name: "a module of that name", line: 'export * from "./session-token";' },
  {
    name: "another argument of a call that gets the session",
    before: "declare function log(...all: unknown[]): void;",
    line: "log(missing, viewer.user);",
  },
  {
    name: "what a function does that is passed beside the session",
    before: "declare function within(session: Session, run: () => void): void;",
    line: "within(viewer, () => { const wrong: number = String(1); void wrong; });",
  },
  {
    name: "the other side of a comparison",
    line: "export const isSame = missing === viewer.user?.name;",
  },
];

describe("the compiler's errors that a fix lists", () => {
  test.each(listed)(
    "they include a reader's error about a value of the session's type: $name",
    ({ before = "", line, code }) => {
      expect(left(reader(before, line))).toEqual([`page.ts:5 ${String(code)}`]);
    },
  );

  test.each(unlisted)("they exclude an error that only shares a word with it: $name", ({ before = "", line }) => {
    const files = reader(before, line);
    const made = project({
      "auth.ts": authFile({ session: plan }),
      "helpers.ts": helpers,
      "loose.ts": loose,
      ...files,
    });
    expect(made.errors().filter(({ file }) => file === "page.ts")).toHaveLength(1);
    expect(left(files)).toEqual([]);
  });

  describe("in declaration files", () => {
    const files = {
      "next-auth.d.ts": augmentation({ session: ["seats?: Missing"] }),
      "other.d.ts": "export {};\n\ndeclare global {\n  const session: Unknown;\n}\n",
    };

    test("without checks of declaration files they include none of those", () => {
      expect(left(files)).toEqual([]);
    });

    test("with such checks they include those of the edited file only", () => {
      expect(left(files, { compilerOptions: { skipLibCheck: false } })).toEqual(["next-auth.d.ts:5 2304"]);
    });

    test("they include those of an augmentation in a source file under any setting", () => {
      const source = { "types.ts": files["next-auth.d.ts"].replace("export {};", "export {};\n") };
      expect(left(source)).toEqual(["types.ts:6 2304"]);
    });
  });
});
