import { describe, expect, test } from "vitest";
import {
  areOfOneField,
  findingId,
  lastingFindingId,
  placedFindingId,
  saySame,
  type FindingName,
} from "../../src/api/same-findings.js";
import { namedField } from "../../src/api/field-key.js";
import type { Diagnostic } from "../../src/index.js";

const role = namedField({ interface: "JWT", names: ["role"] });
const id = namedField({ interface: "JWT", names: ["id"] });
const ofField: FindingName = { rule: "no-untyped-token", file: "auth.ts", field: role, message: "It is a string." };
const ofPlace: FindingName = { rule: "require-callback-return", file: "auth.ts", message: "Nothing is returned." };

describe("a finding is the same before and after an edit", () => {
  test.each([
    ["about a field, in other words", ofField, { ...ofField, message: "It is a number." }, true],
    ["about a field, in another file", ofField, { ...ofField, file: "other.ts" }, true],
    ["about no field, in the same words", ofPlace, { ...ofPlace }, true],
    ["not about another field", ofField, { ...ofField, field: id }, false],
    ["not by another rule", ofField, { ...ofField, rule: "no-mismatched-field" }, false],
    ["not in other words where it is about no field", ofPlace, { ...ofPlace, message: "It throws." }, false],
    ["not in another file where it is about no field", ofPlace, { ...ofPlace, file: "other.ts" }, false],
  ])("%s", (_, one, other, isSame) => {
    expect(findingId(one) === findingId(other)).toBe(isSame);
  });
});

test("a finding of a program is told from others by its rule, its place and its words", () => {
  const one = { ...ofPlace, line: 3, column: 5, endLine: 3, endColumn: 9, severity: "error" } as Diagnostic;
  const others: Partial<Diagnostic>[] = [{ rule: "a" }, { file: "b.ts" }, { line: 4 }, { column: 6 }, { message: "c" }];
  expect(others.map((other) => placedFindingId({ ...one, ...other }) === placedFindingId(one))).toEqual(
    others.map(() => false),
  );
  expect(placedFindingId({ ...one, endColumn: 12, severity: "warn" })).toBe(placedFindingId(one));
});

test("what is kept of a finding names its field and what it says, without the places in it", () => {
  expect(lastingFindingId({ ...ofField, message: "See auth.ts:12:7 and auth.ts:9." })).toBe(
    '["no-untyped-token","auth.ts","JWT.role","See auth.ts and auth.ts."]',
  );
  expect(lastingFindingId(ofPlace)).toBe('["require-callback-return","auth.ts","","Nothing is returned."]');
});

test("two findings of one rule are of one field, or say the same", () => {
  const [one, other] = [
    { rule: "a", key: role, message: "x" },
    { rule: "a", key: id, message: "x" },
  ] as const;
  const inOtherWords = { ...one, message: "y" };
  expect(areOfOneField(inOtherWords, one)).toBe(true);
  expect(areOfOneField(one, other)).toBe(false);
  expect(areOfOneField<string>({ ...one, rule: "b" }, one)).toBe(false);
  expect(areOfOneField({ rule: "a" }, one)).toBe(false);
  expect(saySame(one, other)).toBe(true);
  expect(saySame(one, inOtherWords)).toBe(false);
  expect(saySame<string>({ ...one, rule: "b" }, one)).toBe(false);
});
