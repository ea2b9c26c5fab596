import path from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";
import { keepsExports } from "../../src/compiler/exports.js";
import { beforeAndAfter } from "../support/marked-edits.js";
import { programOf, root } from "../support/program.js";
import { overlay } from "../support/compiler.js";

const head = "declare const row: { id: number; plan: string };\ndeclare const anything: any;\n";

test.each<[name: string, text: string, isKept: boolean]>([
  [
    "an edit in a body keeps them where the inferred type stays",
    "export function get() {\n  const { plan } = row⟪ as any as { plan: string }⟫;\n  return plan;\n}\n",
    true,
  ],
  [
    "an edit in a body does not where the inferred type changes",
    "export function get() {\n  return row.id⟪ as any⟫;\n}\n",
    false,
  ],
  [
    "an edit in a body does not where the inferred type changes in the innermost place",
    "export const get = () => ({ all: [{ id: row.id⟪ as any⟫ }] });\n",
    false,
  ],
  [
    "an edit in a body does not where an asynchronous function gives another type",
    "export async function get() {\n  return row.id⟪ as any⟫;\n}\n",
    false,
  ],
  [
    "an edit in a body keeps them where the type is written down",
    "export function get(): number {\n  return row.id⟪ as any⟫;\n}\n",
    true,
  ],
  [
    "an edit in a body keeps them where the variable's type is written down",
    "interface Options { get: () => unknown }\nexport const options: Options = { get: () => row.id⟪ as any⟫ };\n",
    true,
  ],
  [
    "an edit in the body of what nobody exports keeps them",
    "function get() {\n  return row.id⟪ as any⟫;\n}\nexport const got: unknown = get();\n",
    true,
  ],
  [
    "an edit in the body of what an export calls does not",
    "function get() {\n  return row.id⟪ as any⟫;\n}\nexport const got = get();\n",
    false,
  ],
  [
    "an edit does not in a file with a type made of a value",
    "function get() {\n  return row.id⟪ as any⟫;\n}\nexport type Got = ReturnType<typeof get>;\n",
    false,
  ],
  [
    "an edit does not in a file with a type made of a value, even one that stays",
    "export function get(): number {\n  return row.id⟪ as any⟫;\n}\nexport type Row = typeof row;\n",
    false,
  ],
  [
    "an edit keeps them in a file that asks for a value's kind",
    'export function get(): boolean {\n  return typeof (row.id⟪ as any⟫) === "string";\n}\n',
    true,
  ],
  [
    "an edit does not in a file with a class",
    "export class Store {\n  get() {\n    return row.id⟪ as any⟫;\n  }\n}\n",
    false,
  ],
  [
    "an edit does not in a file with a class inside a function",
    "export function get(): unknown {\n  return class {\n    id = row.id⟪ as any⟫;\n  };\n}\n",
    false,
  ],
  ["an edit does not in a script, which exports nothing", "function get() {\n  return row.id⟪ as any⟫;\n}\n", false],
  [
    "an edit keeps them in a module that exports nothing",
    "function get() {\n  return row.id⟪ as any⟫;\n}\nget();\nexport {};\n",
    true,
  ],
  ["an edit keeps a default export whose type stays", "export default () => `${row.id⟪ as any⟫}`;\n", true],
  ["an edit does not keep a default export whose type changes", "export default () => row.id⟪ as any⟫;\n", false],
  [
    "an edit keeps an object of handlers whose types stay",
    "const get = (): number => row.id⟪ as any⟫;\nexport const handlers = { get };\n",
    true,
  ],
  [
    "an edit does not keep an object of handlers of which one has another type",
    "const get = () => row.id⟪ as any⟫;\nexport const handlers = { get };\n",
    false,
  ],
  [
    "an edit does not keep what is exported under another name",
    "const get = () => row.id⟪ as any⟫;\nexport { get as handler };\n",
    false,
  ],
  [
    "an edit keeps an interface",
    "export interface Row { id: number }\nexport const get = (): Row => row⟪ as any⟫;\n",
    true,
  ],
  [
    "an edit of a type that is told by its name alone does not count as one of a body",
    "export interface Row { id: number }\nexport const get = () => row as ⟪Row⟫⟨any⟩;\n",
    false,
  ],
])("the exports of a file: %s", (_, text, isKept) => {
  const { before, after } = beforeAndAfter(head + text);
  // A script's names are those of all scripts: one file is enough.
  const source = programOf({ "main.ts": before });
  const fileName = path.posix.join(root, "main.ts");
  const { program } = overlay(source, new Map([[fileName, after]]));
  expect(keepsExports(ts, source.program, program, fileName)).toBe(isKept);
});

test("the exports of a file in neither program are not known to stay", () => {
  const { program } = programOf({ "main.ts": "export {};\n" });
  expect(keepsExports(ts, program, program, path.posix.join(root, "missing.ts"))).toBe(false);
});
