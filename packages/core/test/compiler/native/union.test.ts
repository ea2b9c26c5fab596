import { describe, expect, test } from "vitest";
import { authFile } from "../../support/auth-file.js";
import { project } from "../../support/project.js";

const values: readonly (readonly [name: string, first: string, second: string, loose: string, strict: string])[] = [
  ["a text and null", '"a" as string', "null", "string", "string | null"],
  ["a text and undefined", '"a" as string', "undefined", "string", "string | undefined"],
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
        session: `session({ session, token }) { session.plan = token.sub === "1" ? ${first} : ${second}; if (token.sub === "2") session.plan = ${second}; return session; }`,
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
