import ts from "typescript";
import { describe, expect, test } from "vitest";
import { viewOf } from "../../src/compiler/program-view.js";
import { programOf, typeOf } from "../support/program.js";

const source = programOf({
  "values.ts": `import type { Row } from "not-installed";
declare global { interface String { readonly row: Row } }
interface Holder { row: Row }
export declare const row: Row, promised: Promise<Row>, list: Row[], pair: [string, Row], perhaps: Row[] | undefined;
export declare const literal: { row: Row }, nested: { rows: readonly Row[] }, aliased: Readonly<Row>;
export declare const text: string, either: "a" | 1, holder: Holder, holders: Holder[], known: { id: string };
`,
});
const { types } = viewOf({ ts, ...source });

describe("a type that rests on a package that is not installed is unresolved:", () => {
  test.each(["row", "promised", "list", "pair", "perhaps", "literal", "nested", "aliased"])("%s", (name) => {
    expect(types.isUnresolved(typeOf(source, name))).toBe(true);
  });
});

describe("a type is resolved whose own text does not name such a package:", () => {
  // Every text has the property with the missing type that the project gives all of them.
  test.each(["text", "either", "holder", "holders", "known"])("%s", (name) => {
    expect(types.isUnresolved(typeOf(source, name))).toBe(false);
  });
});
