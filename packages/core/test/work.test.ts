import ts from "typescript";
import { describe, expect, test } from "vitest";
import { analyze, type Analysis, type AnalyzeOptions } from "../src/index.js";
import { augmentation } from "./support/augmentation.js";
import { authFile, credentials, github, helpers } from "./support/auth-file.js";
import { project } from "./support/project.js";

type Files = Readonly<Record<string, string>>;

/** What the engine asked of the compiler: work, which no busy machine makes more. */
interface Work {
  readonly analysis: Analysis;
  /** The programs that it laid over the author's. */
  readonly programs: number;
  /** The files that it had checked, counted anew in each program. */
  readonly checks: number;
  /** By the names of the checkers' methods, the texts of the nodes that these were asked about. */
  readonly asked: ReadonlyMap<string, readonly string[]>;
}

function workOn(files: Files, options: AnalyzeOptions): Work {
  const workspace = project(files).workspace();
  let programs = 0;
  let checks = 0;
  const asked = new Map<string, string[]>();
  const counted = (program: ts.Program): ts.Program => {
    const checker = recording(program.getTypeChecker(), (name, args) => {
      const [node] = args;
      asked.set(name, [...(asked.get(name) ?? []), isNode(node) ? node.getText() : ""]);
    });
    program.getTypeChecker = () => checker;
    const getSemanticDiagnostics = program.getSemanticDiagnostics.bind(program);
    const checked = new Set<ts.SourceFile | undefined>();
    program.getSemanticDiagnostics = (file, ...others) => {
      if (!checked.has(file)) checks++;
      checked.add(file);
      return getSemanticDiagnostics(file, ...others);
    };
    return program;
  };
  const createProgram = (...args: Parameters<typeof ts.createProgram>): ts.Program => {
    programs++;
    return counted(ts.createProgram(...args));
  };
  counted(workspace.program as ts.Program);
  const counting: typeof ts = { ...ts, createProgram: createProgram as typeof ts.createProgram };
  const analysis = analyze({ ...workspace, ts: counting }, options);
  return { analysis, programs, checks, asked };
}

/** A checker that tells which of its methods is called. */
function recording(checker: ts.TypeChecker, record: (name: string, args: readonly unknown[]) => void): ts.TypeChecker {
  return new Proxy(checker, {
    get: (target, name, receiver) => {
      const member: unknown = Reflect.get(target, name, receiver);
      if (typeof member !== "function") return member;
      return (...args: readonly unknown[]): unknown => {
        record(String(name), args);
        return Reflect.apply(member, target, args);
      };
    },
  });
}

function isNode(value: unknown): value is ts.Node {
  return typeof value === "object" && value !== null && "kind" in value && "getSourceFile" in value;
}

const plan = 'jwt({ token }) { token.plan = "free"; return token; }';
const planOfToken = "session({ session, token }) { session.plan = token.plan; return session; }";
const feeding = { "auth.ts": authFile({ jwt: plan, session: planOfToken }), "helpers.ts": helpers };
const one = {
  "auth.ts": authFile({ session: 'session({ session }) { session.plan = "free"; return session; }' }),
  "helpers.ts": helpers,
};
const types = { "types.d.ts": augmentation({ session: ["other?: string"] }) };

/** Users of one of two providers have a plan: it may be missing wherever it is taken on. */
const sometimes = {
  "auth.ts": authFile({
    providers: [credentials('{ id: "1", plan: "free" }'), github],
    jwt: "jwt({ token, user }) { if (user) token.plan = user.plan; return token; }",
    session: planOfToken,
  }),
  "helpers.ts": helpers,
};

const letters = Array.from("abcdefghijklmnopqrstuvwxyz", (letter) => `field_${letter}`);

