import { expect } from "vitest";
import type { Analysis, Diagnostic, FileChange } from "@typed-session/core";
import type { OwnError } from "../../../packages/core/test/support/compile.js";
import { newErrors } from "../../../packages/core/test/support/new-errors.js";
import { dependenciesOn } from "../../../packages/core/test/support/packages.js";
import { project, type Project } from "../../../packages/core/test/support/project.js";
import type { ProjectFiles } from "../grammar/project-files.js";

/** Checks the invariants of the analysis and the fix that hold for every project. */
export function holdsTogether({ files, nextAuth }: ProjectFiles): void {
  const before = project(files, { nextAuth });
  const analysis = before.analysis();
  const { root } = dependenciesOn(nextAuth);
  placesAreThere(files, analysis);
  editsAreInside(root, files, analysis.fix.changes);
  expect(project(files, { nextAuth }).analysis().report).toEqual(analysis.report);
  if (analysis.fix.changes.length === 0) return;
  expect(analysis.fix.fixed).not.toEqual([]);
  fixHolds(before, analysis);
}

function placesAreThere(files: ProjectFiles["files"], { diagnostics, traces, openTargets }: Analysis): void {
  const places = [
    ...diagnostics,
    ...diagnostics.map((one) => ({ file: one.file, line: one.endLine, column: one.endColumn })),
    ...diagnostics.flatMap(({ related, flow }) => [
      ...related.map(({ at }) => at),
      ...flow.flatMap(({ at }) => at ?? []),
    ]),
    ...traces.flatMap(({ assignments, writes }) => [...assignments, ...writes]),
    ...openTargets,
  ].filter(({ file }) => !file.includes("node_modules/"));
  const missing = places.filter(({ file, line, column }) => {
    const text = files[file]?.split(/\r?\n/)[line - 1];
    return text === undefined || column < 1 || column > text.length + 1;
  });
  expect(missing.map(({ file, line, column }) => `${file}:${line}:${column}`)).toEqual([]);
}

function editsAreInside(root: string, files: ProjectFiles["files"], changes: readonly FileChange[]): void {
  for (const { fileName, before, after } of changes) {
    expect(fileName.startsWith(`${root}/`) && !fileName.includes("/node_modules/")).toBe(true);
    expect(before).toBe(files[fileName.slice(root.length + 1)]);
    expect(after).not.toBe(before);
  }
  expect(new Set(changes.map(({ fileName }) => fileName)).size).toBe(changes.length);
}

function fixHolds(before: Project, { fix, diagnostics }: Analysis): void {
  const after = before.fixed();
  expect(addedErrors(before, after), "new errors").toEqual([]);
  expect(after.analysis().fix.changes, "a second fix").toEqual([]);
  const named = (one: Pick<Diagnostic, "rule" | "message">): string => `${one.rule}: ${one.message}`;
  // Two findings at different places may have the same message.
  const kept = new Set(fix.remaining.map(named));
  const fixed = diagnostics.filter((one) => one.fixable && !kept.has(named(one))).map(named);
  expect(
    after
      .analysis()
      .diagnostics.map(named)
      .filter((one) => fixed.includes(one)),
    "said to be fixed",
  ).toEqual([]);
}

/** Errors at new places; after the removal of a cast an old error may start at another column. */
function addedErrors(before: Project, after: Project): OwnError[] {
  const isSame = (a: OwnError, b: OwnError): boolean =>
    a.file === b.file && a.code === b.code && a.message === b.message;
  const countIn = (made: Project, error: OwnError): number => made.errors().filter((one) => isSame(one, error)).length;
  return newErrors(before, after, "auth.ts").filter((error) => countIn(after, error) > countIn(before, error));
}
