import type ts from "typescript";
import { describe, expect, test } from "vitest";
import type { Assertion } from "../../../src/edits/assertions.js";
import { absentParameter, createObserver, type MissingReturn } from "../../../src/infer/interpreter/observer.js";
import { constant, opaque, type Source, type AbstractValue } from "../../../src/infer/heap/value.js";

describe("what the observer remembers", () => {
  const node = (): ts.Node => ({}) as ts.Node;

  test("each place is kept once, in the order of the paths", () => {
    const { observer, seen } = createObserver();
    const [first, second] = ["a", "b"].map((name): Source => ({ interface: "JWT", names: [name], node: node() }));
    const access = { node: node(), name: "user" } as const;
    const cast = node() as Assertion;
    for (const read of [first, second, first]) if (read) observer.onRead(read);
    for (const name of ["b", "a", "b"]) observer.onTokenWrite(name);
    for (let round = 0; round < 2; round++) {
      observer.onAbsentAccess(access);
      observer.onCast(cast);
    }
    expect(seen.reads).toEqual([first, second]);
    expect([...seen.tokenWrites]).toEqual(["b", "a"]);
    expect(seen.absentAccesses).toEqual([access]);
    expect(seen.casts).toEqual([cast]);
  });

  test("each bare return of a function is kept, and its end", () => {
    const { observer, seen } = createObserver();
    const owner = node() as MissingReturn["owner"];
    const [a, b] = [node() as ts.ReturnStatement, node() as ts.ReturnStatement];
    for (const at of [a, undefined, b, a, undefined]) observer.onMissingReturn({ owner, at });
    expect(seen.missingReturns.map(({ at }) => at)).toEqual([a, undefined, b]);
  });
});

describe("a parameter that is not there", () => {
  test.each<[value: AbstractValue, name: "user" | "token" | undefined]>([
    [{ kind: "input", name: "user", present: false }, "user"],
    [{ kind: "input", name: "token", present: false }, "token"],
    [{ kind: "input", name: "account", present: false }, undefined],
    [{ kind: "input", name: "profile", present: false }, undefined],
    [{ kind: "input", name: "user", present: true }, undefined],
    [{ kind: "input", name: "user" }, undefined],
    [{ kind: "object", id: 0 }, undefined],
    [constant(undefined), undefined],
    [opaque(), undefined],
  ])("the user is missing under tokens, the token under a database", (value, name) => {
    expect(absentParameter(value)).toBe(name);
  });
});
