import type { Diagnostic } from "@typed-session/core";
import type { Project, Proof } from "./project.js";

/** Findings of one rule in one file that one fix removes, as far as it can. */
export interface Unit<Finding extends Diagnostic = Diagnostic> {
  readonly findings: readonly Finding[];
  readonly proof: Proof;
}

/** Gives the fix of some findings. */
export type ProofOf = (findings: readonly Diagnostic[]) => Proof;

/**
 * Splits findings of one rule, file by file, into units that a linter can fix. All declarations of one file are fixed
 * at once, because ESLint applies one fix after the other and gives up after ten rounds.
 */
export function unitsOf<Finding extends Diagnostic>(
  proofOf: ProofOf,
  findings: readonly Finding[],
): readonly Unit<Finding>[] {
  return groupsBy(findings, ({ file }) => file).flatMap((ofFile): Unit<Finding>[] => {
    const proof = proofOf(ofFile);
    if (proof.changes.length < 2) return [{ findings: ofFile, proof }];
    const groups = groupsBy(ofFile, (one) => JSON.stringify(proof.declaringFiles(one)));
    return groups.map((some) => ({ findings: some, proof: proofOf(some) }));
  });
}

/** The one file in which a linter can make all changes. */
export function targetOf(project: Project, { changes }: Proof): string | undefined {
  const [change] = changes;
  if (!change || changes.length > 1 || change.before === undefined) return undefined;
  return project.isFixable(change.fileName) ? change.fileName : undefined;
}

/** Groups in the order of their first members. */
export function groupsBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[][] {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return [...groups.values()];
}
