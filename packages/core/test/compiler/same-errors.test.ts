import ts from "typescript";
import { describe, expect, test } from "vitest";
import type { ErrorAt } from "../../src/compiler/errors.js";
import { errorText, movedBack, movedBy, notAmong, notAmongWorded } from "../../src/compiler/same-errors.js";

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

describe("an error is among others with its first sentence", () => {
  const because = (messageText: string): ts.DiagnosticMessageChain => ({
    messageText: 'Type \'"red" | "blue"\' is wrong.',
    category: ts.DiagnosticCategory.Error,
    code: 2322,
    next: [{ messageText, category: ts.DiagnosticCategory.Error, code: 1 }],
  });
  const known = [says("auth.ts", 10, 2322, because("Property 'plan' is missing."))];

  test.each([
    ["whatever the others say", because("Property 'role' is missing."), true],
    ["in whatever order a union has its members", 'Type \'"blue" | "red"\' is wrong.', true],
    ["not with another type", "Type '\"blue\"' is wrong.", false],
  ])("%s", (_, message, isKnown) => {
    const error = says("auth.ts", 10, 2322, message);
    expect(notAmongWorded(() => known, [error])).toEqual(isKnown ? [] : [error]);
  });

  test("not at another place", () => {
    const error = says("auth.ts", 11, 2322, because("Property 'plan' is missing."));
    expect(notAmongWorded(() => known, [error])).toEqual([error]);
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
