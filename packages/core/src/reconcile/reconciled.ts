import { editsFor, withEdits } from "../declare/edits.js";
import { joinEdits, type EditSet, type TextEdit } from "../edits/text-edit.js";
import { keyText, type FieldKey } from "../api/field-key.js";
import type { Proposal } from "./proposal.js";
import { readModel, type Model } from "../model/model.js";
import type { Laid } from "./narrow.js";
import type { InferOptions } from "../infer/facts.js";
import type { DeclarationChange, DeclarationSite } from "../declare/change.js";

/** The declarations that agree with the callbacks, and what the program says once they are laid over it. */
export interface Reconciled {
  readonly proposals: ReadonlyMap<string, Proposal>;
  readonly model: Model;
  /** What was laid over the author's program to get there. */
  readonly edits: readonly TextEdit[];
}

/** What the author's own program says of the declarations, before anything is laid over it. */
export interface AtOnce extends Reconciled {
  /** Whether that is all there is to say: nothing is to be declared, and nothing has to be known better. */
  readonly isWhole: boolean;
  /** The fields whose declaration seems to be wrong. What they are assigned may come from something that is not declared yet. */
  readonly suspected: readonly FieldKey[];
}

export function keyed(proposals: readonly Proposal[]): Map<string, Proposal> {
  return new Map(proposals.map((one) => [keyText(one.key), one]));
}

/** Two configs may share a callback or a provider. */
export function distinct(edits: readonly TextEdit[]): TextEdit[] {
  return [...new Map(edits.map((edit) => [JSON.stringify(edit), edit])).values()];
}

export function withChanges(
  base: Model,
  site: DeclarationSite,
  annotations: readonly TextEdit[],
  proposals: ReadonlyMap<string, Proposal>,
  options: InferOptions,
): Omit<Reconciled, "proposals"> {
  const all = joinEdits({ edits: annotations, newFiles: [] }, editsOf(base, site, proposals));
  return { model: readModel(withEdits(site, all), options), edits: all.edits };
}

function editsOf(base: Model, site: DeclarationSite, proposals: ReadonlyMap<string, Proposal>): EditSet {
  const changes = [...proposals.values()].flatMap(({ change }) => (change && saysMore(base, change) ? [change] : []));
  return editsFor(site, changes);
}

/**
 * The program as it is once the declarations are saved, without what is laid over it to learn types. A fix is proven in the same program, so
 * that files that are checked here are checked once for both.
 */
export function savedWith(base: Model, site: DeclarationSite, proposals: ReadonlyMap<string, Proposal>): Laid {
  const edits = editsOf(base, site, proposals);
  return { workspace: withEdits(site, edits), edits: edits.edits };
}

/** A field of the token that is declared as `unknown` is what it was before: laying that over the program would only make another one. */
export function saysMore({ declared }: Model, { key, ...change }: DeclarationChange): boolean {
  return change.kind !== "declare" || change.type.text !== "unknown" || !declared.hasIndexSignature(key.interface);
}

export function sameChanges(a: ReadonlyMap<string, Proposal>, b: ReadonlyMap<string, Proposal>): boolean {
  return (
    a.size === b.size &&
    [...a].every(([key, proposal]) => JSON.stringify(proposal.change) === JSON.stringify(b.get(key)?.change))
  );
}
