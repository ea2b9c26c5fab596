import type { FindingWithParts, ClassicTypeScript } from "@typed-session/core";
import type ts from "typescript";

/** The compiler's own errors about an undeclared field, at a write and at a reader. It offers no fix for these. */
export const compilerCodes: readonly number[] = [2322, 2339, 2551, 7053, 18046];

/** The codes for a missing field: at a read, an assignment, and an object literal with it. */
const noSuchField: readonly number[] = [2339, 2551, 7053, 2353, 2561];
const rulesThatSayIt: readonly string[] = ["no-undeclared-field", "no-undeclared-input"];

/** A problem as it is shown. */
export interface Shown {
  readonly problem: FindingWithParts;
  readonly diagnostic: ts.Diagnostic;
}

/**
 * The compiler's errors and our problems of one file, without the errors that a problem repeats: each of them becomes
 * related information of its problem, so that nothing is lost.
 *
 * An error at a part of a problem stays, such as `user.role` in `jwt` if the problem is `session.user.role`. Nothing of
 * ours is underlined there, and a line that does not compile must not look as if it did. Its quick fix is that of the
 * problem.
 */
export function withoutRepeated(
  ts: ClassicTypeScript,
  errors: readonly ts.Diagnostic[],
  shown: readonly Shown[],
): ts.Diagnostic[] {
  const repeated = new Set(shown.flatMap((one) => repeatedBy(ts, errors, one)));
  const ours = shown.map((one): ts.Diagnostic => {
    const said = repeatedBy(ts, errors, one).map((error) => asRelated(ts, error));
    const { diagnostic } = one;
    if (said.length === 0) return diagnostic;
    return { ...diagnostic, relatedInformation: [...(diagnostic.relatedInformation ?? []), ...said] };
  });
  return [...errors.filter((error) => !repeated.has(error)), ...ours];
}

/**
 * The errors at the place of a problem that say the same of its field. A warning repeats none, since an error is more
 * severe.
 */
export function repeatedBy(
  ts: ClassicTypeScript,
  errors: readonly ts.Diagnostic[],
  { problem, diagnostic }: Shown,
): readonly ts.Diagnostic[] {
  const name = problem.field?.names.at(-1);
  if (name === undefined || problem.severity !== "error" || !rulesThatSayIt.includes(problem.rule)) return [];
  const { start: from = 0, length = 0 } = diagnostic;
  return errors.filter(
    ({ code, start, length: size = 0, messageText }) =>
      noSuchField.includes(code) &&
      start !== undefined &&
      from <= start &&
      start + size === from + length &&
      ts.flattenDiagnosticMessageText(messageText, "\n").includes(name),
  );
}

function asRelated(
  ts: ClassicTypeScript,
  { code, file, start, length, messageText }: ts.Diagnostic,
): ts.DiagnosticRelatedInformation {
  const message = ts.flattenDiagnosticMessageText(messageText, "\n").replace(/\n\s*/g, " ");
  const text = `TypeScript: ${message} (${String(code)})`;
  return { category: ts.DiagnosticCategory.Message, code, file, start, length, messageText: text };
}
