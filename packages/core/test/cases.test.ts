import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { keyText } from "../src/api/field-key.js";
import { project } from "./support/project.js";

/** What is right of a small app, in `expect.json`, written before the engine was asked. */
interface Expected {
  readonly env: "v4" | "v5";
  /** What is right, in a sentence. */
  readonly why: string;
  /** By field: its type and whether it is optional, where that is said. */
  readonly fields?: Readonly<Record<string, readonly [type: string | null, optional: boolean | null]>>;
  readonly none?: readonly string[];
  readonly rules?: readonly string[];
  readonly noRules?: readonly string[];
  /** Nothing is reported. */
  readonly silent?: boolean;
  /** The compiler has no error left after the fix. */
  readonly clean?: boolean;
  readonly mustNotContain?: readonly string[];
  readonly keepText?: readonly string[];
}

const folder = path.join(import.meta.dirname, "fixtures/cases");

function filesIn(directory: string): Record<string, string> {
  const files = readdirSync(directory, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && entry.name !== "expect.json",
  );
  return Object.fromEntries(
    files.map(({ parentPath, name }) => {
      const file = path.join(parentPath, name);
      return [path.relative(directory, file).replaceAll("\\", "/"), readFileSync(file, "utf8")];
    }),
  );
}

function unknownsIn(files: Readonly<Record<string, string>>): number {
  return Object.values(files)
    .join("\n")
    .split(/: (?:unknown|\{\})\b/).length;
}

describe.each(readdirSync(folder))("%s", (name) => {
  const expected = JSON.parse(readFileSync(path.join(folder, name, "expect.json"), "utf8")) as Expected;
  const made = project(filesIn(path.join(folder, name)), {
    nextAuth: expected.env === "v5" ? "5.0.0-beta.32" : "4.24.15",
  });

  test(`the case is reported rightly: ${expected.why}`, () => {
    const { report } = made.analysis();
    const fields = new Map(report.fields.map((field) => [keyText(field), field]));
    for (const [key, [type, optional]] of Object.entries(expected.fields ?? {})) {
      const inferred = fields.get(key)?.inferred ?? fields.get(key)?.declared;
      expect(inferred, key).toBeDefined();
      if (type !== null) expect(inferred?.type, key).toBe(type);
      if (optional !== null) expect(inferred?.optional, key).toBe(optional);
    }
    for (const key of expected.none ?? []) expect(fields.has(key), key).toBe(false);
    const found = report.diagnostics.map(({ rule }) => rule);
    for (const rule of expected.rules ?? []) expect(found).toContain(rule);
    for (const rule of expected.noRules ?? []) expect(found).not.toContain(rule);
    if (expected.silent) expect(report.diagnostics).toEqual([]);
  });

  test("the case is fixed rightly", () => {
    const fixed = made.fixed();
    const before = made.errors().map(({ code, message }) => `${String(code)} ${message}`);
    const added = fixed
      .errors()
      .map(({ code, message }) => `${String(code)} ${message}`)
      .filter((error) => !before.includes(error));
    expect(added).toEqual([]);
    if (expected.clean) expect(fixed.errors()).toEqual([]);
    expect(unknownsIn(fixed.files)).toBeLessThanOrEqual(unknownsIn(made.files));
    const whole = Object.values(fixed.files).join("\n");
    for (const text of expected.mustNotContain ?? []) expect(whole).not.toContain(text);
    for (const text of expected.keepText ?? []) expect(whole).toContain(text);
    expect(fixed.fixed().files).toEqual(fixed.files);
  });
});
