import { describe, expect, test } from "vitest";
import { augmentation, types } from "../support/augmentation.js";
import { session } from "../support/auth-file.js";
import { checkMarked, type MarkedCase, type MarkedProject } from "../support/marked-project.js";

const changed = "⟦no-unserializable-field!⟧";
const declaring = (member: string): Record<string, string> => ({ [types]: augmentation({ session: [member] }) });
const writing = (value: string, head?: string): NonNullable<MarkedProject["auth"]> => ({
  session: session(`${changed}session.value = ${value};`),
  ...(head !== undefined && { head }),
});
const silent = (value: string, head?: string): NonNullable<MarkedProject["auth"]> => ({
  session: session(`session.value = ${value};`),
  ...(head !== undefined && { head }),
});

const invalid: readonly MarkedCase[] = [
  {
    name: "a bigint with a brand",
    auth: writing("10n as unknown as Value", "export type Value = bigint & { readonly __brand: unique symbol };"),
    files: { [types]: augmentation({ session: ['value: import("../auth").Value'] }) },
  },
  { name: "a Date", auth: writing("new Date(0)"), files: declaring("value: Date") },
  { name: "a Date or null", auth: writing("enabled ? new Date(0) : null"), files: declaring("value: Date | null") },
  { name: "a Map", auth: writing('new Map([["a", 1]])'), files: declaring("value: Map<string, number>") },
  { name: "a Set", auth: writing("new Set<string>()"), files: declaring("value: Set<string>") },
  { name: "a bigint", auth: writing("10n"), files: declaring("value: bigint") },
  { name: "a function", auth: writing("() => 1"), files: declaring("value: () => number") },
  { name: "a symbol", auth: writing("Symbol()"), files: declaring("value: symbol") },
  {
    name: "a Date inside an object",
    auth: writing("{ plan: { since: new Date(0) } }"),
    files: declaring("value: { plan: { since: Date } }"),
  },
  {
    name: "a Date inside an object, beside text",
    auth: writing('{ name: "Ann", since: new Date(0) }'),
    files: declaring("value: { name: string; since: Date }"),
  },
  { name: "a list of dates", auth: writing("[new Date(0)]"), files: declaring("value: Date[]") },
  {
    name: "an object that has a toJSON() of another type",
    auth: writing(
      "new Money()",
      "class Money { amount = 1; toJSON(): string { return String(this.amount); } }\nexport type { Money };",
    ),
    files: { [types]: augmentation({ session: ['value: import("../auth").Money'] }) },
  },
  {
    name: "a value in the token, where JSON comes first",
    auth: { jwt: `jwt({ token }) {\n      ${changed}token.at = new Date(0);\n      return token;\n    }` },
    files: { [types]: augmentation({ token: ["at: Date"] }) },
  },
  {
    name: "a value that the session takes from a token without declarations",
    auth: {
      jwt: `jwt({ token }) {\n      ⟦no-untyped-token⟧${changed}token.at = new Date(0);\n      return token;\n    }`,
      session: session(`⟦no-undeclared-field⟧${changed}session.at = token.at;`),
    },
  },
  {
    name: "a declared field of a row that came in with a spread",
    auth: {
      head: "declare const row: { id: string; createdAt: Date };",
      session: `session({ session }) { return { ...session, ...${changed}row }; }`,
    },
    files: { [types]: augmentation({ session: ["createdAt: Date"] }) },
  },
  {
    name: "only the one of several writes that puts it there",
    auth: {
      session: session(`if (enabled) session.value = 0;\n      else ${changed}session.value = new Date(0);`),
    },
    files: declaring("value: number | Date"),
  },
];

const asValue = { [types]: augmentation({ session: ['value: import("../auth").Value'] }) };

