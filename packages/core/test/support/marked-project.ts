import { expect } from "vitest";
import { authFile, helpers, type AuthParts } from "./auth-file.js";
import { unmarked } from "./marked.js";
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

/** Checks that exactly the marked findings are reported, and what the fix makes of the project. */
export function checkMarked({ auth, files = {}, options = {}, fixed }: MarkedProject): Project {
  const texts: Record<string, string> = {};
  const marked: { rule: string; file: string; line: number; column: number; fixable: boolean }[] = [];
  const all = auth ? { "auth.ts": authFile(auth), "helpers.ts": helpers, ...files } : files;
  for (const [file, source] of Object.entries(all)) {
    const { text, marks } = unmarked(source);
    texts[file] = text;
    for (const [label, places] of marks) {
      const rule = label.replace(/!$/, "");
      for (const place of places) marked.push({ rule, file, ...place, fixable: label === rule });
    }
  }
  const made = project(texts, options);
  const { report, fix } = made.analysis();
  const found = report.diagnostics.map(({ rule, file, line, column, fixable }) => ({
    rule,
    file,
    line,
    column,
    fixable,
  }));
  expect(found.sort(byPlace)).toEqual(marked.sort(byPlace));
  expect(report.ok).toBe(marked.length === 0);
  expect(newErrors(made, made.fixed(), "auth.ts")).toEqual([]);
  if (fixed) {
    const after = made.fixed().files;
    expect(Object.fromEntries(fix.changes.map(({ fileName }) => nameAndText(after, fileName)))).toEqual(fixed);
  } else if (marked.length === 0) {
    expect(fix.changes).toEqual([]);
  }
  return made;
}

function nameAndText(files: Readonly<Record<string, string>>, fileName: string): [string, string] {
  const name = Object.keys(files).find((one) => fileName.endsWith(`/${one}`)) ?? fileName;
  return [name, files[name] ?? ""];
}

interface Place {
  readonly rule: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

function byPlace(a: Place, b: Place): number {
  return a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column || a.rule.localeCompare(b.rule);
}
