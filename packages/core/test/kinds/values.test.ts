import { describe, test } from "vitest";
import { checkTold } from "../support/told.js";

/** Values that pass through JSON as what they are. */
const plain: readonly (readonly [name: string, head: string, value: string])[] = [
  ["a branded number", 'type Cents = number & { readonly __brand: "Cents" };\ndeclare const value: Cents;', "value"],
  [
    "a brand by a symbol",
    "declare const brand: unique symbol;\ntype Id = string & { readonly [brand]: true };\ndeclare const value: Id;",
    "value",
  ],
  [
    "a brand of a generic",
    'type Brand<T, B> = T & { readonly __brand: B };\ndeclare const value: Brand<boolean, "On">;',
    "value",
  ],
  ["a template's type", "declare const value: `user-${string}`;", "value"],
  [
    "one of several brands",
    "type A = string & { __a: 1 };\ntype B = string & { __b: 1 };\ndeclare const value: A | B | null;",
    "value",
  ],
  ["an enum", 'enum Role { A = "a", B = "b" }\ndeclare const value: Role;', "value"],
  ["a list that nobody may change", "declare const value: readonly string[];", "value"],
  ["a tuple", "declare const value: [string, number?];", "value"],
  ["a record", "declare const value: Record<string, number>;", "value"],
  [
    "a literal of brands",
    'type Id = string & { __brand: "Id" };\ndeclare const value: { id: Id; ids: Id[] };',
    "value",
  ],
];

/** Values that arrive as something else. */
const changed: readonly (readonly [name: string, head: string, value: string])[] = [
  ["a Date", "", "new Date()"],
  ["a class that extends Date", "class Day extends Date {}", "new Day()"],
  ["a Map", "", "new Map<string, string>()"],
  ["a Set in a literal", "", "{ all: new Set([1]) }"],
  ["a bigint", "declare const value: bigint;", "value"],
  ["a function", "", "() => 1"],
  ["a list of dates", "", "[new Date()]"],
  ["a date or nothing", "declare const value: Date | null;", "value"],
];

const of = (value: string): string => `session.value = ${value};`;

describe("a value that arrives as it is sent is not reported:", () => {
  test.each(plain)("%s", (name, head, value) => {
    checkTold({ name, parts: { head }, session: of(value), rules: ["no-undeclared-field"] });
  });
});

describe("a value that arrives as another is reported:", () => {
  test.each(changed)("%s", (name, head, value) => {
    checkTold({ name, parts: { head }, session: of(value), rules: ["no-undeclared-field", "no-unserializable-field"] });
  });
});
