import { expect } from "vitest";
import { rules, type AnalyzeOptions } from "../../src/index.js";
import { authFile, helpers, type AuthParts } from "./auth-file.js";
import { byPlace, unmarkedFiles, type Place } from "./marked.js";
import { newErrors } from "./new-errors.js";
import { project, type Project, type ProjectOptions } from "./project.js";

/**
 * A project with marks at its expected findings: `⟦no-unassigned-field⟧`, or `⟦no-unassigned-field!⟧` without a fix.
 */
export interface MarkedProject {
  readonly auth?: AuthParts;
  readonly files?: Readonly<Record<string, string>>;
  readonly options?: ProjectOptions;
  /** The files that `fix` changes, after the fix. They are checked only if given. */
  readonly fixed?: Readonly<Record<string, string>>;
}

/** A case of a table, with its name as the test's title. */
export interface MarkedCase extends MarkedProject {
  readonly name: string;
}

/** A finding that must be reported. */
export interface Expected extends Place {
  readonly rule: string;
  readonly fixable: boolean;
}

/** Checks that exactly the marked findings are reported, and the project after the fix. */
export function checkMarked({ auth, files = {}, options = {}, fixed }: MarkedProject): Project {
  const { texts, places } = unmarkedFiles(
    auth ? { "auth.ts": authFile(auth), "helpers.ts": helpers, ...files } : files,
  );
  const made = project(texts, options);
  for (const mark of places.keys()) if (!isRuleMark(mark)) throw new Error(`There is no rule ${mark}.`);
  const expected = markedFindings(places);
  checkFindings(made, expected, options.analyze);
  checkFix(made, fixed ?? (expected.length === 0 ? {} : undefined));
  return made;
}

/** The findings of marks with the name of a rule: `⟦no-callback-cast⟧`, with `!` at its end without a fix. */
export function markedFindings(places: ReadonlyMap<string, readonly Place[]>): Expected[] {
  return [...places].flatMap(([mark, found]) =>
    isRuleMark(mark)
      ? found.map((place) => ({ rule: mark.replace(/!$/, ""), fixable: !mark.endsWith("!"), ...place }))
      : [],
  );
}

function isRuleMark(mark: string): boolean {
  return rules.some(({ name }) => name === mark.replace(/!$/, ""));
}

/** Checks that exactly these findings are reported, with the severities that the options give them. */
export function checkFindings(made: Project, expected: readonly Expected[], options: AnalyzeOptions = {}): void {
  const { report } = made.analysis();
  const found = report.diagnostics.map(({ rule, severity, file, line, column, fixable }) => ({
    rule,
    severity,
    file,
    line,
    column,
    fixable,
  }));
  const severityOf = (name: string): string | undefined =>
    options.rules?.[name] ?? rules.find((rule) => rule.name === name)?.severity;
  const all = expected.map((one) => ({ ...one, severity: severityOf(one.rule) }));
  expect(found.sort(byPlace)).toEqual(all.sort(byPlace));
  expect(report.ok).toBe(expected.length === 0);
}

/** Checks that the fix adds no error, and the texts of the changed files if given. */
export function checkFix(made: Project, fixed: Readonly<Record<string, string>> | undefined): void {
  const after = made.fixed();
  expect(newErrors(made, after, "auth.ts")).toEqual([]);
  if (!fixed) return;
  const { changes } = made.analysis().fix;
  expect(Object.fromEntries(changes.map(({ fileName }) => nameAndText(after.files, fileName)))).toEqual(fixed);
}

function nameAndText(files: Readonly<Record<string, string>>, fileName: string): [string, string] {
  const name = Object.keys(files).find((one) => fileName.endsWith(`/${one}`)) ?? fileName;
  return [name, files[name] ?? ""];
}
