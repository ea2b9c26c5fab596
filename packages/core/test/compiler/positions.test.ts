import ts from "typescript";
import { expect, test } from "vitest";
import { locationAt, locationOf, oneLine } from "../../src/compiler/positions.js";

const parse = (fileName: string): ts.SourceFile =>
  ts.createSourceFile(fileName, "// above\n  const a = 1;\n", ts.ScriptTarget.Latest, true);

test.each([
  ["/app", "/app/src/auth.ts", "src/auth.ts"],
  ["/app/", "/app/src/auth.ts", "src/auth.ts"],
  ["/", "/app/auth.ts", "app/auth.ts"],
  ["/app", "/application/auth.ts", "../application/auth.ts"],
  ["/repo/apps/web", "/repo/packages/auth/index.ts", "../../packages/auth/index.ts"],
  ["/repo/apps/web/", "/other/auth.ts", "../../../other/auth.ts"],
  ["/repo/apps/web", "/repo/auth.ts", "../../auth.ts"],
  ["/repo/apps/web", "/repo/other/web/auth.ts", "../../other/web/auth.ts"],
])("the path from %s to %s is %s", (root, fileName, expected) => {
  expect(locationAt(root, parse(fileName), 0)).toEqual({ file: expected, line: 1, column: 1 });
});

test("lines and columns start at 1, and a node behind the comments before it", () => {
  const file = parse("/app/auth.ts");
  expect(locationAt("/app", file, file.text.indexOf("const"))).toEqual({ file: "auth.ts", line: 2, column: 3 });
  const [statement] = file.statements;
  expect(statement && locationOf({ root: "/app" }, statement)).toEqual({ file: "auth.ts", line: 2, column: 3 });
});

test("a quoted text is on one line and no longer than asked for", () => {
  expect(oneLine("a\n\t b  c")).toBe("a b c");
  expect(oneLine("12345", 5)).toBe("12345");
  expect(oneLine("123456", 5)).toBe("1234…");
  expect(oneLine("x".repeat(61))).toBe(`${"x".repeat(59)}…`);
});
