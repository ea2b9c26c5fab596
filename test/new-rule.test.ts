import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { rules } from "@typed-session/core";
import { afterEach, describe, expect, test } from "vitest";

const repository = join(import.meta.dirname, "..");
const list = "packages/core/src/rules/index.ts";
const made: string[] = [];

afterEach(() => {
  for (const root of made.splice(0)) rmSync(root, { recursive: true, force: true });
});

/** What the script reads of the repository, and the folders that it writes to. */
function copyOfRepository(): string {
  const root = mkdtempSync(join(tmpdir(), "typed-session-rule-"));
  made.push(root);
  for (const name of ["package.json", "prettier.config.js", "scripts/new-rule.js", "packages/core/src/rules"])
    cpSync(join(repository, name), join(root, name), { recursive: true });
  for (const name of [
    "packages/core/test/rules",
    "packages/eslint-plugin/docs/rules",
    "packages/eslint-plugin/test/rules",
    ".changeset",
  ])
    mkdirSync(join(root, name), { recursive: true });
  symlinkSync(join(repository, "node_modules"), join(root, "node_modules"), "junction");
  return root;
}

function newRule(root: string, ...args: readonly string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, ["scripts/new-rule.js", ...args], { cwd: root, encoding: "utf8" });
}

/** Every file of a copy with its text. */
function textsIn(root: string): Map<string, string> {
  const names = [".changeset", "packages", "scripts"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1)),
  );
  return new Map(names.map((name) => [name.replaceAll("\\", "/"), readFileSync(join(root, name), "utf8")]));
}

function changedFiles(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): Record<string, string> {
  return Object.fromEntries([...after].filter(([name, text]) => before.get(name) !== text));
}

/** The lines that one text has and another does not. */
function addedLines(before = "", after = ""): string[] {
  const known = before.split("\n");
  return after.split("\n").filter((line) => !known.includes(line));
}

describe("pnpm new:rule", () => {
  const next = Math.max(...rules.map(({ code }) => code)) + 1;

  test("pnpm new:rule writes a rule, its list entry, its tests, its page and a changeset", () => {
    const root = copyOfRepository();
    const before = textsIn(root);
    expect(newRule(root, "no-stale-field")).toMatchObject({ status: 0, stderr: "" });
    const changed = changedFiles(before, textsIn(root));

    expect(Object.keys(changed).sort()).toEqual([
      ".changeset/no-stale-field.md",
      list,
      "packages/core/src/rules/no-stale-field.ts",
      "packages/core/test/rules/no-stale-field.test.ts",
      "packages/eslint-plugin/docs/rules/no-stale-field.md",
      "packages/eslint-plugin/test/rules/no-stale-field.test.ts",
    ]);
    expect(addedLines(before.get(list), changed[list])).toEqual([
      'import { noStaleField } from "./no-stale-field.js";',
      "  noStaleField,",
    ]);
    expect(changed[list]).toContain('"./no-secret-in-session.js";\nimport { noStaleField } from');
    expect(changed[list]).toMatch(
      /\n {2}noReaderCast,\n {2}noStaleField,\n\];\n[^]*\.\.\.ofTheProgram, noUnusedDirective\];\n$/,
    );
    expect(changed["packages/core/src/rules/no-stale-field.ts"]).toBe(`import type { Rule } from "./rule.js";

/** Finds nothing yet, and is off so that nobody is promised anything. */
export const noStaleField: Rule = {
  name: "no-stale-field",
  code: ${String(next)},
  severity: "off",
  summary: "Nothing yet",
  fix: "-",
  check: () => [],
};
`);
    expect(changed["packages/core/test/rules/no-stale-field.test.ts"]).toContain(
      '  test("no-stale-field finds nothing beside the field that another rule reports", () => {\n    checkMarked({',
    );
    expect(changed["packages/core/test/rules/no-stale-field.test.ts"]).toContain(
      'options: { analyze: { rules: { "no-stale-field": "error" } } }',
    );
    expect(changed["packages/eslint-plugin/test/rules/no-stale-field.test.ts"]).toContain(
      'ruleTests("no-stale-field", {',
    );
    const page = changed["packages/eslint-plugin/docs/rules/no-stale-field.md"];
    expect(page).toMatch(/^# typed-session\/no-stale-field\n/);
    expect(page).toContain("## Incorrect\n\nNo code is reported yet.\n");
    expect(changed[".changeset/no-stale-field.md"]).toBe(`---
"@typed-session/core": minor
"@typed-session/typescript-plugin": minor
"eslint-plugin-typed-session": minor
"typed-session": minor
---

There is a rule \`no-stale-field\`. It is off, and finds nothing yet.
`);
    for (const text of Object.values(changed)) expect(text).not.toMatch(/TODO|FIXME/);
  });

  test("pnpm new:rule gives each rule a number of its own, and never a used one", () => {
    const root = copyOfRepository();
    const codeOf = (name: string): string | undefined =>
      /code: (\d+)/.exec(readFileSync(join(root, `packages/core/src/rules/${name}.ts`), "utf8"))?.[1];
    newRule(root, "no-stale-field");
    newRule(root, "require-fresh-token");
    expect([codeOf("no-stale-field"), codeOf("require-fresh-token")]).toEqual([String(next), String(next + 1)]);

    const script = join(root, "scripts/new-rule.js");
    const text = readFileSync(script, "utf8");
    const retired = text.replace("const retiredCodes = [];", `const retiredCodes = [${String(next + 5)}];`);
    expect(retired).not.toBe(text);
    writeFileSync(script, retired);
    newRule(root, "no-old-token");
    expect(codeOf("no-old-token")).toBe(String(next + 6));
  });

  const kebab = "is not in kebab-case";
  const prefix = 'starts with neither "no-" nor "require-"';
  test.each([
    [[], "Usage: pnpm new:rule <name>"],
    [["noStaleField"], kebab],
    [["No-Stale-Field"], kebab],
    [["no_stale_field"], kebab],
    [["no-"], kebab],
    [["no--field"], kebab],
    [["no-field-"], kebab],
    [["no-2nd-field"], kebab],
    [["no-stale field"], kebab],
    [["../no-stale-field"], kebab],
    [["stale-field"], prefix],
    [["noisy-field"], prefix],
    [["no"], prefix],
    [["prefer-fresh-token"], prefix],
    [["no-untyped-token"], "is taken: there is a packages/core/src/rules/no-untyped-token.ts."],
    [["no-documented-field"], "is taken: there is a packages/eslint-plugin/docs/rules/no-documented-field.md."],
    [["no-described-field"], "is taken: there is a .changeset/no-described-field.md."],
  ])("pnpm new:rule refuses %j and writes nothing", (args, why) => {
    const root = copyOfRepository();
    writeFileSync(join(root, "packages/eslint-plugin/docs/rules/no-documented-field.md"), "");
    writeFileSync(join(root, ".changeset/no-described-field.md"), "");
    const before = textsIn(root);
    const { status, stdout, stderr } = newRule(root, ...args);
    expect([status, stdout]).toEqual([1, ""]);
    expect(stderr).toContain(why);
    expect(textsIn(root)).toEqual(before);
  });

  test("pnpm new:rule writes nothing if the list has no array to add a rule to", () => {
    const root = copyOfRepository();
    const file = join(root, list);
    writeFileSync(file, readFileSync(file, "utf8").replace("\n];\n", " ];\n"));
    const before = textsIn(root);
    const { status, stderr } = newRule(root, "no-stale-field");
    expect(status).toBe(1);
    expect(stderr).toContain("has no array to add a rule to");
    expect(textsIn(root)).toEqual(before);
  });
});
