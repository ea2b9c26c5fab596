import { expect } from "vitest";
import { rules, type AnalyzeOptions } from "../../src/index.js";
import { authFile, helpers, type AuthParts } from "./auth-file.js";
import { byPlace, unmarkedFiles, type Place } from "./marked.js";
import { newErrors } from "./new-errors.js";
import { project, type Project, type ProjectOptions } from "./project.js";

/** A project whose findings are marked where they must appear: `⟦no-unassigned-field⟧`, or `⟦no-unassigned-field!⟧` where nothing can be fixed. */
export interface MarkedProject {
  readonly auth?: AuthParts;
  readonly files?: Readonly<Record<string, string>>;
  readonly options?: ProjectOptions;
  /** The files that `fix` changes, as it leaves them. Nothing is said of the changes without it. */
  readonly fixed?: Readonly<Record<string, string>>;
}

/** One of a table: its name is the test's title. */
export interface MarkedCase extends MarkedProject {
  readonly name: string;
}

/** A finding that must be reported. */
export interface Expected extends Place {
  readonly rule: string;
  readonly fixable: boolean;
}

/** Checks that exactly the marked findings are reported, and what the fix makes of the project. */
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

/** What the marks with the name of a rule say: `⟦no-callback-cast⟧`, with `!` at its end where nothing can be fixed. */
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

/** Checks that the fix brings no error, and what it leaves of the files that it changes where that is said. */
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
