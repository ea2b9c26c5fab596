import { describe, expect, test } from "vitest";
import { factsOf, namesIn } from "../support/facts.js";
import { project } from "../support/project.js";
import { authFile, helpers } from "../support/auth-file.js";
import { checkTold } from "../support/told.js";

/** Statements that few can wait for: loops in loops, each with many branches. */
function long(depth: number, inner = ""): string {
  const branches = Array.from(
    { length: 6 },
    (_, index) => `if (Math.random() > 0.${String(index + 1)}) count += ${String(depth)};`,
  );
  return `for (const one of [1, 2]) {\n${branches.join("\n")}\n${depth === 0 ? inner : long(depth - 1, inner)}\nvoid one;\n}`;
}

const endless = `let count = 0;\n${long(9)}\nvoid count;`;

/** Helpers that are given nothing which is followed, with what is assigned from them. */
const apart: readonly (readonly [name: string, head: string, session: string, field: string])[] = [
  [
    "a fetch with retries",
    `declare function fetch(url: string): Promise<{ ok: boolean; status: number; json(): Promise<unknown> }>;
async function retried(id: string, most = 5): Promise<{ plan: string }> {
  for (let turn = 0; turn < most; turn++) {
    try {
      const answer = await fetch(id);
      if (answer.status === 429) continue;
      if (!answer.ok && turn < most - 1) { await load(); continue; }
      return (await answer.json()) as { plan: string };
    } catch (error) {
      if (turn === most - 1) throw error;
    }
  }
  throw new Error("no answer");
}`,
    "session.plan = (await retried(token.sub!)).plan;",
    "Session.plan: string",
  ],
  [
    "a recursion",
    "function depth(of: number): number { return of <= 0 ? 0 : depth(of - 1) + 1; }",
    "session.plan = depth(3);",
    "Session.plan: number",
  ],
  [
    "two functions that call each other",
    "const isEven = (of: number): boolean => of === 0 || isOdd(of - 1);\nconst isOdd = (of: number): boolean => of !== 0 && isEven(of - 1);",
    "session.plan = isEven(list.length);",
    "Session.plan: boolean",
  ],
  [
    "a big switch",
    `function named(by: string | undefined): string {\n${endless}\nswitch (by) {\n${Array.from({ length: 60 }, (_, index) => `case "${String(index)}": return "plan ${String(index)}";`).join("\n")}\ndefault: return "none";\n}\n}`,
    "session.plan = named(token.sub);",
    "Session.plan: string",
  ],
  [
    "a generic helper",
    `function first<T>(all: readonly T[]): T {\n${endless}\nreturn all[0]!;\n}`,
    "session.plan = first(list);",
    "Session.plan: string",
  ],
  [
    "a helper with several signatures",
    `function named(by: string): string;\nfunction named(by: number): number;\nfunction named(by: unknown): unknown {\n${endless}\nreturn by;\n}`,
    "session.plan = named(1);",
    "Session.plan: number",
  ],
  [
    "methods of instances",
    `class Users { async find(by: { id: string | undefined }): Promise<{ plan: string }> {\n${endless}\nreturn { plan: String(by.id) };\n} }\nclass Client { readonly users = new Users(); }\nconst client = new Client();`,
    "session.plan = (await client.users.find({ id: token.sub })).plan;",
    "Session.plan: string",
  ],
  [
    "a tagged template",
    `async function sql<Row>(texts: TemplateStringsArray, ...values: unknown[]): Promise<Row[]> {\n${endless}\nreturn [texts, values] as never;\n}`,
    "session.plan = (await sql<{ plan: string }>`select plan from users where id = ${token.sub}`)[0]!.plan;",
    "Session.plan: string",
  ],
  [
    "a helper with a function that reads nothing of the session",
    `async function retry<T>(run: () => Promise<T>): Promise<T> {\n${endless}\nreturn run();\n}`,
    "session.plan = await retry(() => load());",
    "Session.plan: string",
  ],
  [
    "a helper with a function that reads the token",
    `async function retry<T>(run: () => Promise<T>): Promise<T> {\n${endless}\nreturn run();\n}`,
    "session.plan = await retry(async () => `${token.sub} ${await load()}`);",
    "Session.plan: string",
  ],
  [
    "a helper that is given a part which is a text",
    `function short(of: string | null | undefined): string {\n${endless}\nreturn String(of).slice(0, 3);\n}`,
    "session.plan = short(session.user?.name);",
    "Session.plan: string",
  ],
  [
    "a helper that is given a new object of texts",
    `function named(of: { id?: string; list: string[] }): string {\n${endless}\nreturn String(of.id);\n}`,
    "session.plan = named({ id: token.sub, list: [session.expires] });",
    "Session.plan: string",
  ],
];

describe("a helper that touches nothing is asked only for its type:", () => {
  test.each(apart)("%s", (name, head, session, field) => {
    checkTold({ name, parts: { head }, session, fields: [field], rules: ["no-undeclared-field"] });
    const facts = factsOf({
      head: `${helpers.replaceAll("export ", "")}\n${head}`,
      session: `async session({ session, token }: any) {\n${session}\nreturn session;\n}`,
    });
    expect(facts.session.open).toEqual([]);
    expect(facts.sessionUser.open).toEqual([]);
  });
});

