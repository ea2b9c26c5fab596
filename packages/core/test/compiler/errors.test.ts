import path from "node:path";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { checking, describeError, errorsByFile, errorsIn, type ErrorAt } from "../../src/compiler/errors.js";
import { compareErrors } from "../../src/compiler/same-errors.js";
import { fileOf, programOf, root } from "../support/program.js";
import { overlay } from "../support/compiler.js";

const nameOf = (fileName: string): string => path.posix.relative(root, fileName);

describe("the errors of a program", () => {
  const source = programOf(
    {
      "b.ts": 'const b: number = "b";\n',
      "a.ts": "export const a = 1;\n",
      "c.d.ts": "declare const c: Missing;\n",
      ".nuxt/d.d.ts": "declare const d: Missing;\n",
      "node_modules/rows/index.d.ts": "export declare const e: Missing;\n",
      "f.ts": 'import "rows";\nconst = 1;\n',
    },
    { skipLibCheck: true },
  );

  test("they are those of the project's own files, declarations included, in the order asked for", () => {
    const order = (a: ts.SourceFile, b: ts.SourceFile): number => (a.fileName < b.fileName ? 1 : -1);
    const isWorthALook = ({ fileName }: ts.SourceFile): boolean => !fileName.endsWith("/b.ts");
    const found = [...errorsByFile(ts, overlay(source, new Map()), isWorthALook, order)].map(({ fileName, errors }) => [
      nameOf(fileName),
      ...errors.map(({ code, start, end }) => ({ code, start, end })),
    ]);
    expect(found).toEqual([
      ["f.ts", { code: 1134, start: 21, end: 22 }, { code: 1134, start: 23, end: 24 }],
      ["c.d.ts", { code: 2304, start: 17, end: 24 }],
      ["a.ts"],
    ]);
  });

  test("they have a place and one line of text", () => {
    const [error] = errorsIn(ts, source.program, fileOf(source, "b.ts"));
    if (!error) throw new Error("There is one.");
    expect({ ...error, diagnostic: undefined }).toEqual({
      fileName: `${root}/b.ts`,
      start: 6,
      end: 7,
      code: 2322,
      diagnostic: undefined,
    });
    expect(describeError({ ts, root: root }, error)).toEqual({
      file: "b.ts",
      line: 1,
      column: 7,
      code: 2322,
      message: "Type 'string' is not assignable to type 'number'.",
    });
  });

  test("a declaration file is checked in an overlay only where its own program skips that", () => {
    const files = { "a.ts": "export const a: string = 1;\n", "c.d.ts": "declare const c: Missing;\n" };
    for (const skipLibCheck of [false, true]) {
      const base = programOf(files, { skipLibCheck });
      const [code, declared] = [fileOf(base, "a.ts"), fileOf(base, "c.d.ts")];
      expect(checking(ts, base, code)).toBe(base.program);
      expect(checking(ts, base, declared) === base.program).toBe(!skipLibCheck);
      const errors = [code, declared].flatMap((file) => errorsIn(ts, checking(ts, base, file), file));
      expect(errors.map(({ start, end }) => [start, end])).toEqual([
        [13, 14],
        [17, 24],
      ]);
    }
  });

  test("an error without a file is at no file's start", () => {
    const [error] = errorsIn(ts, source.program, fileOf(source, "b.ts"));
    if (!error) throw new Error("There is one.");
    const elsewhere = { ...error, diagnostic: { ...error.diagnostic, file: undefined } };
    expect(describeError({ ts, root: root }, elsewhere)).toMatchObject({ file: "", line: 1, column: 1 });
  });
});

describe("an error after some edits, old or new:", () => {
  const at = (fileName: string, start: number, end: number): ErrorAt =>
    ({ fileName, start, end, code: 1, diagnostic: {} }) as unknown as ErrorAt;
  // Ten characters more at the start of the reader's file.
  const stages = [{ edits: [{ fileName: "reader.ts", start: 0, end: 0, text: "0123456789" }], newFiles: [] }];
  const before = [at("reader.ts", 20, 30), at("auth.ts", 20, 30)];

  test.each([
    ["at the very place", at("reader.ts", 30, 40), "left"],
    ["inside the expression of one before", at("reader.ts", 33, 35), "left"],
    ["around one before", at("reader.ts", 10, 50), "left"],
    ["that runs into one before", at("reader.ts", 25, 31), "left"],
    ["that starts inside one before", at("reader.ts", 39, 50), "left"],
    ["at the start of one before, and nothing long", at("reader.ts", 30, 30), "left"],
    ["that ends where one before started", at("reader.ts", 20, 30), "added"],
    ["that starts where one before ended", at("reader.ts", 40, 50), "added"],
    ["at that offset of another file", at("other.ts", 30, 40), "added"],
    ["at the very place in a callback's file", at("auth.ts", 20, 25), "left"],
    ["elsewhere in the expression in a callback's file", at("auth.ts", 22, 30), "added"],
  ] as const)("%s", (_name, error, expected) => {
    const compared = compareErrors(ts, before, [error], stages, new Set(["auth.ts"]));
    expect(compared).toEqual({
      added: expected === "added" ? [error] : [],
      left: expected === "left" ? [error] : [],
      replacing: [],
    });
  });
});

