import { expect } from "vitest";
import type { AnalyzeOptions, FieldReport } from "../../src/index.js";
import { authFile, helpers, type AuthParts } from "./auth-file.js";
import { checkFindings, checkFix, markedFindings, type Expected } from "./marked-project.js";
import { byPlace, unmarkedFiles, type Place } from "./marked.js";
import { project, type Project, type ProjectOptions } from "./project.js";

/**
 * Callbacks with their writes marked, and the expected fields: `⟦U.id⟧` is at each write of a field, `⟦User.role⟧` at a
 * reported input, the name of a rule at any other finding. `test/README.md` explains the marks.
 */
export interface InferenceCase extends AuthParts {
  readonly name: string;
  /** All assigned fields, for example `U.id: string` or, if some path leaves it out, `U.id?: string`. */
  readonly fields: readonly string[];
  /** The whole auth file, if its form is not the documentation's; then the parts are not used. */
  readonly auth?: string;
  /** Other files of the project. */
  readonly files?: Readonly<Record<string, string>>;
  readonly analysis?: AnalyzeOptions;
  readonly compilerOptions?: Record<string, unknown>;
  readonly compiler?: ProjectOptions["compiler"];
  /** Declared fields, which are not reported. Every other one is reported at its first write. */
  readonly silent?: readonly string[];
  /** Reported fields that no declaration can fix. */
  readonly unfixable?: readonly string[];
  /** The reported inputs, at their marks: `User.role`. */
  readonly inputs?: readonly string[];
  /** Token fields that are read and never written: reported at their marks, without a known type. */
  readonly unknownReads?: readonly string[];
  /** The objects in which no field is called unassigned, because they cannot be seen whole: `Session.user`. */
  readonly open?: readonly string[];
  /** The codes of the compiler's errors in the callbacks, which the fix removes. They are checked only if given. */
  readonly errors?: readonly number[];
  /** The augmentation file that `fix` writes. */
  readonly augmentation?: string;
  /** The files that `fix` changes, after the fix. */
  readonly fixed?: Readonly<Record<string, string>>;
}

/** Checks one case: fields, write sites, diagnostics with their places, and that the fix leaves a project that compiles. */
export function checkInference(one: InferenceCase): Project {
  const made = checkReport(one);
  checkFix(made, one.fixed);
  const { changes } = made.analysis().fix;
  if (one.augmentation !== undefined) expect(changes.map(({ after }) => after).join("\n")).toBe(one.augmentation);
  if (one.errors) {
    expect(made.errors().map(({ code }) => code)).toEqual(one.errors);
    expect(made.fixed().errors()).toEqual([]);
  }
  return made;
}

/** Checks the report on one case: fields, write sites, diagnostics with their places. */
export function checkReport(one: InferenceCase): Project {
  const { texts, places } = unmarkedFiles({
    "auth.ts": one.auth ?? authFile(one),
    "helpers.ts": helpers,
    ...one.files,
  });
  const made = project(texts, {
    ...(one.analysis && { analyze: one.analysis }),
    ...(one.compilerOptions && { compilerOptions: one.compilerOptions }),
    ...(one.compiler && { compiler: one.compiler }),
  });
  const { report, openTargets } = made.analysis();
  const assigned = report.fields.filter((field) => field.inferred && short(field) !== undefined);

  expect(assigned.map(signature).sort()).toEqual([...one.fields].sort());
  expect(Object.fromEntries(assigned.map((field) => [short(field), field.writes.map(placeOf).sort(byPlace)]))).toEqual(
    Object.fromEntries(one.fields.map((field) => [nameOf(field), places.get(nameOf(field)) ?? []])),
  );
  checkFindings(made, expectedFindings(one, places), one.analysis);
  expect([...new Set(openTargets.map(({ target }) => target))].sort()).toEqual([...(one.open ?? [])].sort());
  return made;
}

function expectedFindings(one: InferenceCase, places: ReadonlyMap<string, readonly Place[]>): Expected[] {
  const { silent = [], unfixable = [], inputs = [], unknownReads = [] } = one;
  const ofFields = [...one.fields.map(nameOf).filter((name) => !silent.includes(name)), ...inputs, ...unknownReads];
  const first = ofFields.map((name) => {
    const place = places.get(name)?.[0] ?? { file: "not marked", line: 0, column: 0 };
    return { rule: ruleOf(name), fixable: !unknownReads.includes(name) && !unfixable.includes(name), ...place };
  });
  return [...first, ...markedFindings(places)];
}

function ruleOf(name: string): string {
  if (name.startsWith("T.")) return "no-untyped-token";
  return /^[US]\./.test(name) ? "no-undeclared-field" : "no-undeclared-input";
}

/** `U.id?: string` → `U.id` */
function nameOf(field: string): string {
  return field.slice(0, field.indexOf(":")).replace(/\?$/, "");
}

/** `Session.user.id` → `U.id` */
function short({ interface: name, names }: FieldReport): string | undefined {
  if (name === "JWT") return `T.${names.join(".")}`;
  if (name !== "Session") return undefined;
  return names[0] === "user" && names.length > 1 ? `U.${names.slice(1).join(".")}` : `S.${names.join(".")}`;
}

function signature(field: FieldReport): string {
  return `${short(field) ?? ""}${field.inferred?.optional === true ? "?" : ""}: ${field.inferred?.type ?? ""}`;
}

function placeOf({ file, line, column }: Place): Place {
  return { file, line, column };
}
