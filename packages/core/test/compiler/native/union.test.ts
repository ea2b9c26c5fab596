import { describe, expect, test } from "vitest";
import { authFile } from "../../support/auth-file.js";
import { project } from "../../support/project.js";

const values: readonly (readonly [name: string, first: string, second: string, loose: string, strict: string])[] = [
  ["a text and null", '"a" as string', "null", "string", "string | null"],
  ["a text and undefined", '"a" as string', "undefined", "string", "string | undefined"],
  ["a branded text and a text", '"a" as string & { brand: 1 }', '"b" as string', "string", "string"],
  [
    "a branded text and a number",
    '"a" as string & { brand: 1 }',
    "1 as number",
    "number | (string & { brand: 1; })",
    "number | (string & { brand: 1; })",
  ],
  [
    "a function and a text",
    "null! as () => string",
    '"a" as string',
    "string | (() => string)",
    "string | (() => string)",
  ],
  ["an object and any other one", '{ a: "a" as string }', "{ a: token.sub } as object", "object", "object"],
  ["anything and a text", "null! as {}", '"a" as string', "{}", "{}"],
  ["a truth value and anything", "token.sub === 'a'", "null! as {}", "{}", "{}"],
  ["anything and null", "null! as {}", "null", "{}", "{} | null"],
  ["anything and a text that may be missing", "null! as {}", '"a" as "a" | undefined', "{}", "{} | undefined"],
  [
    "an object with an optional field and a text",
    "null! as { seats?: number }",
    '"a" as string',
    "string | { seats?: number; }",
    "string | { seats?: number | undefined; }",
  ],
  [
    "texts that may be missing",
    '"a" as "a" | undefined',
    '"b" as "b" | null',
    '"a" | "b"',
    '"a" | "b" | null | undefined',
  ],
];

describe.each(["classic", "native"] as const)(
  "a field of several values, by the compiler's %s implementation:",
  (compiler) => {
    test.each(values)("%s", (_, first, second, loose, strict) => {
      const auth = authFile({
        session: `session({ session, token }) { if (token.sub === "1") session.plan = ${first}; else session.plan = ${second}; return session; }`,
      });
      for (const [isStrict, type] of [
        [false, loose],
        [true, strict],
      ] as const) {
        const { report } = project({ "auth.ts": auth }, { compiler, compilerOptions: { strict: isStrict } }).analysis();
        expect(report.fields.filter(({ inferred }) => inferred).map(({ inferred }) => inferred?.type)).toEqual([type]);
      }
    });
  },
);

test.each(["classic", "native"] as const)("a missing value and undefined are one member, by %s", (compiler) => {
  const auth = authFile({
    head: "declare const row: { plan?: string };",
    session: `session({ session, token }) { if (token.sub === "1") session.plan = row.plan; else session.plan = undefined; return session; }`,
  });
  const { report } = project(
    { "auth.ts": auth },
    { compiler, compilerOptions: { exactOptionalPropertyTypes: true } },
  ).analysis();
  expect(report.fields.filter(({ inferred }) => inferred).map(({ inferred }) => inferred?.type)).toEqual([
    "string | undefined",
  ]);
});
