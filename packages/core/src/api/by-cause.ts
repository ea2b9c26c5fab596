import type { Diagnostic } from "./analysis.js";
import { expressionOf } from "./field-key.js";

/** A finding with those that have the same cause: what the token and the inputs lack so that it is seen. */
export interface FindingWithParts extends Diagnostic {
  readonly parts: readonly Diagnostic[];
}

/**
 * Findings, one a cause: the one that readers of the session meet, with the others of its flow as its parts. Its severity is the gravest among
 * them.
 *
 * @param diagnostics findings of one analysis, or some of them
 * @returns in their order
 */
export function byCause(diagnostics: readonly Diagnostic[]): FindingWithParts[] {
  const heads = diagnostics.filter((one) => !one.isPart);
  const known = new Set(heads.map(({ cause }) => cause));
  // Of some findings the whole may not be among them: then the last of its parts in the flow stands for it.
  for (const one of diagnostics.toSorted((a, b) => order(a) - order(b))) {
    if (known.has(one.cause)) continue;
    known.add(one.cause);
    heads.push(one);
  }
  return heads
    .toSorted((one, other) => diagnostics.indexOf(one) - diagnostics.indexOf(other))
    .map((head): FindingWithParts => {
      const parts = diagnostics.filter((one) => one !== head && one.cause === head.cause);
      const isError = [head, ...parts].some(({ severity }) => severity === "error");
      return { ...head, severity: isError ? "error" : "warn", parts };
    });
}

/** The token's fields come after the inputs that go into them. */
function order({ field }: Diagnostic): number {
  return field?.interface === "JWT" ? 0 : 1;
}

/**
 * What a menu calls the fix of a finding: ``Declare `session.user.role` in next-auth.d.ts``; nothing where its rule has none.
 *
 * @param nameFile how a file of the report is named to the reader
 */
export function actionTitle(
  { action, fixedIn }: Diagnostic,
  nameFile: (file: string) => string = (file) => file,
): string | undefined {
  return action === undefined || fixedIn === undefined ? action : `${action} in ${nameFile(fixedIn)}`;
}

/** The same with the parts that it fixes: ``… in next-auth.d.ts, with `token.role` and `user.role` ``. */
export function fixTitle(finding: FindingWithParts, nameFile: (file: string) => string): string {
  const others = finding.parts.flatMap(({ fixable, field }) =>
    fixable && field ? [`\`${expressionOf(field)}\``] : [],
  );
  const title = actionTitle(finding, nameFile) ?? "Change what is declared";
  return others.length === 0 ? title : `${title}, with ${new Intl.ListFormat("en").format(others)}`;
}
