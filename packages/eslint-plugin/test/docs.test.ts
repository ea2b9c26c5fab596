import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createRules } from "../src/rule.js";
import { createWorkspaces } from "../src/workspace.js";
import { lint } from "./support/lint.js";
import { projectOnDisk, removeProjectsAfterwards, type Files } from "./support/project.js";
import { auth } from "./support/texts.js";

removeProjectsAfterwards();

/** The text below a heading of a rule's page. */
function sectionOf(ruleName: string, heading: string): string {
  const page = readFileSync(join(import.meta.dirname, `../docs/rules/${ruleName}.md`), "utf8");
  const section = page.split(/^## /m).find((one) => one.startsWith(`${heading}\n`)) ?? "";
  return section.slice(heading.length).trim();
}

/** The project that a section of a rule's page shows: each block starts with the name of its file. */
function projectIn(ruleName: string, heading: string): Files {
  const blocks = [
    ...sectionOf(ruleName, heading).matchAll(/```ts\n\/\/ ([\w./-]+)(: callbacks(?: under (\w+))?)?\n([^]*?)```/g),
  ];
  return Object.fromEntries(
    blocks.map(([, name = "", callbacks, strategy, text = ""]) => {
      const options = strategy === undefined ? "" : `  session: { strategy: "${strategy}" },\n`;
      return [name, callbacks === undefined ? text : auth(text.trimEnd(), { options })];
    }),
  );
}

/** The number of reports of the rule itself in a project. */
function countOf(ruleName: string, files: Files): number {
  const root = projectOnDisk(files);
  const messages = Object.keys(files).flatMap((name) => lint(root, name));
  return messages.filter(({ ruleId }) => ruleId === `typed-session/${ruleName}`).length;
}

describe.each(Object.values(createRules(createWorkspaces(() => undefined))))("the page of $name", ({ name, meta }) => {
  // `pnpm new:rule` writes such a rule: its page shows no code, and must say so.
  const findsNothing = meta.docs?.description === "Nothing yet";

  test.skipIf(findsNothing)("the page shows code that is reported", () => {
    expect(countOf(name, projectIn(name, "Incorrect"))).toBeGreaterThan(0);
  });

  test.runIf(findsNothing)("the page says that no code is reported yet", () => {
    expect(sectionOf(name, "Incorrect")).toBe("No code is reported yet.");
  });

  test("the page shows code that is not reported", () => {
    const files = projectIn(name, "Correct");
    expect(Object.keys(files)).toContain("auth.ts");
    expect(countOf(name, files)).toBe(0);
  });
});
