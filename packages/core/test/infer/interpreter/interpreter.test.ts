import type ts from "typescript";
import { describe, expect, test } from "vitest";
import { PathState } from "../../../src/infer/heap/state.js";
import { factsOf, namesIn } from "../../support/facts.js";
import { testFollowed } from "../../support/followed.js";
import { constant, opaque, type Write } from "../../../src/infer/heap/value.js";
import { internWrite, type Run, type Completion } from "../../../src/infer/interpreter/context.js";
import { mergePaths, sameCompletion } from "../../../src/infer/interpreter/paths.js";

const name = { name: "it" } as ts.Symbol;
const start = new PathState();
const withValue = (value: number): PathState => {
  const state = start.clone();
  state.bind(name, constant(value));
  return state;
};

describe("the merging of paths", () => {
  const merge = (values: readonly (readonly [kind: string, value: number])[]): string[] =>
    mergePaths(
      { effort: { steps: 0 } },
      values.map(([kind, value]) => ({ kind, state: withValue(value) })),
      (a, b) => a.kind === b.kind,
    ).map(({ kind, state }) => {
      const value = state.lookup(name);
      return `${kind}: ${value?.kind === "oneOf" ? value.values.join(" ") : ""}`;
    });

  test("equal paths become one, and others stay apart", () => {
    expect(
      merge([
        ["a", 1],
        ["a", 2],
        ["b", 1],
        ["a", 1],
      ]),
    ).toEqual(["a: 1", "a: 2", "b: 1"]);
  });

  test("merged paths keep only the conditions that both have taken the same way", () => {
    const [left, right] = [withValue(1), withValue(1)];
    left.assume("same", true);
    right.assume("same", true);
    left.assume("other", true);
    right.assume("other", false);
    const [merged, ...rest] = mergePaths({ effort: { steps: 0 } }, [{ state: left }, { state: right }], () => true);
    expect(rest).toEqual([]);
    expect([...(merged?.state.conditions() ?? [])]).toEqual([["same", true]]);
  });

  test("48 different paths stay apart", () => {
    const values = Array.from({ length: 48 }, (_, index) => ["a", index] as const);
    expect(merge(values)).toEqual(values.map(([kind, value]) => `${kind}: ${value}`));
  });

  test("beyond 48 the last paths are joined to the first", () => {
    const values = Array.from({ length: 50 }, (_, index) => ["a", index] as const);
    const merged = merge(values);
    expect(merged).toHaveLength(48);
    expect([merged[0], merged[1], merged[47]]).toEqual(["a: 0 49 48", "a: 1", "a: 47"]);
  });

  test("beyond 48 a path is joined only to one of its kind", () => {
    const values = Array.from({ length: 50 }, (_, index) => [index < 48 ? `kind ${index}` : "kind 3", index] as const);
    const merged = merge(values);
    expect(merged).toHaveLength(48);
    expect([merged[0], merged[3]]).toEqual(["kind 0: 0", "kind 3: 3 49 48"]);
  });

  test("beyond 48 all paths stay apart if each has a kind of its own", () => {
    const values = Array.from({ length: 50 }, (_, index) => [`kind ${index}`, index] as const);
    expect(merge(values)).toHaveLength(50);
  });
});

describe("code with more paths than can be followed", () => {
  const endless = (depth: number): string =>
    `for (const one of list) {\n${"if (is()) session.inner = is();\n".repeat(5)}${depth === 0 ? "" : endless(depth - 1)}\n}`;
  const head = "declare function is(): boolean;";

  test("a statement of a callback is given up alone, and the rest is followed", () => {
    const { session } = factsOf({
      head,
      session: `session({ session }) { session.first = 1;\n${endless(9)}\nsession.last = 1; return session; }`,
    });
    expect(namesIn(session)).toEqual(["first", "last"]);
    expect(session.open.map(({ why }) => why)).toEqual(["it takes too many steps to follow"]);
  });

  test("a helper is given up as a whole, at its call", () => {
    const { session } = factsOf({
      head: `${head}\nfunction fill(session: any): void { session.first = 1;\n${endless(9)}\n}`,
      session: "session({ session }) { fill(session); session.last = 1; return session; }",
    });
    expect(namesIn(session)).toEqual(["last"]);
    expect(session.open.map(({ node, why }) => `${node.getText()}: ${why}`)).toEqual([
      "fill(session): it takes too many steps to follow",
    ]);
  });
});

describe("two ways to leave a statement", () => {
  const state = start;
  const node = {} as ts.ReturnStatement;
  const returned: Completion = { kind: "return", state, value: opaque(), node };
  const normal: Completion = { kind: "normal", state };
  const thrown: Completion = { kind: "throw", state };
  const left = (kind: "break" | "continue", label?: string): Completion => ({ kind, state, label });

  test.each<[a: Completion, b: Completion, isSame: boolean]>([
    [normal, normal, true],
    [returned, returned, false],
    [thrown, thrown, false],
    [left("break"), left("break"), true],
    [left("continue"), left("continue"), true],
    [left("break", "outer"), left("break", "outer"), true],
    [left("break", "outer"), left("break"), false],
    [left("continue", "outer"), left("continue", "inner"), false],
    [left("break"), left("continue"), false],
    [normal, returned, false],
    [normal, left("break"), false],
    [thrown, normal, false],
  ])("they are the same if they are of one kind and go to one place", (a, b, isSame) => {
    expect(sameCompletion(a, b)).toBe(isSame);
  });
});

test("the write of a field at a place is made once", () => {
  const run = { writes: new Map() } as unknown as Run;
  const [node, other] = [{} as ts.Node, {} as ts.Node];
  const make = (): Write => ({}) as Write;
  const first = internWrite(run, node, "a", make);
  expect(internWrite(run, node, "a", make)).toBe(first);
  expect(internWrite(run, node, "b", make)).not.toBe(first);
  expect(internWrite(run, other, "a", make)).not.toBe(first);
  expect(internWrite(run, node, "a", make)).toBe(first);
});

describe("the ends of a function:", () => {
  const parameters = "{ session }: SessionParameters";
  testFollowed([
    {
      name: "ends that return something",
      session: "if (enabled) return session;",
      fields: [],
      missing: [],
    },
    {
      name: "ends that return nothing",
      session: `function(${parameters}): any { if (enabled) return; (session as any).plan = row.plan; }`,
      fields: [],
      missing: ["return;", "end of session"],
    },
    {
      name: "ends that throw, which say nothing",
      session: "if (enabled) throw new Error(); session.plan = row.plan;",
      fields: ["S.plan: string"],
      missing: [],
    },
    {
      name: "ends of a helper, which has nothing to return",
      session: "function add() { (session as any).plan = row.plan; }\nif (add() as any) session.id = row.id;",
      fields: ["S.plan: string"],
      missing: ["end of add"],
    },
    {
      name: "the end of an arrow function without braces",
      session: "const add = () => Object.assign(session, { plan: row.plan });\nreturn add();",
      fields: ["S.plan: string"],
      missing: [],
    },
    {
      name: "ends of a helper that throws",
      head: "function fail(of: any): any { throw new Error(of); }",
      session: "if (enabled) { fail(session); (session as any).id = row.id; }",
      fields: [],
      missing: [],
    },
  ]);
});
