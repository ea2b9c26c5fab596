import ts from "typescript";
import { describe, expect, test } from "vitest";
import { indentAt, isMultiline, styleOf, type Style } from "../../src/edits/style.js";
import { containerIn, parsed } from "../support/parsed.js";

const style = (text: string, otherwise?: Style): Style => styleOf(ts, parsed(text), otherwise);

describe("styleOf", () => {
  test("takes two spaces, double quotes and semicolons for an empty file", () => {
    expect(style("")).toEqual({
      newline: "\n",
      indent: "  ",
      quote: '"',
      semicolon: ";",
      memberEnd: ";",
      separator: ";",
      pad: " ",
      width: 80,
    });
  });

  test("takes from another file what a file does not show", () => {
    const other: Style = {
      newline: "\r\n",
      indent: "\t",
      quote: "'",
      semicolon: "",
      memberEnd: ",",
      separator: ",",
      pad: "",
      width: 100,
    };
    expect(style("const a = 1;\n", other)).toMatchObject({ pad: "", width: 100 });
    expect(style("", other)).toMatchObject({ newline: "\r\n", indent: "\t", quote: "'", semicolon: "" });
    expect(style("import 'a'; import \"b\";", other)).toMatchObject({ quote: "'" });
    expect(style('import "a";\n', other)).toMatchObject({ newline: "\n", quote: '"', semicolon: ";", indent: "\t" });
  });

  test.each<[string, Partial<Style>]>([
    ["interface A {\n\ta: 1\n}\n", { indent: "\t", memberEnd: "", semicolon: "" }],
    ["interface A {\n  a: 1,\n}\n", { memberEnd: ",", semicolon: ";" }],
    ["interface A { a: 1 }\n", { memberEnd: ";", semicolon: ";" }],
    ["interface A { a: 1; b: 2, }\n", { memberEnd: ";" }],
    ["import 'a';\nimport \"b\"\n", { quote: '"', semicolon: ";" }],
    // Each text counts once.
    ['import "a";\nimport "b";\nimport "c";\ntype A = \'a\' | \'b\';\n', { quote: '"' }],
    ["interface A {\n    a: 1;\n}\n", { indent: "    ", memberEnd: ";" }],
    // Not a comment's stars, a list that is broken, or an argument that stands below another.
    ["/**\n * a\n */\ninterface A {\n  a: 1;\n}\n", { indent: "  " }],
    ["/*\n   a\n*/\nexport const a = 1;\n", { indent: "  " }],
    ["/**\n * a\n */\nexport const a = 1;\n", { indent: "  " }],
    ["const a = [\n        1,\n];\nfunction b() {\n\treturn a;\n}\n", { indent: "\t" }],
    ["call(a,\n     b);\nif (a) {\n    b();\n    c();\n}\n", { indent: "    " }],
    ["const a = {\n  b: {\n    c: 1,\n    d: 2,\n  },\n};\n", { indent: "  " }],
    ["interface A {\r\n  a: 1,\r\n}\r\n", { newline: "\r\n", memberEnd: "," }],
    ["import 'a'\nimport \"b\"\nimport 'c'\n", { quote: "'", semicolon: "" }],
    ["import a from 'a';\n", { quote: "'", semicolon: ";", memberEnd: ";" }],
    ["import a from 'a'\n", { semicolon: "", memberEnd: "" }],
    // What separates members on one line says nothing of those that have their own.
    ["interface A { a: 1, b: 2, c: 3 }\ninterface B {\n  d: 1;\n}\n", { memberEnd: ";", separator: "," }],
    ["import a from 'a'\ntype A = { a: 1, b: 2, c: 3 }\n", { semicolon: "", memberEnd: "", separator: "," }],
    ["interface A {\n  a: 1,\n}\n", { memberEnd: ",", separator: "," }],
    // A text that holds one kind of quotes stands in the other.
    ["const a = [\"it's\", \"that's\"];\nimport 'b';\n", { quote: "'" }],
    ["import {a} from 'a';\n", { pad: "" }],
    ["import {a} from 'a';\nconst b = { c: 1 };\nconst { d } = b;\n", { pad: " " }],
    ["const a = {};\nconst b = {c: 1};\n", { pad: "" }],
    ["type A = {a: 1};\n", { pad: "" }],
    [`const ab = call(${"a, ".repeat(30)});\n`, { width: 108 }],
    [`import { ${"a, ".repeat(30)} } from "a";\n`, { width: 111 }],
    // What no author can break tells nothing.
    [`// ${"a ".repeat(60)}\n`, { width: 80 }],
    [`/**\n * ${"a ".repeat(60)}\n */\n`, { width: 80 }],
    [`const a = "${"a".repeat(100)}";\n`, { width: 80 }],
    ["const a = `" + "a".repeat(100) + "`;\n", { width: 80 }],
    [`import { a } from "./${"a/".repeat(50)}";\n`, { width: 80 }],
  ])("%j", (text, expected) => {
    expect(style(text)).toMatchObject(expected);
  });
});

test("JSX attributes do not decide the file's quotes", () => {
  const text = 'import a from \'a\';\nexport const b = <a c="1" d="2" e="3" />;\n';
  const file = ts.createSourceFile("/b.tsx", text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  expect(styleOf(ts, file)).toMatchObject({ quote: "'" });
});

test("indentAt", () => {
  const text = "a\n  \tb c\n";
  expect(indentAt(text, text.indexOf("b"))).toBe("  \t");
  expect(indentAt(text, text.indexOf("c"))).toBe("  \t");
  expect(indentAt(text, 0)).toBe("");
});

test("isMultiline", () => {
  const text = "// above\ninterface A { a: 1 }\ninterface B {\n}\n";
  const file = parsed(text);
  expect(isMultiline(file, containerIn(file, "A"))).toBe(false);
  expect(isMultiline(file, containerIn(file, "B"))).toBe(true);
});
