import { expect } from "vitest";
import { rules, type AnalyzeOptions, type FieldReport } from "../../src/index.js";
import { authFile, helpers, type AuthParts } from "./auth-file.js";
import { unmarked } from "./marked.js";
import { newErrors } from "./new-errors.js";
import { project, type Project } from "./project.js";

/**
 * Callbacks with their writes marked, and what they give. A mark stands directly before its place: `⟦U.id⟧` at each write of a
 * field, `⟦User.role⟧` at an input that is reported, `⟦no-callback-cast⟧` (with `!` at its end where nothing is fixable) at any
 * other finding. Marks may stand in every file.
 */
export interface InferenceCase extends AuthParts {
  readonly name: string;
  /** All fields that are assigned, for example `U.id: string` or, where some path leaves it out, `U.id?: string`. */
  readonly fields: readonly string[];
  /** The whole auth file, where it has another form than the documentation's; then the parts are not used. */
  readonly auth?: string;
  /** Other files of the project. */
  readonly files?: Readonly<Record<string, string>>;
  readonly analysis?: AnalyzeOptions;
  readonly compilerOptions?: Record<string, unknown>;
  /** Fields about which nothing is reported, because they are declared. Every other one is reported at its first write. */
  readonly silent?: readonly string[];
  /** Reported fields that no declaration can mend. */
  readonly unfixable?: readonly string[];
  /** The inputs that are reported, at their marks: `User.role`. */
  readonly inputs?: readonly string[];
  /** Fields of the token that are read and that nothing writes: reported at their marks, and nobody knows their types. */
  readonly unknownReads?: readonly string[];
  /** The objects in which nothing is reported as unassigned, because not everything can be seen: `Session.user`. */
  readonly open?: readonly string[];
  /** The codes of the compiler's errors in the callbacks, which the fix removes. Nothing is said of them without this. */
  readonly errors?: readonly number[];
  /** The augmentation file that `fix` writes. */
  readonly augmentation?: string;
  /** The files that `fix` changes, as it leaves them. */
  readonly fixed?: Readonly<Record<string, string>>;
}

/** Checks one case: fields, write sites, diagnostics with their places, and that the fix leaves a project that compiles. */
export function checkInference(one: InferenceCase): Project {
  const made = checkReport(one);
  const fixed = made.fixed();
  expect(newErrors(made, fixed, "auth.ts")).toEqual([]);
  const { changes } = made.analysis().fix;
  if (one.augmentation !== undefined) expect(changes.map(({ after }) => after).join("\n")).toBe(one.augmentation);
  if (one.fixed) {
    const names = Object.keys(fixed.files).filter((name) =>
      changes.some((change) => change.fileName.endsWith(`/${name}`)),
    );
    expect(Object.fromEntries(names.map((name) => [name, fixed.files[name]]))).toEqual(one.fixed);
  }
  if (one.errors) {
    expect(made.errors().map(({ code }) => code)).toEqual(one.errors);
    expect(fixed.errors()).toEqual([]);
  }
  return made;
}

/** Checks what is reported of one case: fields, write sites, diagnostics with their places. */
export function checkReport(one: InferenceCase): Project {
  const { texts, places } = projectOf(one);
  const made = project(texts, {
    ...(one.analysis && { analyze: one.analysis }),
    ...(one.compilerOptions && { compilerOptions: one.compilerOptions }),
  });
  const { report, openTargets } = made.analysis();
  const assigned = report.fields.filter((field) => field.inferred && short(field) !== undefined);

  expect(assigned.map(signature).sort()).toEqual([...one.fields].sort());
  expect(Object.fromEntries(assigned.map((field) => [short(field), field.writes.map(placeOf).sort(byPlace)]))).toEqual(
    Object.fromEntries(one.fields.map((field) => [nameOf(field), places.get(nameOf(field)) ?? []])),
  );
  const found = report.diagnostics.map(({ rule, severity, fixable, ...at }) => ({
    rule,
    severity,
    fixable,
    ...placeOf(at),
  }));
  expect(found.sort(byPlace)).toEqual(expectedDiagnostics(one, places));
  expect([...new Set(openTargets.map(({ target }) => target))].sort()).toEqual([...(one.open ?? [])].sort());
  return made;
}

interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** The project's files without marks, and the places of the marks, in the order of the files. */
function projectOf(one: InferenceCase): { texts: Record<string, string>; places: Map<string, Place[]> } {
  const texts: Record<string, string> = {};
  const places = new Map<string, Place[]>();
  const all = { "auth.ts": one.auth ?? authFile(one), "helpers.ts": helpers, ...one.files };
  for (const [file, source] of Object.entries(all)) {
    const { text, marks } = unmarked(source);
    texts[file] = text;
    for (const [name, found] of marks)
      places.set(name, [...(places.get(name) ?? []), ...found.map((place) => ({ file, ...place }))].sort(byPlace));
  }
  return { texts, places };
}

function expectedDiagnostics(one: InferenceCase, places: ReadonlyMap<string, readonly Place[]>): unknown[] {
  const { silent = [], unfixable = [], inputs = [], unknownReads = [] } = one;
  const ofFields = [...one.fields.map(nameOf).filter((name) => !silent.includes(name)), ...inputs, ...unknownReads];
  const first = ofFields.map((name) => {
    const place = places.get(name)?.[0] ?? { file: "not marked", line: 0, column: 0 };
    return { ...finding(ruleOf(name), !unknownReads.includes(name) && !unfixable.includes(name)), ...place };
  });
  const others = [...places].flatMap(([name, found]) => {
    const rule = name.replace(/!$/, "");
    return isRule(rule) ? found.map((place) => ({ ...finding(rule, name === rule), ...place })) : [];
  });
  return [...first, ...others].sort(byPlace);
}

function ruleOf(name: string): string {
  if (name.startsWith("T.")) return "no-untyped-token";
  return /^[US]\./.test(name) ? "no-undeclared-field" : "no-undeclared-input";
}

function isRule(name: string): boolean {
  return rules.some((rule) => rule.name === name);
}

function finding(name: string, fixable: boolean): { rule: string; severity: string | undefined; fixable: boolean } {
  return { rule: name, severity: rules.find((rule) => rule.name === name)?.severity, fixable };
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

function byPlace(a: Place & { rule?: string }, b: Place & { rule?: string }): number {
  return (
    a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column || (a.rule ?? "").localeCompare(b.rule ?? "")
  );
}
