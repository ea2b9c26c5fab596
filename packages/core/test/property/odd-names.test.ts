import fc from "fast-check";
import { expect, test } from "vitest";
import type { FieldTrace } from "../../src/index.js";
import { project } from "../support/project.js";

/** See `fix.test.ts`: `FUZZ_RUNS` and `FUZZ_SEED` look further. */
const numRuns = Number(process.env["FUZZ_RUNS"] ?? 50);
const seed = Number(process.env["FUZZ_SEED"] ?? 20_260_101);

const reserved = ["class", "default", "new", "constructor", "toString", "hasOwnProperty", "valueOf", "prototype"];
const numbers = ["0", "1", "01", "1e3", "-1", "NaN", "1.5"];
const separators = ["\u2028", "\u2029", "\u00a0", "\u200b", "\ufeff", "\ud800", "\n", "\\", "'", '"', "`", "${a}", ""];
const paths = [
  "a.b",
  "user.x",
  "user",
  ".",
  "a.",
  "a?.b",
  "[x]",
  "https://app.example/roles",
  "*/",
  "//",
  "Session.user",
];
const piece = fc.oneof(
  fc.constantFrom(...reserved, ...numbers, ...separators, ...paths, "a", "_", "$", "ß", "𝒳", "-", " "),
  fc.string({ unit: "binary", maxLength: 3 }),
);

/** What the library puts there itself, and the prototype, which is nobody's field. */
const others = ["name", "email", "image", "picture", "sub", "iat", "exp", "jti", "__proto__"];
const names = fc
  .array(piece, { minLength: 1, maxLength: 3 })
  .map((pieces) => pieces.join(""))
  .filter((name) => !others.includes(name));

/** A name in quotes, with every character that is not plain text escaped. */
function inCode(name: string): string {
  const units = Array.from({ length: name.length }, (_, index) => name.charCodeAt(index));
  const text = units.map((unit) =>
    /[\w .:/?-]/.test(String.fromCharCode(unit))
      ? String.fromCharCode(unit)
      : `\\u${unit.toString(16).padStart(4, "0")}`,
  );
  return `"${text.join("")}"`;
}

function filesWith(name: string): Record<string, string> {
  return {
    "auth.ts": `import type { NextAuthOptions } from "next-auth";
export const authOptions: NextAuthOptions = {
  session: { strategy: "jwt" },
  providers: [],
  callbacks: {
    jwt({ token, user }) {
      if (user) token[${inCode(name)}] = Date.now();
      return token;
    },
    session({ session, token }) {
      session.user[${inCode(name)}] = token[${inCode(name)}];
      return session;
    },
  },
};
`,
  };
}

function fieldsOf(traces: readonly FieldTrace[]): unknown[] {
  return traces
    .filter(({ inferred, declared }) => inferred ?? declared)
    .map(({ interface: of, names: path, inferred, declared }) => [of, path, inferred?.type, declared?.type]);
}

test(
  "a field of any name is that one field before and after it is declared",
  { timeout: 30_000 + numRuns * 2_000 },
  () => {
    fc.assert(
      fc.property(names, (name) => {
        const before = project(filesWith(name));
        expect(fieldsOf(before.analysis().traces)).toEqual([
          ["Session", ["user", name], "number", undefined],
          ["JWT", [name], "number", undefined],
        ]);
        const after = before.fixed();
        expect(after.errors()).toEqual([]);
        expect(fieldsOf(after.analysis().traces)).toEqual([
          ["Session", ["user", name], "number", "number"],
          ["JWT", [name], "number", "number"],
        ]);
        expect(after.analysis().diagnostics).toEqual([]);
        expect(after.fixed().files).toEqual(after.files);
      }),
      { numRuns, seed },
    );
  },
);
