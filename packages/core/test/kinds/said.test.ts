import { describe, expect, test } from "vitest";
import { augmentation, type Augmented } from "../support/augmentation.js";
import { authFile, helpers } from "../support/auth-file.js";
import { testFollowed, type FollowedCase } from "../support/followed.js";
import { project } from "../support/project.js";

const head = `declare global { function fetch(url: string): Promise<{ json(): Promise<any>; text(): Promise<string> }>; }
declare const plans: Record<string, string>;
declare const table: Map<string, string>;
declare const names: readonly string[];
declare const client: { get(url: unknown): Promise<{ data: string }> };
function ignores(one: unknown): string { void one; return "none"; }`;

/** `session.value = text`, and from which fields that comes. */
const value = (text: string, sources: readonly string[], before = ""): FollowedCase => ({
  name: `${before} ${text}`,
  head,
  session: `${before}\n(session as any).value = String(${text});`,
  fields: ["S.value: string"],
  sources: { "S.value": sources },
});

describe("the source of a value is named for:", () => {
  testFollowed([
    // What is looked up comes from where it is looked up.
    value("plans[token.plan as string]", []),
    value("plans[String(token.plan)]!.trim()", []),
    value("plans[`${token.plan}-plan`]", []),
    value("names[Number(token.index)]", []),
    value("Object.values(plans)[Number(token.index)]", []),
    value("table.get(String(token.id))", []),
    value("table.get(token.id as string) ?? token.plan", ["JWT.plan"]),
    value("new Map([['a', 'b']]).get(String(token.id))", []),
    value("new Map([['a', token.plan]]).get('a')", ["JWT.plan"]),
    value("names.at(Number(token.index))", []),
    value("names.find((one) => one === token.name)", []),
    value("plan", [], "const plan = plans[token.plan as string];"),
    value("plan", [], "const { [token.plan as string]: plan } = plans;"),
    value("(token as any)[names[0]!]", []),
    // What is asked for comes from who is asked.
    value("await (fetch)(token.name!)", []),
    value("await (fetch as any)(token.name!)", []),
    value("await fetch!(token.name!)", []),
    value("await (await (0, fetch)(token.name!)).text()", []),
    value("JSON.parse(await (await fetch(token.name!)).text()).id", []),
    value("(await client.get(token.id)).data", []),
    value("data", [], "const { data } = await client.get(token.id);"),
    // What a function makes of it is not known, unless it is the language's own.
    value("ignores(token.id)", []),
    value('((_: unknown) => "none")(token.id)', []),
    value("JSON.parse(JSON.stringify({ id: token.id })).id", ["JWT.id"]),
    value("new URLSearchParams(token.name!).get('plan')", ["JWT.name"]),
    value("token.name!.split(' ')[0]", ["JWT.name"]),
    value("(String as any)(token.id)", ["JWT.id"]),
    // What is only looked at goes nowhere.
    value("(void token.id, row.id)", [], "const row = { id: 1 };"),
    value("(await Promise.resolve(token.a), token.b)", ["JWT.b"]),
    value("void token.id", []),
  ]);
});

