import ts from "typescript";
import { describe, expect, test } from "vitest";
import { commentRange, commentsOf, nextLineOfCode } from "../../src/compiler/comments.js";

const parse = (text: string, name = "main.ts"): ts.SourceFile =>
  ts.createSourceFile(name, text, ts.ScriptTarget.Latest);

/** The comments of a text: what they say, and where they stand. */
function said(text: string, name?: string): string[] {
  const file = parse(text, name);
  return commentsOf(ts, file).map((one) => {
    expect(text.slice(one.start, one.end)).toContain(one.text);
    return one.text;
  });
}

describe("the comments of a file:", () => {
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
    ["not what stands in a text", 'const a = "// b", c = `/* d */ ${/* e */ 1} // f`, g = /\\/\\/ h/;\n', ["e"]],
  ];
  test.each(cases)("%s", (_name, text, comments) => {
    expect(said(text)).toEqual(comments);
  });

  test("text between tags is not a comment", () => {
    expect(said("const a = <p>// b {/* c */}</p>; // d\n", "main.tsx")).toEqual(["c", "d"]);
  });
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
