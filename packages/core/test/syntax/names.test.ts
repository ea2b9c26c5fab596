import ts from "typescript";
import { describe, expect, test } from "vitest";
import { isIdentifierName, propertyText, quotedText } from "../../src/syntax/names.js";

describe("a name in a declaration:", () => {
  test.each([
    ["role", "role", "role"],
    ["größe", "größe", "größe"],
    ["class", "class", "class"],
    ["a.b", '"a.b"', "'a.b'"],
    ["", '""', "''"],
    ["1", '"1"', "'1'"],
    ["it's", '"it\'s"', '"it\'s"'],
    ['say "hi"', "'say \"hi\"'", "'say \"hi\"'"],
    ["it's \"a\" 'b'", '"it\'s \\"a\\" \'b\'"', '"it\'s \\"a\\" \'b\'"'],
    ["back\\slash", '"back\\\\slash"', "'back\\\\slash'"],
    ["\u2028\u00a0\u200d\ufeff\n", '"\\u2028\\u00a0\\u200d\\ufeff\\n"', "'\\u2028\\u00a0\\u200d\\ufeff\\n'"],
    ["\ud800", '"\\ud800"', "'\\ud800'"],
    ["𝒳", '"𝒳"', "'𝒳'"],
    ["\u{e0001}", '"\\udb40\\udc01"', "'\\udb40\\udc01'"],
  ])("%j", (name, double, single) => {
    expect(propertyText(name, '"')).toBe(double);
    expect(propertyText(name, "'")).toBe(single);
    for (const text of [double, single]) {
      const file = ts.createSourceFile("x.ts", `interface X { ${text}: 1 }`, ts.ScriptTarget.ES2015);
      const [declaration] = file.statements;
      const [member] = declaration && ts.isInterfaceDeclaration(declaration) ? declaration.members : [];
      expect(member?.name && "text" in member.name ? member.name.text : undefined).toBe(name);
    }
  });

  test("a text for people has double quotes, whatever it holds", () => {
    expect(quotedText('say "hi"')).toBe('"say \\"hi\\""');
    expect(quotedText("it's", "'")).toBe("'it\\'s'");
  });

  test("a name that starts with a digit or is empty is no identifier", () => {
    expect(["", "1a", "a b", "a-b", "a.b", "#a", "𝒳"].filter(isIdentifierName)).toEqual([]);
    expect(["a", "_", "$", "ß", "a1", "日本"].every(isIdentifierName)).toBe(true);
  });
});
