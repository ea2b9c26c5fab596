import ts from "typescript";
import { describe, expect, test } from "vitest";
import { commentRange, commentsOf, nextLineOfCode } from "../../src/compiler/comments.js";
import type { TypeScript } from "../../src/syntax/typescript.js";
import { native } from "../support/native.js";

const parse = (text: string, name = "main.ts"): ts.SourceFile =>
  ts.createSourceFile(name, text, ts.ScriptTarget.Latest);

/** The comments of a text: what they say, and where they stand. */
function said(compiler: TypeScript, text: string, name = "main.ts"): string[] {
  const file = compiler.createSourceFile(name, text, ts.ScriptTarget.Latest);
  return commentsOf(compiler, file).map((one) => {
    expect(text.slice(one.start, one.end)).toContain(one.text);
    return one.text;
  });
}

describe.each([
  ["6", (): TypeScript => ts],
  ["7", (): TypeScript => native().ts],
])("the comments of a file on TypeScript %s:", (_version, compiler) => {
  const cases: readonly (readonly [name: string, text: string, comments: readonly string[]])[] = [
    ["none", "const a = 1;\n", []],
    [
      "of a line and of a block, without their marks",
      "// a \n/* b */ const c = 1; //d\n/* e\n f */\n",
      ["a", "b", "d", "e\n f"],
    ],
    [
      "each once, in order",
      "/* a */ f(/* b */ 1 /* c */, /* d */ 2 /* e */); /* f */\n// g\n",
      ["a", "b", "c", "d", "e", "f", "g"],
    ],
    ["in an empty file", "// a", ["a"]],
    ["an empty one", "/**/ //\n", ["", ""]],
    ["documentation", "/** a */\nfunction f() {\n  // b\n}\n", ["* a", "b"]],
    [
      "in what is empty",
      "f(/* a */); const b = {/* c */}, d = [ // e\n]; function g() {/* h */}\n",
      ["a", "c", "e", "h"],
    ],
    ["after a sign that holds a slash", "const a = b / /* c */ d / e, f = <T,>(/* g */) => h; // i\n", ["c", "g", "i"]],
    ["in a template, between its parts", "const a = `b ${c /* d */} // e ${/* f */ g}`;\n", ["d", "f"]],
    ["first in a file, after the line that names its interpreter", "#!/usr/bin/env node\n// a\n", ["a"]],
    ["not what stands in a text", 'const a = "// b", c = `/* d */ ${/* e */ 1} // f`, g = /\\/\\/ h/;\n', ["e"]],
  ];
  test.each(cases)("%s", (_name, text, comments) => {
    expect(said(compiler(), text)).toEqual(comments);
  });

  test("text between tags is not a comment", () => {
    expect(said(compiler(), "const a = <p>// b {/* c */}</p>; // d\n", "main.tsx")).toEqual(["c", "d"]);
    expect(
      said(compiler(), 'const a = <p /* b */ c="// d" /* e */ /* f */>/* g */<i /* h *//></p /* i */>;\n', "main.tsx"),
    ).toEqual(["b", "e", "f", "h", "i"]);
  });
});

test("types in the comments of JavaScript are no code on TypeScript 7", () => {
  const text = `/** @typedef {{ a: string }} A */
// b
/** @type {A} */
const c = /** @type {A} */ (d /* e */);
/** @param {string} f */
function g(f) {}
`;
  const comments = ["* @typedef {{ a: string }} A", "b", "* @type {A}", "* @type {A}", "e", "* @param {string} f"];
  expect(said(ts, text, "main.js")).toEqual(comments);
  expect(said(native().ts, text, "main.js")).toEqual(comments);
});

describe("a comment that is cut out", () => {
  const cut = (text: string): string => {
    const file = parse(text);
    const [comment] = commentsOf(ts, file);
    if (!comment) throw new Error("There is one.");
    const { start, end } = commentRange(file, comment);
    return text.slice(0, start) + text.slice(end);
  };

  test.each([
    ["a();\n  // gone\nb();\n", "a();\nb();\n"],
    ["a();\r\n\t/* gone */ \t\r\nb();\r\n", "a();\r\nb();\r\n"],
    ["// gone\nb();\n", "b();\n"],
    ["a();\n// gone", "a();\n"],
    ["a(); // gone\nb();\n", "a();\nb();\n"],
    ["a(); \t/* gone */ \nb();\n", "a(); \nb();\n"],
    ["a(); // gone", "a();"],
    ["/* gone */ a();\n", "a();\n"],
    ["  /* gone */  a();\n", "  a();\n"],
    ["a(1, /* gone */ 2);\n", "a(1, 2);\n"],
    ["a(1 /* gone */);\n", "a(1 );\n"],
    ["a(/* gone */);\n", "a();\n"],
  ])("the text %j becomes %j", (before, after) => {
    expect(cut(before)).toBe(after);
  });
});

test.each([
  ["// a\ncode();\n", 1],
  ["// a\n\n  // b\n/* c */ code();\n", 3],
  ["/* a */ code();\n", 0],
  ["/* a */ /* b */\n\ncode();\n", 2],
  ["/* a *//* b */\ncode();\n", 1],
  ["// a\ncode(); // b\nmore();\n", 1],
  ["// a\n", 1],
])("the line of code after the first comment of %j is %i", (text, line) => {
  const file = parse(text);
  const comments = commentsOf(ts, file);
  const [first] = comments;
  expect(first && nextLineOfCode(file, comments, first)).toBe(line);
});
