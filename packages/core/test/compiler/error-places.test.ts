import fc from "fast-check";
import type ts from "typescript";
import { expect, test } from "vitest";
import { ErrorPlaces } from "../../src/compiler/error-places.js";
import type { ErrorAt } from "../../src/compiler/errors.js";

const errorAt = (fileName: string, start: number, length: number): ErrorAt => ({
  fileName,
  start,
  end: start + length,
  code: 1,
  diagnostic: {} as ts.Diagnostic,
});

const errors = fc.array(
  fc
    .tuple(fc.constantFrom("a.ts", "b.ts"), fc.nat(40), fc.nat(12))
    .map(([fileName, start, length]) => errorAt(fileName, start, length)),
  { maxLength: 30 },
);

test("errors are found by their places as if each was compared with each", () => {
  fc.assert(
    fc.property(errors, errors, (known, asked) => {
      const places = new ErrorPlaces(known);
      for (const one of asked) {
        const own = known.filter(({ fileName }) => fileName === one.fileName);
        expect(places.at(one)).toEqual(own.filter(({ start }) => start === one.start));
        expect(places.overlaps(one)).toBe(own.some(({ start, end }) => start < one.end && one.start < end));
      }
    }),
  );
});

test("errors with different keys are at no common place", () => {
  const places = new ErrorPlaces([errorAt("a.ts", 0, 5)], ({ fileName, end }) => `${fileName} ${String(end)}`);
  expect(places.overlaps(errorAt("a.ts", 0, 5))).toBe(true);
  expect(places.overlaps(errorAt("a.ts", 0, 4))).toBe(false);
});

test("a file with a hundred thousand errors takes no time", () => {
  const many = Array.from({ length: 100_000 }, (_, index) => errorAt("a.ts", index * 3, 2));
  const started = process.cpuUsage();
  const places = new ErrorPlaces(many);
  expect(many.every((one) => places.overlaps(one) && places.at(one).length === 1)).toBe(true);
  // Each with each would take a minute.
  expect(process.cpuUsage(started).user).toBeLessThan(5_000_000);
});
