import { format } from "prettier";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { fitted } from "../../src/edits/fit.js";
import { styleOf } from "../../src/edits/style.js";
import { parsed } from "../support/parsed.js";

const long = "x".repeat(30);
const literals = `"${long}" | "${long}b" | "c"`;
const members = `a${long}: string; b${long}?: number; c: boolean`;

const types: readonly (readonly [name: string, type: string])[] = [
  ["what fits", "string"],
  ["a union", literals],
  ["a union that may be null", `${literals} | null`],
  ["a list of a union", `(${literals})[]`],
  ["a list of a list of a union", `(${literals})[][]`],
  ["a literal", `{ ${members} }`],
  ["a literal that may be null", `{ ${members} } | null`],
  ["a literal that may be null or undefined", `{ ${members} } | null | undefined`],
  ["a list of literals", `{ ${members} }[]`],
  ["a literal in a literal", `{ a: string; of: { ${members} } }`],
  ["a union in a literal", `{ a: string; of: ${literals} }`],
  ["a list of literals in a literal", `{ a: string; of: { ${members} }[] }`],
  ["one of two literals", `{ a: string; ${members} } | { b: 2 }`],
  ["one of two literals that are both long", `{ ${members} } | { d: string; ${members} }`],
  ["an odd name", `{ "a.b": string; ${members} }`],
  ["an index signature", `{ [key: string]: unknown; ${members} }`],
  ["a list of literals that may be null", `{ ${members} }[] | null`],
  ["a read-only list of a union", `readonly (${literals})[]`],
  ["a literal and a name", `{ ${members} } & A["user"]`],
  ["a name and a literal", `A["user"] & { ${members} }`],
  ["several names together", `A${long} & B${long} & C${long}`],
  ["a literal and a name that may be null", `({ ${members} } & A["user"]) | null`],
  ["two arguments", `Map${long}<A${long}, B${long}>`],
  ["an argument that is a literal", `Array<{ ${members} }>`],
  ["an argument that is a literal or null", `Array<{ ${members} } | null>`],
  ["an argument that is a union", `Partial<A${long} | B${long} | C${long}>`],
  ["a union that fits below, as an argument", `Pick<A${long}, "access" | "refresh" | "expiresAt">`],
  ["a literal behind another argument", `Record<string, { ${members} }>`],
  ["arguments of an argument", `Partial<Record<A${long}, B${long}>>`],
  ["arguments of an argument that are long", `Partial<Record<A${long}${long}, B${long}>>`],
  ["arguments in a literal", `{ a: string; of: Map<A${long}, B${long}> }`],
  ["one of two with arguments", `Map<A${long}, B${long}> | Map<C${long}, D${long}${long}>`],
  ["a name as an argument", `Array<A${long}${long}${long}>`],
  ["a name that cannot be broken", "X".repeat(90)],
];

/** As a formatter writes it, with an interface around it. */
const formatted = (text: string, options: object): Promise<string> =>
  format(text, { parser: "typescript", ...options });

describe.each([
  ["two spaces", { sample: "interface A {\n  a: 1;\n}\n", options: {} }],
  ["tabs", { sample: "interface A {\n\ta: 1;\n}\n", options: { useTabs: true } }],
  ["no semicolons", { sample: "interface A {\n  a: 1\n}\n", options: { semi: false } }],
  [
    "four spaces and single quotes",
    { sample: "import 'a';\ninterface A {\n    a: 1;\n}\n", options: { tabWidth: 4, singleQuote: true } },
  ],
  ["braces without spaces", { sample: 'import {a} from "a";\n', options: { bracketSpacing: false } }],
])("with %s, a formatter leaves alone:", (_, { sample, options }) => {
  const style = styleOf(ts, parsed(sample));

  test.each(types)("%s", async (__, type) => {
    const typed = type.replaceAll('"', style.quote).replaceAll("{ ", `{${style.pad}`).replaceAll(" }", `${style.pad}}`);
    const { indent, memberEnd } = style;
    const lines = [`${indent}name?: ${typed}${memberEnd}`, `${indent}next: 1${memberEnd}`].join("\n");
    const text = `interface A {\n${fitted(ts, lines, style)}\n}\n`;
    expect(await formatted(text, options)).toBe(text);
    const nested = fitted(ts, `user: {\n${lines}\n}${memberEnd}`, style, indent).replaceAll("\n", `\n${indent}`);
    const inside = `interface A {\n${indent}${nested}\n}\n`;
    expect(await formatted(inside, options)).toBe(inside);
  });
});

test("a union in a broken literal stands beside its name where it fills the line exactly", async () => {
  const style = styleOf(ts, parsed(""));
  for (const [more, isBroken] of [
    [0, false],
    [1, true],
  ] as const) {
    const start = '    of: "a" | "';
    const last = "b".repeat(style.width - start.length - '";'.length + more);
    const fit = fitted(ts, `  name: { a: string; of: "a" | "${last}" };`, style);
    const union = isBroken ? `    of:\n      "a" | "${last}";` : `${start}${last}";`;
    expect(fit).toBe(`  name: {\n    a: string;\n${union}\n  };`);
    const text = `interface A {\n${fit}\n}\n`;
    expect(await formatted(text, {})).toBe(text);
  }
});

test("the last part of a union leaves room for the end of its member", async () => {
  const style = styleOf(ts, parsed(""));
  for (const [more, isBroken] of [
    [0, false],
    [1, true],
  ] as const) {
    const start = "    | Map<A, ";
    const last = "B".repeat(style.width - start.length - ">;".length + more);
    const fit = fitted(ts, `  name: ${long} | ${long} | ${long} | Map<A, ${last}>;`, style);
    const map = isBroken ? `    | Map<\n        A,\n        ${last}\n      >;` : `${start}${last}>;`;
    expect(fit).toBe(`  name:\n    | ${long}\n    | ${long}\n    | ${long}\n${map}`);
    const text = `interface A {\n${fit}\n}\n`;
    expect(await formatted(text, {})).toBe(text);
  }
});

test("a line without a member stays as it is", () => {
  const style = styleOf(ts, parsed(""));
  for (const line of [
    `// ${long}${long}${long}`,
    `interface ${long}${long}${long} {`,
    `a: ${literals}; b: ${literals}`,
    `(${literals}`,
  ])
    expect(fitted(ts, line, style)).toBe(line);
});
