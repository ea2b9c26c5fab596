import { expect } from "vitest";
import type { AnalyzeOptions, FieldReport } from "../../src/index.js";
import { authFile, helpers, type AuthParts } from "./auth-file.js";
import { unmarked, type Marks } from "./marked.js";
import { newErrors } from "./new-errors.js";
import { project, type Project } from "./project.js";

/** Callbacks with their writes marked, and what they give. */
export interface InferenceCase extends AuthParts {
  readonly name: string;
  /** All fields that are assigned, for example `U.id: string` or, where some path leaves it out, `U.id?: string`. */
  readonly fields: readonly string[];
  /** Other files of the project. */
  readonly files?: Readonly<Record<string, string>>;
  readonly analysis?: AnalyzeOptions;
  /** Fields about which nothing is reported, because they are declared. Every other one is reported at its first write. */
  readonly silent?: readonly string[];
  /** The inputs that are reported, at their marks: `User.role`. */
  readonly inputs?: readonly string[];
  /** Fields of the token that are read and that nothing writes: reported at their marks, and nobody knows their types. */
  readonly unknownReads?: readonly string[];
  /** The augmentation file that `fix` writes. */
  readonly augmentation?: string;
}

/** Checks one case: fields, write sites, diagnostics with their places, and that the fix leaves a project that compiles. */
export function checkInference(one: InferenceCase): Project {
  const made = checkReport(one);
  expect(newErrors(made, made.fixed(), "auth.ts")).toEqual([]);
  if (one.augmentation !== undefined) {
    expect(
      made
        .analysis()
        .fix.changes.map(({ after }) => after)
        .join("\n"),
    ).toBe(one.augmentation);
  }
  return made;
}

/** Checks what is reported of one case: fields, write sites, diagnostics with their places. */
export function checkReport(one: InferenceCase): Project {
  const { text, marks } = unmarked(authFile(one));
  const made = project(
    { "auth.ts": text, "helpers.ts": helpers, ...one.files },
    one.analysis ? { analyze: one.analysis } : {},
  );
  const { report } = made.analysis();
  const assigned = report.fields.filter((field) => field.inferred && short(field) !== undefined);

  expect(assigned.map(signature).sort()).toEqual([...one.fields].sort());
  expect(Object.fromEntries(assigned.map((field) => [short(field), field.writes.map(lineAndColumn)]))).toEqual(
    Object.fromEntries(one.fields.map((field) => [nameOf(field), marksOf(marks, nameOf(field))])),
  );
  expect(
    report.diagnostics.map(({ rule, line, column, fixable, severity }) => ({ rule, line, column, fixable, severity })),
  ).toEqual(expectedDiagnostics(one, marks));
  return made;
}

function expectedDiagnostics(one: InferenceCase, marks: Marks): unknown[] {
  const reported = one.fields.map(nameOf).filter((name) => !(one.silent ?? []).includes(name));
  const unknownReads = one.unknownReads ?? [];
  return [...reported, ...(one.inputs ?? []), ...unknownReads]
    .map((name) => ({
      rule: name.startsWith("T.")
        ? "no-untyped-token"
        : /^[US]\./.test(name)
          ? "no-undeclared-field"
          : "no-undeclared-input",
      ...(marksOf(marks, name)[0] ?? { line: 0, column: 0 }),
      fixable: !unknownReads.includes(name),
      severity: name.startsWith("T.") ? "warn" : "error",
    }))
    .sort((a, b) => a.line - b.line || a.column - b.column);
}

function marksOf(marks: Marks, name: string): readonly { line: number; column: number }[] {
  return marks.get(name) ?? [];
}

/** `U.id?: string` → `U.id` */
function nameOf(field: string): string {
  return field.slice(0, field.indexOf(":")).replace(/\?$/, "");
}

/** `Session.user.id` → `U.id` */
function short({ interface: name, path }: FieldReport): string | undefined {
  if (name === "JWT") return `T.${path}`;
  if (name !== "Session") return undefined;
  return path.startsWith("user.") ? `U.${path.slice("user.".length)}` : `S.${path}`;
}

function signature(field: FieldReport): string {
  return `${short(field) ?? ""}${field.inferred?.optional === true ? "?" : ""}: ${field.inferred?.type ?? ""}`;
}

function lineAndColumn({ line, column }: { line: number; column: number }): { line: number; column: number } {
  return { line, column };
}
