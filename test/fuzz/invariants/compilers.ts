import { expect } from "vitest";
import { project } from "../../../packages/core/test/support/project.js";
import type { ProjectFiles } from "../grammar/project-files.js";

/** Checks that the engine has the same findings and makes the same changes by both implementations of the compiler. */
export function compilersAgree(made: ProjectFiles): void {
  expect(found(made, "native")).toEqual(found(made, "classic"));
}

function found({ files, nextAuth }: ProjectFiles, compiler: "native" | "classic"): object {
  const made = project(files, { nextAuth, compiler });
  const { diagnostics, report, fix } = made.analysis();
  const { root } = made.workspace();
  return {
    diagnostics: diagnostics.map(({ file, line, column, endLine, endColumn, rule, message, fixable, manual }) => ({
      at: `${file}:${String(line)}:${String(column)}-${String(endLine)}:${String(endColumn)}`,
      rule,
      fixable,
      message: inAnyOrder(message),
      manual: manual === undefined ? undefined : inAnyOrder(manual),
    })),
    fields: report.fields.map((field) => inAnyOrder(JSON.stringify(field))),
    changes: Object.fromEntries(
      fix.changes.map(({ fileName, after }) => [
        fileName.slice(root.length + 1),
        after?.split("\n").map((line) => inAnyOrder(line)),
      ]),
    ),
  };
}

/**
 * A text without the order of its words, as TypeScript 7 has an order of its own for the members of a union, and without
 * the compiler's own message, in which both word some types in another way.
 */
function inAnyOrder(text: string): string {
  return text
    .replace(/(a new error at \S+:\d+): .*/s, "$1")
    .split(/\W+/)
    .sort()
    .join(" ")
    .trim();
}
