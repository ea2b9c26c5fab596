import { expect } from "vitest";
import { keyText } from "../../src/index.js";
import { augmentation, types } from "./augmentation.js";
import { authFile, type AuthParts } from "./auth-file.js";
import { newErrors } from "./new-errors.js";
import { project, type Project, type ProjectOptions } from "./project.js";

/** Callbacks in a few words, and the engine's expected findings. */
export interface Told {
  readonly name: string;
  /**
   * The bodies of the callbacks, whose parameters are `session`, `token`, `user`, `account`, `profile`, `trigger`. They
   * return the session or the token.
   */
  readonly session?: string;
  readonly jwt?: string;
  readonly parts?: AuthParts;
  readonly declared?: Parameters<typeof augmentation>[0];
  readonly files?: Readonly<Record<string, string>>;
  readonly options?: ProjectOptions;
  /** Each assigned field: `Session.plan: string`, `Session.user.id?: string` if it may be missing. */
  readonly fields?: readonly string[];
  /** Fields that must be found so, among others. */
  readonly some?: readonly string[];
  /** The rules that report something, sorted, one entry for each report. */
  readonly rules?: readonly string[];
  /** Objects that are not seen whole, among others. */
  readonly open?: readonly string[];
  /** By file, texts that must be there after `fix`. */
  readonly has?: Readonly<Record<string, readonly string[]>>;
}

/** A callback with this body. */
function callback(kind: "session" | "jwt", body: string): string {
  const given = kind === "session" ? "session, token, user" : "token, user, account, profile, trigger";
  return `async ${kind}({ ${given} }) {\n      ${body}\n      return ${kind === "session" ? "session" : "token"};\n    }`;
}

/** The project of some callbacks. */
function projectOf({ session, jwt, parts, declared, files, options }: Told): Project {
  const auth = authFile({
    ...parts,
    ...(session !== undefined && { session: callback("session", session) }),
    ...(jwt !== undefined && { jwt: callback("jwt", jwt) }),
  });
  const helpers =
    'export const enabled: boolean = Date.now() % 2 === 0;\nexport const list: readonly string[] = [];\nexport const load = async (): Promise<string> => "loaded";\n';
  return project(
    { "auth.ts": auth, "helpers.ts": helpers, ...(declared && { [types]: augmentation(declared) }), ...files },
    options,
  );
}

/** Checks the findings, that the fix adds no error and no `unknown`, and that a second one changes nothing. */
export function checkTold(told: Told): void {
  const made = projectOf(told);
  const { report, openTargets } = made.analysis();
  const fields = report.fields
    .filter(({ inferred }) => inferred)
    .map((field) => `${keyText(field)}${field.inferred?.optional === true ? "?" : ""}: ${field.inferred?.type ?? ""}`);
  if (told.fields) expect(fields.sort()).toEqual([...told.fields].sort());
  if (told.some) expect(fields).toEqual(expect.arrayContaining([...told.some]));
  if (told.rules) expect(report.diagnostics.map(({ rule }) => rule).sort()).toEqual([...told.rules].sort());
  if (told.open) expect(openTargets.map(({ target }) => target)).toEqual(expect.arrayContaining([...told.open]));
  const fixed = made.fixed();
  expect(newErrors(made, fixed, "auth.ts")).toEqual([]);
  const written = made.analysis().fix.changes.map(({ before, after }) => [before ?? "", after]);
  for (const [before, after] of written) expect(unknownsIn(after)).toBeLessThanOrEqual(unknownsIn(before));
  for (const [name, texts] of Object.entries(told.has ?? {}))
    for (const text of texts) expect(fixed.files[name]).toContain(text);
  expect(fixed.fixed().files).toEqual(fixed.files);
}

function unknownsIn(text = ""): number {
  return text.split(/: (?:unknown|any|\{\})\b/).length;
}
