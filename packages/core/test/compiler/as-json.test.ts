import ts from "typescript";
import { describe, expect, test } from "vitest";
import { unserializable } from "../../src/compiler/as-json.js";
import { typesOf } from "../../src/compiler/types.js";
import { programOf, typeOf } from "../support/program.js";

const head = `import type { Row } from "rows";
interface Node { next?: Node; list: Node[] }
interface Late { next?: Late; at: Date }
declare global { interface String { shout(): string } }
class Money { amount = 1; toJSON(): string { return ""; } }
class Same { amount = 1; toJSON(): Same { return this; } }
class Plain { amount = 1n; toJSON(): { amount: string } { return { amount: "" }; } }
class Loose { at = new Date(); toJSON(): any { return {}; } }
class Named { at = new Date(); toJSON = "no function"; }
class Map2 { at = 1; }
interface Pending extends Promise<string> { readonly cancel: () => void }
class Failure extends Error { code = 1; }
class Thenable { id = 1; then(): void {} }
namespace own { export class Map { at = 1; } export class Set { since = new Date(); } }
`;

/** What is said of a type: where it stands, what stands there, and what happens to it. */
function said(type: string): string | undefined {
  const source = programOf({
    "node_modules/rows/index.d.ts": "export interface Row { at: Date }\n",
    "main.ts": `${head}export declare const value: ${type};\n`,
  });
  const types = typesOf(ts, source.program);
  const found = unserializable(ts, types, typeOf(source));
  return (
    found &&
    `${found.names.join(".")}: ${types.text(found.type)} ${found.fate}${found.arrives ? ` ${types.text(found.arrives)}` : ""}`
  );
}

describe("types that JSON changes:", () => {
  test.each([
    ["Date", ": Date becomes string"],
    ["Date | null", ": Date becomes string"],
    ["string | number | Date", ": Date becomes string"],
    ["Money", ": Money becomes string"],
    ["Plain", ": Plain becomes { amount: string; }"],
    ["Named", "at: Date becomes string"],
    ["Map<string, string>", ": Map<string, string> emptied"],
    ["ReadonlySet<string>", ": ReadonlySet<string> emptied"],
    ["Promise<string>", ": Promise<string> emptied"],
    ["{ plan: PromiseLike<string> }", "plan: PromiseLike<string> emptied"],
    ["Pending", ": Pending emptied"],
    ["RegExp", ": RegExp emptied"],
    ["Error | null", ": Error emptied"],
    ["TypeError", ": TypeError emptied"],
    ["ArrayBuffer", ": ArrayBuffer emptied"],
    ["Uint8Array", ": Uint8Array<ArrayBufferLike> indexed"],
    ["Float64Array[]", ": Float64Array<ArrayBufferLike> indexed"],
    ["own.Set", "since: Date becomes string"],
    ["bigint", ": bigint throws"],
    ["1n", ": bigint throws"],
    ["symbol", ": symbol dropped"],
    ["() => void", ": () => void dropped"],
    ["{ a: string; since: Date; last: bigint }", "since: Date becomes string"],
    ["{ a: string } & { since: Date }", "since: Date becomes string"],
    ["{ plan: { since: Date } }", "plan.since: Date becomes string"],
    ["Date[]", ": Date becomes string"],
    ["[string, { since: Date }]", "since: Date becomes string"],
    ["readonly { since: Date }[]", "since: Date becomes string"],
    ["Late", "at: Date becomes string"],
    ["{ next: Node; row: Row; at: bigint }", "at: bigint throws"],
    ["{ a: { b: { c: Date } } }", "a.b.c: Date becomes string"],
  ])("%s", (type, expected) => {
    expect(said(type)).toBe(expected);
  });
});

describe("types that JSON does not change, or that nobody can know:", () => {
  test.each([
    "string",
    '"free"',
    "number | null",
    "undefined",
    "boolean",
    "unknown",
    "any",
    "object",
    "{ a: string; b?: number[] }",
    "Same",
    "Loose",
    "Node",
    "own.Map",
    "Map2",
    // What they add is an own property.
    "Failure",
    "Thenable",
    // Its fields are another's, and nobody has spelled them out.
    "Row",
    "Row[]",
    // Nested deeper than one looks.
    "{ a: { b: { c: { d: Date } } } }",
    "[[[[Date]]]]",
  ])("%s", (type) => {
    expect(said(type)).toBeUndefined();
  });
});