/** A project that hands fields from the token on to the session, as they are, with a statement more. */
function handingOn(names: readonly string[], more = "", end = ""): Files {
  const written = names.map((name) => `token.${name} = "${name}";`).join(" ");
  const handed = names.map((name) => `session.${name} = token.${name}${end};`).join(" ");
  return {
    "auth.ts": authFile({
      jwt: `jwt({ token }) { ${written} return token; }`,
      session: `session({ session, token }) { ${handed} ${more} return session; }`,
    }),
    "helpers.ts": helpers,
  };
}

/** A project whose session holds something else of each field of the token. */
const workedOut = (names: readonly string[]): Files => handingOn(names, "", ".length");

/** A field that is declared as always there, and is not; who reads it takes it for there. */
function withRefused(names: readonly string[]): Files {
  return {
    ...handingOn(names, 'if (enabled) session.refused = "now and then";'),
    "types.d.ts": augmentation({ session: ["refused: string"] }),
    "reader.ts":
      'import type { Session } from "next-auth";\n\nexport const read = (session: Session): string => session.refused.trim();\n',
  };
}

/** Readers of a name that the callbacks always give and the library may leave out; none of them minds. */
const nobodyMinds: Files = {
  "auth.ts": authFile({
    session:
      'session({ session, token }) { if (session.user && token.sub) { session.user.name = token.sub; if (enabled) session.plan = "free"; } return session; }',
  }),
  "helpers.ts": helpers,
  "types.d.ts": augmentation({ session: ["plan: string"] }),
  ...Object.fromEntries(
    letters
      .slice(0, 10)
      .map((letter) => [
        `${letter}.ts`,
        `import type { Session } from "next-auth";\n\nexport const read = (session: Session): string => session.user?.name ?? "";\n`,
      ]),
  ),
};

interface Bound {
  readonly name: string;
  readonly files: Files;
  readonly found: number;
  /** All that is found is mended unless it is said how much of it. */
  readonly fixable?: number;
  readonly programs: number;
  readonly checks: number;
  /** The same where the edits are wanted, unless they cost nothing more. */
  readonly mending?: { readonly programs: number; readonly checks: number };
}

const bounds: readonly Bound[] = [
  {
    name: "nothing where all is declared",
    files: { ...feeding, "types.d.ts": augmentation({ session: ["plan: string"], token: ["plan: string"] }) },
    found: 0,
    programs: 0,
    checks: 0,
  },
  { name: "one program for one undeclared field", files: { ...one, ...types }, found: 1, programs: 1, checks: 2 },
  { name: "one program where a file has to be created", files: one, found: 1, programs: 1, checks: 2 },
  {
    name: "one program for a field of the session that comes from one of the token",
    files: { ...feeding, ...types },
    found: 2,
    programs: 1,
    checks: 2,
  },
  {
    name: "one program for a field of the token that comes from an input which is not always there",
    files: { ...sometimes, ...types },
    found: 3,
    programs: 1,
    checks: 2,
  },
  {
    name: "one program for 26 fields of each kind",
    files: { ...handingOn(letters), ...types },
    found: 52,
    programs: 1,
    checks: 2,
  },
  {
    name: "two programs for 26 fields that are worked out from those of the token",
    files: { ...workedOut(letters), ...types },
    found: 52,
    programs: 2,
    checks: 2,
  },
  {
    name: "two programs for casts beside such fields",
    files: {
      ...handingOn(letters, '(session as any).plan = "free"; (session as any).more = token.field_a;'),
      ...types,
    },
    found: 56,
    programs: 2,
    checks: 2,
    mending: { programs: 2, checks: 3 },
  },
  {
    name: "one program more for one field that the compiler refuses",
    files: withRefused(letters.slice(0, 5)),
    found: 11,
    fixable: 10,
    programs: 2,
    checks: 7,
  },
  {
    name: "no more programs for such a field beside 25 others",
    files: withRefused(letters.slice(0, 25)),
    found: 51,
    fixable: 50,
    programs: 2,
    checks: 7,
  },
  {
    name: "checks of the readers of a base field that nobody misses in one program, and in the one that proves a fix",
    files: nobodyMinds,
    found: 1,
    programs: 4,
    checks: 13,
    mending: { programs: 4, checks: 23 },
  },
];

