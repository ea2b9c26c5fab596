import ts from "typescript";
import { expect, test } from "vitest";
import { betweenQuotes } from "../../src/syntax/quoted.js";

test.each([
  ['import "./a";', [8, 11]],
  ["import './a'", [8, 11]],
  ['import "";', [8, 8]],
  ['import "./a', undefined],
  ['import "', undefined],
  ["import './a\";", undefined],
])("the text between the quotes of %s", (text, expected) => {
  const file = ts.createSourceFile("a.ts", text, ts.ScriptTarget.Latest);
  const [statement] = file.statements;
  if (!statement || !ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier))
    throw new Error("It is an import.");
  const range = betweenQuotes(file, statement.moduleSpecifier);
  expect(range && [range.start, range.end]).toEqual(expected);
});
