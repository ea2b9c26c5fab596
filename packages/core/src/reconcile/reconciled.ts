import { editsFor, withEdits } from "../declare/edits.js";
import { joinEdits, type EditSet, type TextEdit } from "../edits/text-edit.js";
import { keyText, type FieldKey } from "../api/field-key.js";
import type { Proposal } from "./proposal.js";
import { readModel, type Model } from "../model/model.js";
import type { Laid } from "./fewer-errors.js";
import type { InferOptions } from "../infer/facts.js";
import { changeText, type DeclarationChange, type DeclarationSite } from "../declare/change.js";

/** The declarations that agree with the callbacks, and the program with them. */
export interface Reconciled {
  readonly proposals: ReadonlyMap<string, Proposal>;
  readonly model: Model;
  /** The edits that were laid over the author's program. */
  readonly edits: readonly TextEdit[];
}

/** What the author's own program says about the declarations, without any overlay. */
export interface AtOnce extends Reconciled {
  /** Whether that is everything: nothing is to be declared, and no better knowledge is needed. */
  readonly isWhole: boolean;
  /** The fields whose declaration seems to be wrong. Their values may come from fields that are not declared yet. */
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
 * The program with the declarations saved, without the edits that only help to learn types. Fixes are proved in the
 * same program, so that its files are checked once for both.
 */
export function savedWith(base: Model, site: DeclarationSite, proposals: ReadonlyMap<string, Proposal>): Laid {
  const edits = editsOf(base, site, proposals);
  return { workspace: withEdits(site, edits), edits: edits.edits };
}

/**
 * A token field that is declared as `unknown` stays what it was, so that an overlay would only cost another program.
 */
export function saysMore({ declared }: Model, { key, ...change }: DeclarationChange): boolean {
  return change.kind !== "declare" || change.type.text !== "unknown" || !declared.hasIndexSignature(key.interface);
}

export function sameChanges(a: ReadonlyMap<string, Proposal>, b: ReadonlyMap<string, Proposal>): boolean {
  const textOf = (proposal: Proposal | undefined): string => (proposal?.change ? changeText(proposal.change) : "");
  return a.size === b.size && [...a].every(([key, proposal]) => textOf(proposal) === textOf(b.get(key)));
}