describe("an error further left in the access that failed before", () => {
  const given = "declare const session: { user:  {           name: number } };\n";
  const sourceOf = (reader: string, type = given): ReturnType<typeof programOf> =>
    programOf({ "reader.ts": type + reader });
  const errorsOf = (reader: string, type?: string): readonly ErrorAt[] => {
    const source = sourceOf(reader, type);
    return errorsIn(ts, source.program, fileOf(source, "reader.ts"));
  };
  const gone = "declare const session: { user?: { role: []; name: number } };\n";
  const still = "declare const session: { user?: {           name: number } };\n";

  test.each([
    ["is not new in a reader", "session.user.role;", gone, [], 0],
    ["is not new on several lines", "session\n  .user\n  .role;", gone, [], 0],
    ["is not new with a call behind it", "session.user.role.at(0);", gone, [], 0],
    ["is new in a file of callbacks", "session.user.role;", gone, ["reader.ts"], 1],
    ["is new in another access", "session.user.role; session.user.name;", gone, [], 1],
    ["is new beside that failure", "session.user.role;", still, [], 1],
  ] as const)("%s", (_name, reader, later, callbackFiles, count) => {
    const [before, after] = [errorsOf(reader), errorsOf(reader, later)];
    expect(given).toHaveLength(later.length);
    expect(before.map(({ code }) => code)).toEqual([2339]);
    const names = new Set(callbackFiles.map((name) => `${root}/${name}`));
    const { added } = compareErrors(ts, before, after, [], names);
    expect(added.map(({ code }) => code)).toEqual(Array.from({ length: count }, () => 18048));
  });
});

describe("a wrong type where a property was missing before:", () => {
  const lines = [
    "declare const session: { role?: string; name: string };",
    "declare function takes(...all: string[]): void;",
    "const role: string = session.role;",
    "const card: { role: string; of: number } = { role: session.role, of: 1 };",
    "const nameOf = (): string => { return session.role; };",
    "let other: string; other = session.role;",
    "takes(session.name, session.role);",
    "const found: () => string = () => { const one = session.role; return one; };",
    "const more: string = `${session.role}`;",
  ];
  const base = programOf({ "reader.ts": lines.join("\n") });
  const file = fileOf(base, "reader.ts");
  const found = errorsIn(ts, base.program, file);

  /** What stood before at a text of a line, in this version of the reader. */
  const lacked = (line: number, text: string): ErrorAt => {
    const start = file.getPositionOfLineAndCharacter(line, (lines[line] ?? "").indexOf(text));
    return {
      fileName: file.fileName,
      start,
      end: start + text.length,
      code: 2339,
      diagnostic: {},
    } as unknown as ErrorAt;
  };
  const compared = (before: readonly ErrorAt[], callbackFiles: readonly string[] = []): readonly string[] =>
    compareErrors(ts, before, found, [], new Set(callbackFiles)).added.map(
      ({ start }) => lines[file.getLineAndCharacterOfPosition(start).line] ?? "",
    );
  const inLiteral = lacked(3, "role,");

  test("it is the reader's own where the same value has lost that error", () => {
    const before = [lacked(2, "role;"), inLiteral, lacked(4, "role;"), lacked(5, "role;"), lacked(6, "role)")];
    expect(compared([...before, lacked(7, "role;")])).toEqual([lines[7]]);
  });

  test("it is new where another value has lost that error", () => {
    const before = [lacked(8, "role}"), lacked(6, "name")];
    expect(compared(before)).toEqual([2, 3, 4, 5, 6, 7].map((line) => lines[line]));
  });

  test("it is new in a file of callbacks", () => {
    expect(compared([lacked(2, "role;"), inLiteral], [file.fileName])).toEqual(
      [2, 3, 4, 5, 6, 7].map((line) => lines[line]),
    );
  });

  test("it is new in a file of callbacks even at the very place", () => {
    const at = lacked(3, "role: session");
    expect(compared([at], [file.fileName])).toEqual([2, 3, 4, 5, 6, 7].map((line) => lines[line]));
    expect(compared([{ ...at, code: 2322 }], [file.fileName])).toEqual([2, 4, 5, 6, 7].map((line) => lines[line]));
  });
});
