import { describe, expect, test } from "vitest";
import { authFile, session } from "../support/auth-file.js";
import { project, type Project } from "../support/project.js";

const unseen = 'Object.assign(session.user!, JSON.parse("{}"));';
const reader = (...lines: readonly string[]): string =>
  `import type { Session } from "next-auth";\nexport function read(session: Session) {\n${lines.map((line) => `  ${line}\n`).join("")}}\n`;

/** A project whose `session` callback has these lines, and a reader that has those. */
const made = (callback: string, ...lines: readonly string[]): Project =>
  project(
    { "auth.ts": authFile({ session: session(callback) }), "page.ts": reader(...lines) },
    { analyze: { reads: true } },
  );

const advised = (one: Project): string[] =>
  one.analysis().advice.flatMap(({ reads }) => reads.map(({ file, line }) => `${file}:${String(line)}`));
const left = (one: Project): string[] =>
  one.analysis().fix.undeclaredReads.map(({ file, line }) => `${file}:${String(line)}`);

describe("the advice that `explain` and `fix` give on undeclared fields that are read", () => {
  test.each<[name: string, lines: readonly string[], places: readonly string[]]>([
    ["a field", ["return session.user?.role;"], ["page.ts:3"]],
    ["a field taken by a pattern", ["const { role } = session.user!;", "return role;"], ["page.ts:3"]],
    ["two fields", ["void session.user?.role;", "return session.user?.plan;"], ["page.ts:3", "page.ts:4"]],
    ["a user of another name", ["const me = session.user;", "return me?.role;"], ["page.ts:4"]],
    ["a field that the library declares", ["return session.user?.email;"], []],
    ["a field that every object has", ["return session.user?.toString();"], []],
    [
      "a field that is asked for first",
      ['return session.user && "role" in session.user ? session.user.role : "";'],
      [],
    ],
    ["a field of an `any`", ["return (session.user as any).role;"], []],
    ["a field of the session, of which all is seen", ["return session.plan;"], []],
  ])("`explain` and `fix` name the same reads for %s", (_, lines, places) => {
    const one = made(unseen, ...lines);
    expect(left(one)).toEqual(places);
    expect(advised(one)).toEqual(places);
  });

  test("there is no advice if everything is seen", () => {
    const one = made("void session;", "return session.user?.role;");
    expect([left(one), advised(one)]).toEqual([[], []]);
  });

  test("there is no advice for a field that a callback assigns, which is a finding", () => {
    const one = made(`${unseen}\n      (session.user as any).role = "a";`, "return session.user?.role;");
    expect(advised(one)).toEqual([]);
    expect(one.analysis().report.diagnostics.map(({ rule }) => rule)).toContain("no-undeclared-field");
  });
});

test("the advice says what to do and who does it", () => {
  const [first, ...others] = made(unseen, "return session.user?.role;").analysis().advice;
  expect(others).toEqual([]);
  expect(first).toMatchObject({
    file: "page.ts",
    line: 3,
    message:
      "Readers name what nothing declares (`session.user.role`), and not everything that the callbacks put into the session can be seen. Declare it yourself, with the type that you know; until then `typed-session fix` exits with 1.",
  });
  expect(first?.text).toBeUndefined();
});