const valid: readonly MarkedCase[] = [
  ...[
    ["a string with a brand of its own symbol", "string & { readonly __brand: unique symbol }", '"a"'],
    ["a string with a brand of a declared symbol", "string & { readonly [mark]: 'id' }", '"a"'],
    ["a number with a brand", "number & { readonly __tag: { readonly of: Date } }", "1"],
    ["a boolean with a brand", "boolean & { readonly __brand: () => void }", "true"],
    ["a template with a brand", "`${string}@${string}` & { readonly __brand: Date }", '"a@b"'],
    ["one of several with brands", '("a" | "b") & { readonly __brand: unique symbol }', '"a"'],
    ["a list of strings with brands", "(string & { readonly __brand: unique symbol })[]", "[]"],
    ["an object that holds a brand", "{ id: string & { readonly __brand: Date } }", '{ id: "a" }'],
  ].map(([name = "", type = "", value = ""]): MarkedCase => ({
    name,
    auth: silent(
      `${value} as unknown as Value`,
      `declare const mark: unique symbol;\nexport type Value = ${type};\nexport type Mark = typeof mark;`,
    ),
    files: asValue,
  })),
  ...[
    ["keeps behind a #", "#since = new Date(0); has(): boolean { return #since in this; }"],
    ["keeps as private", "private since = new Date(0); has(): boolean { return this.since !== undefined; }"],
    ["keeps as protected", "protected since = new Date(0);"],
    ["works out in an accessor", "get since(): Date { return new Date(0); }"],
    ["does in a method", "since(): Date { return new Date(0); }"],
  ].map(([what = "", member = ""]): MarkedCase => ({
    name: `what an instance ${what}`,
    auth: silent("new Value()", `class Value { id = "1"; ${member} }\nexport type { Value };`),
    files: asValue,
  })),
  {
    name: "text, numbers, booleans, null",
    auth: silent('enabled ? "a" : enabled ? 1 : enabled ? true : null'),
    files: declaring("value: string | number | boolean | null"),
  },
  { name: "a Date as text", auth: silent("new Date(0).toISOString()"), files: declaring("value: string") },
  {
    name: "lists and objects of these",
    auth: silent('{ a: [1], b: { c: "c" } }'),
    files: declaring("value: { a: number[]; b: { c: string } }"),
  },
  {
    name: "undefined, which vanishes like an optional field",
    auth: silent("enabled ? 1 : undefined"),
    files: declaring("value?: number"),
  },
  {
    name: "a value that its author has declared as such",
    auth: silent("new Date(0)"),
    files: declaring("value: Date | string"),
  },
  {
    name: "an own class that is called Map",
    auth: silent("new Map()", "class Map { a = 1 }\nexport type { Map };"),
    files: { [types]: augmentation({ session: ['value: import("../auth").Map'] }) },
  },
  {
    name: "an undeclared Date of a row that came in with a spread",
    auth: {
      head: "declare const row: { id: string; createdAt: Date };",
      session: "session({ session }) { return { ...session, ...row }; }",
    },
  },
  {
    name: "a value without a known type",
    auth: silent("JSON.parse(token.sub!)"),
    files: declaring("value: unknown"),
  },
];

describe("no-unserializable-field", () => {
  for (const one of invalid) test(`finds: ${one.name}`, () => void checkMarked(one));
  for (const one of valid) test(`does not report: ${one.name}`, () => void checkMarked(one));

  test("the message says what arrives and how to remedy it", () => {
    const messages = (value: string, type: string): (string | undefined)[] => {
      const made = checkMarked({ auth: writing(value), files: declaring(`value: ${type}`) });
      return made.analysis().diagnostics.flatMap(({ message, manual }) => [message, manual]);
    };
    expect(messages("new Date(0)", "Date")).toEqual([
      "`session.value` is a `Date` here, and travels as JSON: its readers get a `string`.",
      "Assign its `.toISOString()`, and declare a `string`.",
    ]);
    expect(messages("{ at: [new Set<string>()] }", "{ at: Set<string>[] }")).toEqual([
      "`session.value.at` is a `Set<string>` here, and travels as JSON: its readers get an empty object.",
      "Assign what comes through JSON as it is.",
    ]);
    expect(messages("10n", "bigint")).toEqual([
      "`session.value` is a `bigint` here, and travels as JSON: `JSON.stringify` throws on it.",
      "Assign its `.toString()`, and declare a `string`.",
    ]);
    expect(messages("() => 1", "() => number")).toEqual([
      "`session.value` is a `() => number` here, and travels as JSON: its readers get nothing.",
      "Assign what comes through JSON as it is.",
    ]);
  });
});
