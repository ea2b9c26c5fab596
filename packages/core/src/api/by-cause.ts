import type { Diagnostic } from "./analysis.js";
import { expressionOf } from "./field-key.js";

/**
 * A finding with the others of the same cause: the missing declarations of the token and the inputs that lead to it.
 */
export interface FindingWithParts extends Diagnostic {
  readonly parts: readonly Diagnostic[];
}

/**
 * One finding for each cause: the one that readers of the session meet, with the others of its flow as its parts. Its
 * severity is the highest among them.
 *
 * @param diagnostics findings of one analysis, or some of them
 * @returns in the order of `diagnostics`
 */
export function byCause(diagnostics: readonly Diagnostic[]): FindingWithParts[] {
  const causes = new Map<string, Diagnostic[]>();
  for (const one of diagnostics) {
    const ofCause = causes.get(one.cause);
    if (ofCause) ofCause.push(one);
    else causes.set(one.cause, [one]);
  }
  const partsOf = new Map([...causes.values()].flatMap(headsOf));
  return diagnostics.flatMap((head): FindingWithParts[] => {
    const parts = partsOf.get(head);
    if (!parts) return [];
    const isError = [head, ...parts].some(({ severity }) => severity === "error");
    return [{ ...head, severity: isError ? "error" : "warn", parts }];
  });
}

/** The findings that represent a cause, each with its parts. */
function headsOf(ofCause: readonly Diagnostic[]): [Diagnostic, readonly Diagnostic[]][] {
  const parts = ofCause.filter(({ isPart }) => isPart);
  // A selection may lack the finding that is no part: then the last part in the flow represents the cause.
  const heads =
    parts.length < ofCause.length ? ofCause.filter(({ isPart }) => !isPart) : parts.toSorted(later).slice(0, 1);
  return heads.map((head) => [head, parts.filter((one) => one !== head)]);
}

/** The token's fields come after the inputs that go into them. */
function later(one: Diagnostic, other: Diagnostic): number {
  return Number(other.field?.interface === "JWT") - Number(one.field?.interface === "JWT");
}

/**
 * The title of a finding's fix in a menu: ``Declare `session.user.role` in next-auth.d.ts``; `undefined` if its rule
 * has no fix.
 *
 * @param nameFile names a file of the report for the reader
 */
export function actionTitle(
  { action, fixedIn }: Diagnostic,
  nameFile: (file: string) => string = (file) => file,
): string | undefined {
  return action === undefined || fixedIn === undefined ? action : `${action} in ${nameFile(fixedIn)}`;
}

/** The same title with the parts that the fix includes: ``… in next-auth.d.ts, with `token.role` and `user.role` ``. */
export function fixTitle(finding: FindingWithParts, nameFile: (file: string) => string): string {
  const others = finding.parts.flatMap(({ fixable, field }) =>
    fixable && field ? [`\`${expressionOf(field)}\``] : [],
  );
  const title = actionTitle(finding, nameFile) ?? "Change what is declared";
  return others.length === 0 ? title : `${title}, with ${new Intl.ListFormat("en").format(others)}`;
}
