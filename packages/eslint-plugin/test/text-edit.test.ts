import { expect, test } from "vitest";
import { textEdit } from "../src/text-edit.js";

test.each([
  ["abcd", "abXcd", [2, 4], "Xcd"],
  ["abcd", "abcdX", [4, 4], "X"],
  ["abcd", "abd", [2, 4], "d"],
  ["abcd", "abc", [3, 4], ""],
  ["abcd", "Xbcd", [0, 4], "Xbcd"],
  ["", "X", [0, 0], "X"],
] as const)("the edit from %j to %j is minimal", (before, after, range, text) => {
  expect(textEdit({ fileName: "/auth.ts", before, after })).toEqual({ range, text });
});