describe.each([
  ["what is found", { fix: false }],
  ["what is found and mended", {}],
] as const)("the programs that the engine makes to give %s:", (_, options) => {
  test.each(bounds)("$name", ({ files, found, fixable = found, mending, ...finding }) => {
    const { programs, checks } = "fix" in options ? finding : (mending ?? finding);
    const work = workOn(files, options);
    const { diagnostics } = work.analysis;
    expect([diagnostics.length, diagnostics.filter((one) => one.fixable).length]).toEqual([found, fixable]);
    expect(work.programs).toBeLessThanOrEqual(programs);
    expect(work.checks).toBeLessThanOrEqual(checks);
  });
});

test("an unassigned field asks the checker in no file that can hold no session", () => {
  const page = `export interface Item { id: string; plan: string; tags: string[] }
export const named = (item: Item): string => [item.id, item.plan, ...item.tags].join();
export const copies = (items: Item[]): Item[] => items.map((item) => ({ ...item, id: String(item.id) }));
`;
  const workOf = (pages: number): Work =>
    workOn(
      {
        "auth.ts": authFile({ session: "session({ session }) { return session; }" }),
        "helpers.ts": helpers,
        "types.d.ts": augmentation({ user: ["id: string", "plan: string"], token: ["plan: string"] }),
        ...Object.fromEntries(Array.from({ length: pages }, (_, index) => [`page${index}.ts`, page])),
      },
      { fix: false },
    );
  const askedOf = ({ asked }: Work): number => asked.get("getTypeAtLocation")?.length ?? 0;
  const [few, many] = [workOf(1), workOf(40)];
  expect(many.analysis.diagnostics.map(({ rule }) => rule)).toEqual(Array(3).fill("no-unassigned-field"));
  expect(askedOf(many)).toBe(askedOf(few));
});

describe("a helper that gets nothing of the session", () => {
  const head = `interface Query<T> {
  select<Name extends keyof T>(name: Name): Promise<T[Name]>;
  select<Name extends keyof T>(names: readonly Name[]): Promise<Pick<T, Name>>;
}
declare const db: {
  find(id: string | undefined): Query<{ x: string; y: number }>;
  find<T>(where: Partial<T>): Query<T>;
};`;
  const workOf = (statement: string): Work =>
    workOn(
      {
        "auth.ts": authFile({
          head,
          jwt: `async jwt({ token }) { ${statement} token.plan = "free"; return token; }`,
          session: planOfToken,
        }),
        "helpers.ts": helpers,
        "types.d.ts": augmentation({ session: ["plan: string"], token: ["plan: string"] }),
      },
      { fix: false },
    );

  const calls = [
    ["for what it does", 'db.find(token.sub).select("x");'],
    ["for what it does, and waited for", 'await db.find(token.sub).select("x");'],
  ] as const;
  const unused = [
    ["for a variable that no field gets", 'const x = await db.find(token.sub).select("x");'],
    ["in a condition", 'if (await db.find(token.sub).select(["x", "y"])) { token.plan = "pro"; }'],
  ] as const;

  test.each([...calls, ...unused])("no overload of it is asked for if it is called %s", (_, statement) => {
    const { analysis, asked } = workOf(statement);
    expect(analysis.diagnostics).toEqual([]);
    expect(asked.get("getTypeAtLocation")).not.toBeUndefined();
    expect(asked.get("getResolvedSignature") ?? []).toEqual([]);
  });

  test.each(unused)("nothing of it is asked for if it is called %s", (_, statement) => {
    const texts = [...workOf(statement).asked.values()].flat();
    expect(texts.filter((text) => text.includes("db."))).toEqual([]);
    expect(texts.some((text) => text.includes("token"))).toBe(true);
  });
});
