import { expect, test } from "vitest";
import { fileTextChanges } from "../src/text-changes.js";

const fileName = "/app/next-auth.d.ts";

test("a new file is one change", () => {
  expect(fileTextChanges({ fileName, before: undefined, after: "export {};\n" })).toEqual({
    fileName,
    isNewFile: true,
    textChanges: [{ span: { start: 0, length: 0 }, newText: "export {};\n" }],
  });
});

test.each([
  ["a line more", "a\nb\n", "a\nx\nb\n", [{ span: { start: 2, length: 0 }, newText: "x\n" }]],
  ["a line less", "a\nb\nc\n", "a\nc\n", [{ span: { start: 2, length: 2 }, newText: "" }]],
  ["another line", "a\nb\nc\n", "a\nx\nc\n", [{ span: { start: 2, length: 2 }, newText: "x\n" }]],
  [
    "two places",
    "a\nb\nc\nd\n",
    "x\nb\nc\ny\n",
    [
      { span: { start: 0, length: 2 }, newText: "x\n" },
      { span: { start: 6, length: 2 }, newText: "y\n" },
    ],
  ],
  ["a last line without an end", "a\nb", "a\nb\n", [{ span: { start: 2, length: 1 }, newText: "b\n" }]],
  [
    "lines that end with two characters",
    "a\r\nb\r\n",
    "a\r\nx\r\n",
    [{ span: { start: 3, length: 3 }, newText: "x\r\n" }],
  ],
  ["letters outside of the basic plane", "😀\nb\n", "😀\nx\n", [{ span: { start: 3, length: 2 }, newText: "x\n" }]],
])("only the differing part is changed: %s", (_, before, after, textChanges) => {
  expect(fileTextChanges({ fileName, before, after })).toEqual({ fileName, textChanges });
});
