import fc from "fast-check";
import { expect, test } from "vitest";
import { withUnionsSorted } from "../../src/syntax/union-order.js";

const same: readonly (readonly [string, string])[] = [
  ["string | number", "number | string"],
  ["(2 | Row | 1)[]", "(1 | 2 | Row)[]"],
  ["{ a: string | null; b?: 1 | 2 }", "{ a: null | string; b?: 2 | 1 }"],
  ["Map<'a' | 'b', { c: A | B }> | undefined", "undefined | Map<'b' | 'a', { c: B | A }>"],
  ["(one: A | B) => C | D", "(one: B | A) => D | C"],
  ["A & { x: 1 } | B", "B | A & { x: 1 }"],
  ["[A | B, C]", "[B | A, C]"],
];

test.each(same)("the order of a union's members does not matter: %s", (one, other) => {
  expect(withUnionsSorted(one)).toBe(withUnionsSorted(other));
});

const different: readonly (readonly [string, string])[] = [
  ["{ a: string; b: number }", "{ a: number; b: string }"],
  ["[A, B]", "[B, A]"],
  ["A & B", "B & A"],
  ['"a | b"', '"b | a"'],
  ["(A | B)[] | C", "(A | C)[] | B"],
  ["A extends B | C ? D : E", "A extends B | C ? E : D"],
  ["Map<A, B | C>", "Map<B, A | C>"],
  ["() => A | B", "(() => A) | B"],
];

test.each(different)("anything else matters: %s", (one, other) => {
  expect(withUnionsSorted(one)).not.toBe(withUnionsSorted(other));
});

test("any text comes to an end and loses nothing", () => {
  const texts = fc.string({
    unit: fc.constantFrom(
      "A",
      "b ",
      "|",
      "(",
      ")",
      "<",
      ">",
      "[",
      "]",
      "{",
      "}",
      ";",
      ":",
      "=>",
      "=",
      '"',
      "'",
      "`",
      "\\",
    ),
  });
  fc.assert(
    fc.property(texts, (text) => {
      const partsOf = (one: string): readonly string[] => one.replace(/[ |]/g, "").split(/(?=.)/).sort();
      expect(partsOf(withUnionsSorted(text))).toEqual(partsOf(text));
    }),
    { numRuns: 500 },
  );
});
