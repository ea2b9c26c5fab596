import { describe, expect, test } from "vitest";
import { inspect, type Inspection, type Place } from "../../src/index.js";
import { authFile, helpers } from "../support/auth-file.js";
import { augmentation } from "../support/augmentation.js";
import { project } from "../support/project.js";

const auth = authFile({
  jwt: 'jwt({ token }) { token.plan = "free"; return token; }',
  session: "session({ session, token }) { session.seats = 5; session.plan = token.plan; return session; }",
});
const page = `import type { Session } from "next-auth";

export const seatsOf = (session: Session) => session.seats;
export const until = (session: Session) => session.expires;
export const note = { seats: 1 }.seats;
`;
const declared = augmentation({ session: ["plan: string"], token: ["plan: string"] });
const files = { "auth.ts": auth, "helpers.ts": helpers, "page.ts": page, "next-auth.d.ts": declared };
const made = project(files);
const inspection = inspect(made.workspace());

/** The place that a part of a file's text takes: the first, or the one behind some other text. */
function placeOf(name: keyof typeof files, part: string, behind = ""): Place {
  const start = files[name].indexOf(part, files[name].indexOf(behind));
  return { fileName: `${made.workspace().root}/${name}`, start, end: start + part.length };
}

describe("the findings at a position:", () => {
  const rulesAt = (place: Place, of: Inspection = inspection): string[] =>
    of.findingsAt(place).map(({ rule, field }) => `${rule} ${field?.path ?? ""}`);

  test.each<[string, Place, string[]]>([
    ["where one is reported", placeOf("auth.ts", "session.seats"), ["no-undeclared-field seats"]],
    ["on a part of it", placeOf("auth.ts", "seats", "session.seats"), ["no-undeclared-field seats"]],
    [
      "at its very start",
      { ...placeOf("auth.ts", "session.seats"), end: placeOf("auth.ts", "session.seats").start },
      ["no-undeclared-field seats"],
    ],
    ["where the field is read", placeOf("page.ts", "seats", "session.seats"), ["no-undeclared-field seats"]],
    ["none where another field is written", placeOf("auth.ts", "plan", "session.plan"), []],
    ["none where another field is read", placeOf("page.ts", "expires"), []],
    ["none where another object has a field of that name", placeOf("page.ts", "seats", "}."), []],
    [
      "none in the same place of another file",
      { ...placeOf("auth.ts", "session.seats"), fileName: placeOf("page.ts", "a").fileName },
      [],
    ],
    ["none in a file that the program does not hold", { fileName: "/elsewhere.ts", start: 0, end: 1 }, []],
  ])("%s", (_, place, expected) => {
    expect(rulesAt(place)).toEqual(expected);
  });

  test("they are given at every write of a field, though the first is reported", () => {
    const twice = authFile({
      session: "session({ session }) { session.seats = 5; if (enabled) session.seats = 6; return session; }",
    });
    const other = project({ ...files, "auth.ts": twice });
    const start = twice.lastIndexOf("session.seats");
    const place = { fileName: `${other.workspace().root}/auth.ts`, start, end: start };
    expect(rulesAt(place, inspect(other.workspace()))).toContain("no-undeclared-field seats");
  });
});

describe("the interface at a position:", () => {
  test.each<[string, Place, string | undefined]>([
    ["of the callback's session", placeOf("auth.ts", "session", "session({"), undefined],
    ["of its parameter", placeOf("auth.ts", "session,"), "Session"],
    ["of the token", placeOf("auth.ts", "token }"), "JWT"],
    ["of a reader's session", placeOf("page.ts", "session.seats"), "Session"],
    ["of the name, where it is imported", placeOf("page.ts", "Session"), "Session"],
    ["of the name, where it is declared", placeOf("next-auth.d.ts", "Session {"), "Session"],
    ["of the token's, where it is declared", placeOf("next-auth.d.ts", "JWT"), "JWT"],
    ["of a field", placeOf("page.ts", "expires"), undefined],
    ["of a keyword", placeOf("page.ts", "export"), undefined],
    ["of a file that the program does not hold", { fileName: "/elsewhere.ts", start: 0, end: 1 }, undefined],
  ])("%s", (_, place, expected) => {
    expect(inspection.interfaceAt(place)).toBe(expected);
  });
});

describe("the writes that feed a declared field", () => {
  const line = (text: string): { line: number; column: number } => {
    const before = auth.slice(0, auth.indexOf(text)).split("\n");
    return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
  };

  test.each<[string, Place, object[]]>([
    ["those of the session", placeOf("next-auth.d.ts", "plan"), [{ file: "auth.ts", ...line("session.plan") }]],
    ["those of the token", placeOf("next-auth.d.ts", "plan", "JWT"), [{ file: "auth.ts", ...line("token.plan =") }]],
    ["none beside the field's name", placeOf("next-auth.d.ts", "string"), []],
    [
      "none in the same place of another file",
      { ...placeOf("next-auth.d.ts", "plan"), fileName: placeOf("auth.ts", "a").fileName },
      [],
    ],
  ])("they are %s", (_, place, expected) => {
    expect(inspection.writesFeeding(place)).toEqual(expected);
  });
});

test("a program without auth has nothing at any position", () => {
  const empty = inspect(project({ "page.ts": "export const session = 1;\n" }).workspace());
  const place = { fileName: "page.ts", start: 0, end: 5 };
  expect([
    empty.findingsAt(place),
    empty.interfaceAt(place),
    empty.writesFeeding(place),
    empty.found(),
    empty.traces(),
  ]).toEqual([[], undefined, [], [], []]);
});
