import { describe, expect, test } from "vitest";
import { augmentation } from "../support/augmentation.js";
import { authFile, helpers } from "../support/auth-file.js";
import { project, type Project } from "../support/project.js";

const types = "types/next-auth.d.ts";
const userId = "session({ session, token }) { session.user = { ...session.user, id: token.sub! }; return session; }";

/** A project in which nothing assigns `session.user.plan`, with this reader. */
function read(reader: string, more: Readonly<Record<string, string>> = {}): Project {
  return project(
    {
      "auth.ts": authFile({ session: userId }),
      "helpers.ts": helpers,
      [types]: augmentation({ user: ["id: string", "plan: string"] }),
      "page.tsx": `import type { Session } from "next-auth";\nexport type User = Session["user"];\ndeclare const session: Session;\n${reader}\nexport const shown = session.user.id;\n`,
      ...more,
    },
    { compilerOptions: { jsx: "preserve" } },
  );
}

/** What stands in the augmentation after the fix. */
const membersOf = (made: Project): readonly string[] =>
  (made.fixed().files[types] ?? "").split("\n").flatMap((line) => /^ +(\w+\??: [^;{]*);$/.exec(line)?.[1] ?? []);

/** Readers that read it, some of them without a word of its name. */
const readers: readonly (readonly [name: string, reader: string])[] = [
  ["by its name", "export const plan = session.user.plan;"],
  ["by an optional chain", "export const planOf = (one?: Session): unknown => one?.user?.plan;"],
  ["by `!`", "export const planOf = (one?: Session): string => one!.user!.plan;"],
  ["by a pattern", "export const { plan } = session.user;"],
  ["by a pattern with another name", "export const { plan: mine } = session.user;"],
  ["by a pattern in a pattern", "export const { user: { plan } } = session;"],
  ["by a parameter's pattern", "export const planOf = ({ plan }: User): string => plan;"],
  ["by a default in a pattern", 'export const { plan = "none" } = session.user;'],
  ["by a name in brackets", 'export const plan = session.user["plan"];'],
  ["by a name in brackets with a cast", 'export const plan = session.user["plan" as const];'],
  ["by a constant's name", 'const key = "plan";\nexport const plan = session.user[key];'],
  ["by `in`", 'export const has = "plan" in session.user;'],
  ["by `Object.keys`", "export const names = Object.keys(session.user);"],
  ["by `Object.entries`", "export const pairs = Object.entries(session.user!).map(String);"],
  ["by `Object.values`", "export const values = Object.values({ ...session.user });"],
  [
    "by a loop over its names",
    "export const names: string[] = [];\nfor (const name in session.user) names.push(name);",
  ],
  ["by `keyof`", 'export const get = (name: keyof Session["user"]): unknown => session.user[name];'],
  ["by `keyof` of a name for it", "export const get = (name: keyof User): unknown => session.user[name];"],
  [
    "by `keyof typeof`",
    "const { user } = session;\nexport const get = (name: keyof typeof user): unknown => user[name];",
  ],
  ["by a mapped type", "export type Form = { [Name in keyof User]?: string };"],
  ["by `Pick`", 'export type Card = Pick<User, "plan">;'],
  ["by `Omit`", 'export type Card = Omit<User, "plan">;'],
  ["by an indexed type", 'export type Plan = User["plan"];'],
  ["by a spread into another object", "export const card = { title: 1, ...session.user };"],
  ["by a rest", "export const { id, ...others } = session.user;"],
  [
    "by a spread into an element",
    "export const element = <input {...session.user} />;\ndeclare global { namespace JSX { interface IntrinsicElements { input: object } } }",
  ],
  ["by `Object.assign`", "export const card: object = Object.assign({}, session.user);"],
  [
    "as something that may have it",
    "declare function show(one: { id: string; plan?: string }): void;\nshow(session.user);",
  ],
  [
    "as a variable that may have it",
    "const one: { id: string; plan?: string } = session.user;\nexport const plan = one.plan;",
  ],
  ["as what a function returns that may have it", "export const one = (): { plan?: string } => session.user;"],
  ["as a property that may have it", "export const props: { user: { plan?: string } } = { user: session.user };"],
  [
    "as a property of an element",
    "declare global { namespace JSX { interface IntrinsicElements { card: { user: { plan?: string } } } } }\nexport const element = <card user={session.user} />;",
  ],
];

/** What has nothing to do with it. */
const others: readonly (readonly [name: string, reader: string])[] = [
  ["nothing is read", ""],
  ["another field is read", "export const id = session.user.id;"],
  ["another object is gone through", "export const names = Object.keys({ id: session.user.id });"],
  ["another object has the name", "const row = { plan: 1 };\nexport const plan = row.plan;"],
  ["it is handed on as what it is", "declare function show(one: User): void;\nshow(session.user);"],
  [
    "it is handed on as something without it",
    "declare function show(one: { id: string; name?: string | null }): void;\nshow(session.user);",
  ],
  ["the session is spread, whose user it is in", "export const other = { ...session, extra: 1 };"],
  ["a comment names it", "// plan\nexport const one = 1;"],
];

describe("an unassigned field stays if it is read:", () => {
  test.each(readers)("%s", (_, reader) => {
    const made = read(reader);
    expect(made.errors()).toEqual([]);
    expect(made.analysis().diagnostics.map(({ rule }) => rule)).toEqual(["no-unassigned-field"]);
    expect(membersOf(made)).not.toEqual(["id: string"]);
  });
});

describe("an unassigned field is removed if:", () => {
  test.each(others)("%s", (_, reader) => {
    const made = read(reader);
    expect(made.errors()).toEqual([]);
    expect(membersOf(made)).toEqual(["id: string"]);
  });
});

test("a type in a declaration file reads the field, whatever the compiler checks there", () => {
  const made = read("", {
    "plan.d.ts": 'import type { Session } from "next-auth";\nexport type Plan = Session["user"]["plan"];\n',
  });
  expect(membersOf(made)).not.toEqual(["id: string"]);
});

/** The members of `user`, with what must be left of them. */
const comments: readonly (readonly [name: string, before: string, after: string])[] = [
  ["JSDoc above it", "id: string;\n/** The plan. */\nplan: string;", "id: string;"],
  ["JSDoc of several lines above it", "id: string;\n/**\n * The plan.\n */\nplan: string;", "id: string;"],
  ["a comment behind it", "id: string;\nplan: string; // the plan", "id: string;"],
  ["a comment of the member before, on its line", "id: string; // the key\nplan: string;", "id: string; // the key"],
  ["a comment of the member after", "plan: string;\n// the key\nid: string;", "// the key\nid: string;"],
  ["JSDoc of the member after", "plan: string;\n/** The key. */\nid: string;", "/** The key. */\nid: string;"],
  ["a directive for its line", "id: string;\n// eslint-disable-next-line some/rule\nplan: string;", "id: string;"],
  [
    "a directive and JSDoc",
    "id: string;\n/** The plan. */\n// eslint-disable-next-line some/rule\nplan: string;",
    "id: string;",
  ],
  [
    "a directive for more than its line",
    "id: string;\n// eslint-disable some/rule\nplan: string;\n// eslint-enable some/rule",
    "id: string;\n// eslint-disable some/rule\n// eslint-enable some/rule",
  ],
  [
    "a heading, apart by an empty line",
    "id: string;\n\n// What they pay.\n\nplan: string;",
    "id: string;\n\n// What they pay.\n",
  ],
  ["a comment before it on its line", "id: string;\n/* the plan */ plan: string;", "id: string;"],
  ["a comment inside it", "id: string;\nplan /* the plan */: string;", "id: string;"],
  [
    "a type with comments of its own",
    "id: string;\nplan:\n  | string // by name\n  | { name: string }; // whole",
    "id: string;",
  ],
  ["two on one line", "id: string; /* the plan */ plan: string;", "id: string;"],
  ["a comment at the end", "id: string;\nplan: string;\n// more to come", "id: string;\n// more to come"],
];

describe("a removed field takes its own comments along", () => {
  const file = (members: string): string =>
    `/*\n * Licence.\n */\nimport type { DefaultSession } from "next-auth";\n\ndeclare module "next-auth" {\n  interface Session {\n    user: {\n${members
      .split("\n")
      .map((line) => (line === "" ? "" : `      ${line}`))
      .join("\n")}\n    } & DefaultSession["user"];\n  }\n}\n`;

  test.each(comments)("a field with comments is removed: %s", (_, before, after) => {
    const made = project({ "auth.ts": authFile({ session: userId }), "helpers.ts": helpers, [types]: file(before) });
    expect(made.fixed().files[types]).toBe(file(after));
  });

  test("a comment behind the opening brace stays", () => {
    const text = (members: string): string => file(members).replace("user: {\n", "user: { // ours\n");
    const made = project({
      "auth.ts": authFile({ session: userId }),
      "helpers.ts": helpers,
      [types]: text("plan: string;\nid: string;"),
    });
    expect(made.fixed().files[types]).toBe(text("id: string;"));
  });

  test("a licence stays above a declaration that goes with its only field", () => {
    const licence = "// Copyright of somebody.\n// All rights reserved.\n\n";
    const made = project({
      "auth.ts": authFile({ session: userId }),
      "helpers.ts": helpers,
      [types]: augmentation({ user: ["id: string"] }),
      "types/jwt.d.ts": `${licence}import "next-auth/jwt";\n\ndeclare module "next-auth/jwt" {\n  interface JWT {\n    plan: string;\n  }\n}\n`,
      "use.ts": 'import { getToken } from "next-auth/jwt";\nexport const use = getToken;\n',
    });
    expect(made.analysis().diagnostics.map(({ rule }) => rule)).toEqual(["no-unassigned-field"]);
    expect(made.fixed().files["types/jwt.d.ts"]?.startsWith(licence) ?? true).toBe(true);
    expect(made.fixed().files["types/jwt.d.ts"]).not.toContain("plan");
  });
});