/** Helpers inside the callback, which could touch everything. */
const inside: readonly (readonly [name: string, session: string, fields: readonly string[]])[] = [
  [
    "a closure that holds a constant",
    `const prefix = "a";\nconst named = (of: string): string => prefix + of;\nsession.plan = named("b");`,
    ["Session.plan: string"],
  ],
  [
    "a closure that runs long",
    `const named = (of: string): string => {\n${endless}\nreturn of;\n};\nsession.plan = named("b");`,
    ["Session.plan: string"],
  ],
  [
    "several closures that run long",
    [1, 2, 3, 4, 5, 6]
      .map(
        (index) =>
          `const named${String(index)} = (of: string): string => {\n${endless}\nreturn of;\n};\nsession.f${String(index)} = named${String(index)}("b");`,
      )
      .join("\n"),
    [1, 2, 3, 4, 5, 6].map((index) => `Session.f${String(index)}: string`),
  ],
  [
    "a function that runs long and reads the token",
    `async function named(): Promise<string> {\n${endless}\nreturn String(token.sub);\n}\nsession.plan = await named();`,
    ["Session.plan: string"],
  ],
  [
    "a closure that writes",
    'const fill = (of: string): void => { session.plan = of; };\nfill("b");',
    ["Session.plan: string"],
  ],
  [
    "a closure that gives the session back",
    'const same = () => session;\nsame().plan = "b";',
    ["Session.plan: string"],
  ],
  [
    "a closure that copies it",
    'const copy = () => ({ ...session, plan: "b" });\nreturn copy();',
    ["Session.plan: string"],
  ],
  [
    "a closure that calls one that writes",
    'const fill = (): void => { session.plan = "b"; };\nconst outer = (): void => fill();\nouter();',
    ["Session.plan: string"],
  ],
];

describe("a function inside the callback is followed as far as it matters:", () => {
  test.each(inside)("%s", (name, session, fields) => {
    checkTold({ name, session, fields });
  });
});

describe("a helper that exceeds its budget", () => {
  const rest = (session: string): ReturnType<typeof factsOf> =>
    factsOf({
      session: `session({ session }) {\nsession.first = 1;\nlet count = 0;\n${session}\nsession.last = count;\nreturn session;\n}`,
    });

  test("what was known before the callback's own loops stays known", () => {
    const { session } = rest(long(9, "session.inner = 1;"));
    expect(namesIn(session).map((name) => name.replace("?", ""))).toEqual(expect.arrayContaining(["first", "last"]));
    expect(session.open).not.toEqual([]);
  });

  test("no field is called missing then", () => {
    const head = helpers.replaceAll("export ", "");
    const made = project({
      "auth.ts": authFile({
        session: `session({ session }) {\nsession.first = 1;\nlet count = 0;\n${long(9, "session.inner = 1; if (enabled) delete session.first; if (count) return session;")}\nsession.last = count;\nreturn session;\n}`,
      }),
      "helpers.ts": helpers,
      "types.d.ts":
        'import "next-auth";\ndeclare module "next-auth" {\n  interface Session { first: number; inner: number; last: number; other: number }\n}\n',
    });
    expect(head).not.toBe("");
    expect(made.analysis().diagnostics).toEqual([]);
  });

  test("the call that exceeded it is named, and what was known stays", () => {
    const { session } = factsOf({
      head: `function fill(session: any): void {\nlet count = 0;\n${long(9, "session.inner = 1;")}\n}`,
      session:
        "session({ session }) { session.first = 1; if (Math.random() > 0.5) fill(session); session.last = 1; return session; }",
    });
    expect(session.open.map(({ node, why }) => `${node.getText()}: ${why}`)).toEqual([
      "fill(session): it takes too many steps to follow",
    ]);
    expect(namesIn(session)).toEqual(["first", "last"]);
  });

  test("each of several such calls is named", () => {
    const names = ["one", "two", "three", "four", "five", "six"];
    const { session } = factsOf({
      head: names
        .map((name) => `function ${name}(session: any): void {\nlet count = 0;\n${long(9, "session.inner = 1;")}\n}`)
        .join("\n"),
      session: `session({ session }) { session.first = 1; ${names.map((name) => `${name}(session);`).join(" ")} session.last = 1; return session; }`,
    });
    expect(namesIn(session).map((name) => name.replace("?", ""))).toEqual(["first", "last"]);
    expect(session.open.map(({ node }) => node.getText())).toEqual(
      expect.arrayContaining(names.map((name) => `${name}(session)`)),
    );
  });

  test("the token keeps what was known of it", () => {
    const { token } = factsOf({
      jwt: `jwt({ token, user }) {\nif (user) token.plan = 1;\nlet count = 0;\n${long(9, "token.inner = 1;")}\nreturn token;\n}`,
    });
    expect(namesIn(token).map((name) => name.replace("?", ""))).toContain("plan");
    expect(token.open).not.toEqual([]);
  });
});