/** What is said of callbacks where fields are declared so: `warn no-maybe-missing-field JWT.plan`. */
function said(declared: Augmented, callbacks: { readonly jwt?: string; readonly session?: string }): string[] {
  const made = project({
    "auth.ts": authFile({
      ...(callbacks.jwt !== undefined && { jwt: `async jwt({ token, user }) { ${callbacks.jwt} return token; }` }),
      ...(callbacks.session !== undefined && {
        session: `async session({ session, token }) { ${callbacks.session} return session; }`,
      }),
    }),
    "helpers.ts": helpers,
    "types.d.ts": augmentation(declared),
  });
  return made
    .analysis()
    .diagnostics.map(({ severity, rule, message }) => `${severity} ${rule} ${/`([^`]+)`/.exec(message)?.[1] ?? ""}`)
    .sort();
}

const jwt = 'if (enabled) token.plan = "a";';
const both = { session: ["plan: string"], token: ["plan: string"] };
const ofToken = "warn no-maybe-missing-field token.plan";
const ofSession = "warn no-maybe-missing-field session.plan";

describe("a field that some paths leave out", () => {
  test.each([
    ["under a condition", { session: ["plan: string"] }, { session: 'if (enabled) session.plan = "a";' }, [ofSession]],
    [
      "behind an early return",
      { session: ["plan: string"] },
      { session: 'if (enabled) return session; session.plan = "a";' },
      [ofSession],
    ],
    [
      "in a `try`",
      { session: ["plan: string"] },
      { session: "try { session.plan = await load(); } catch { void 0; }" },
      [ofSession],
    ],
    [
      "in one branch of a `switch`",
      { session: ["plan: string"] },
      { session: 'switch (list.length) { case 1: session.plan = "a"; }' },
      [ofSession],
    ],
    ["in the token, and taken from there", both, { jwt, session: "session.plan = token.plan;" }, [ofSession, ofToken]],
    [
      "in the token, and taken by a pattern",
      both,
      { jwt, session: "const { plan } = token; session.plan = plan;" },
      [ofSession, ofToken],
    ],
    [
      "in the token, and spread",
      both,
      { jwt, session: "return { ...session, plan: token.plan };" },
      [ofSession, ofToken],
    ],
    [
      "in the token, and taken by `Object.assign`",
      both,
      { jwt, session: "Object.assign(session, { plan: token.plan });" },
      [ofSession, ofToken],
    ],
    [
      "in the token, and put into the user",
      { user: ["plan: string"], token: ["plan: string"] },
      { jwt, session: "session.user.plan = token.plan;" },
      ["warn no-maybe-missing-field session.user.plan", ofToken],
    ],
    [
      "with a type that is what the compiler widens",
      { session: ["count: number"] },
      { session: "if (enabled) session.count = list.length;" },
      ["warn no-maybe-missing-field session.count"],
    ],
  ] as const)("it is a warning: %s", (_, declared, callbacks, expected) => {
    expect(said(declared, callbacks)).toEqual([...expected].sort());
  });

  test("it is an error if its value does not fit either", () => {
    expect(said({ session: ["plan: string"] }, { session: "if (enabled) (session as any).plan = 1;" })).toContain(
      "error no-mismatched-field session.plan",
    );
  });
});

/** Errors that have nothing to do with the session, in files that read one. */
const unrelated: readonly (readonly [name: string, line: string])[] = [
  ["a number that is no text", "export const s: number = String(1);"],
  ["a variable called me", "export const me: { name?: string } = {}; export const size = me.name.length;"],
  ["a function called auth", "declare function auth(): { plan?: string }; export const size = auth().plan.length;"],
  ["an own session", "declare const session: { user?: { name: string } }; export const size = session.user.name;"],
  ["an unknown session", "declare const session: unknown; export const user = session.user;"],
  ["a module that is not there", 'import one from "./session"; export default one;'],
  ["a value in a callback of a list", "export const all = [viewer].map(() => missing);"],
  [
    "an argument of a call beside a session",
    "declare function log(one: unknown, two: number): void; log(viewer, String(1));",
  ],
  ["a method of a class that has a session", "class Page { session = viewer; size: number = String(1); } void Page;"],
  [
    "a type of a member beside the session",
    "export const props: { viewer: Session; size: number } = { viewer, size: String(1) };",
  ],
];

/** Errors about a session, under whatever name. */
const related: readonly (readonly [name: string, line: string])[] = [
  ["s", "const s = viewer; export const size: number = s.expires;"],
  ["me", "const me = viewer.user; export const name = me.name;"],
  ["auth", "declare function auth(): Promise<Session | null>; export const read = async () => (await auth()).expires;"],
  ["a parameter of a function for a list", "export const all = [viewer].map((one) => one.user.name);"],
  ["a member of a class", "class Page { me = viewer.user; name() { return this.me.name; } } void Page;"],
  ["a default of a parameter", "export const nameOf = (me = viewer.user) => me.name;"],
  ["a part of a list", "const [me] = [viewer.user]; export const name = me.name;"],
  ["what a generic gives", "declare function first<T>(all: T[]): T; export const name = first([viewer]).user.name;"],
  [
    "a type that is made of a call's",
    "type S = Awaited<Promise<Session | null>>; declare const s: S; export const at = s.expires;",
  ],
  ["a copy", "const copy = { ...viewer }; export const name = copy.user.name;"],
  [
    "a session that extends it",
    "interface Mine extends Session { extra: 1 } declare const mine: Mine; export const name = mine.user.name;",
  ],
  ["a parameter of `then`", "export const at = getServerSession(authOptions).then((one) => one.expires);"],
];

describe("the compiler's errors in readers", () => {
  const left = (line: string): readonly string[] => {
    const made = project({
      "auth.ts": authFile({ session: 'session({ session }) { session.plan = "free"; return session; }' }),
      "helpers.ts": helpers,
      "loose.ts":
        'import type { DefaultSession } from "next-auth";\n\ndeclare module "next-auth" {\n  interface Session {\n    user?: DefaultSession["user"];\n  }\n}\n',
      "page.ts": `import { getServerSession, type Session } from "next-auth";\nimport { authOptions } from "./auth";\nexport const used = [getServerSession, authOptions];\ndeclare const viewer: Session;\n${line}\n`,
    });
    expect(made.errors().filter(({ file }) => file === "page.ts")).toHaveLength(1);
    const { changes, leftToAuthor } = made.analysis().fix;
    expect(changes).not.toEqual([]);
    return leftToAuthor.map(({ file, line: at }) => `${file}:${String(at)}`);
  };

  test.each(unrelated)("an error that has nothing to do with the session is not listed: %s", (_, line) => {
    expect(left(line)).toEqual([]);
  });

  test.each(related)("an error about a session is listed, called %s", (_, line) => {
    expect(left(line)).toEqual(["page.ts:5"]);
  });
});
