import type ts from "typescript";
import { describe, expect, test } from "vitest";
import type { ErrorAt } from "../../src/compiler/errors.js";
import { errorText, movedBack, movedBy, notAmong } from "../../src/compiler/same-errors.js";

const says = (fileName: string, start: number, code: number, messageText: ts.Diagnostic["messageText"] = ""): ErrorAt =>
  ({ fileName, start, end: start + 4, code, diagnostic: { messageText } }) as unknown as ErrorAt;

describe("an error is among others", () => {
  const known = [says("auth.ts", 10, 2322), says("reader.ts", 20, 2339)];

  test.each([
    ["with their place and code", says("auth.ts", 10, 2322), true],
    ["in whatever words", says("auth.ts", 10, 2322, "other words"), true],
    ["not with another code", says("auth.ts", 10, 2339), false],
    ["not at another place", says("auth.ts", 11, 2322), false],
    ["not in another file", says("reader.ts", 10, 2322), false],
  ])("%s", (_, error, isKnown) => {
    expect(notAmong(() => known, [error])).toEqual(isKnown ? [] : [error]);
  });

  test("or there is none, and nobody asks for the others", () => {
    const others = (): readonly ErrorAt[] => {
      throw new Error("Nobody asks.");
    };
    expect(notAmong(others, [])).toEqual([]);
  });
});

test("errors move with the edits of their own files, and back", () => {
  const edits = [{ fileName: "auth.ts", start: 5, end: 5, text: "12345" }];
  const before = [says("auth.ts", 3, 1), says("auth.ts", 10, 1), says("reader.ts", 10, 1)];
  const after = movedBy([{ edits, newFiles: [] }], before);
  expect(after.map(({ start, end }) => [start, end])).toEqual([
    [3, 12],
    [15, 19],
    [10, 14],
  ]);
  expect(movedBack(edits, after)).toEqual(before);
});

test("the words of an error are its file, its code and all that it says, whatever its place", () => {
  const next = [{ messageText: "Type 'null' is not.", next: [{ messageText: "It is missing." }] }];
  const chain = { messageText: "Not assignable.", next } as unknown as ts.DiagnosticMessageChain;
  expect(errorText(says("auth.ts", 10, 2322, chain))).toBe(
    "auth.ts 2322 Not assignable. Type 'null' is not. It is missing.",
  );
  expect(errorText(says("auth.ts", 90, 2322, chain))).toBe(errorText(says("auth.ts", 10, 2322, chain)));
});
