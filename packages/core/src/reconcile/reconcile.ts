import type { TextEdit } from "../edits/text-edit.js";
import { keyText, type FieldKey } from "../api/field-key.js";
import { parameterAnnotations, providerAnnotations, uncastValues } from "./annotate.js";
import { driftProposals } from "./drift.js";
import { declare, type Proposal } from "./proposal.js";
import type { Model } from "../model/model.js";
import { hasError, isFewerIn, isNoMoreEverywhere, type Laid } from "./fewer-errors.js";
import { claims, concernedFiles, narrowedFields } from "./narrow.js";
import { SelfFed } from "./self-fed.js";
import { presentUser, reliesOnUser } from "./users-presence.js";
import { filesOfConfigs } from "../discover/auth-config.js";
import type { InferOptions } from "../infer/facts.js";
import { inputProposals } from "./input-proposals.js";
import { undeclaredProposals, restarted, fromNothing, narrowedProposals } from "./undeclared-proposals.js";
import { guessed } from "./guesses.js";
import { type Reconciled, savedWith, withChanges, keyed, sameChanges, type AtOnce, distinct } from "./reconciled.js";
import type { DeclarationSite } from "../declare/change.js";

/** Maximum number of rounds in a stage; a field that feeds itself may never come to rest. */
const maxRounds = 5;

/**
 * Finds the declarations under which the callbacks and the declared types agree.
 *
 * The type of `token.id` in the `session` callback depends on `JWT`, and that on the assignments in `jwt`. So the
 * inputs come first, then the token, then the session: each stage lays the inferred types over the program, asks the
 * compiler again, and repeats that up to a fixpoint. Undeclared fields come before mismatched ones, because a value of
 * type `unknown` from an undeclared field would look like a mismatch.
 */
export function reconcile(base: Model, site: DeclarationSite, options: InferOptions): Reconciled {
  const plain = settleWith(base, site, options, new Map());
  const keys = claims(base, plain.model, site);
  if (keys.length === 0) return plain;
  const files = concernedFiles(plain.model);
  const laid = (one: Reconciled) => (): Laid => ({ workspace: one.model.workspace, edits: one.edits });
  let best = { settled: plain, claimed: new Map<string, Proposal>() };
  for (const key of keys) {
    const proposal = claim(base, site, key);
    const { settled: before } = best;
    if (!proposal || !(weakened(before) > 0 || hasError(base, laid(before), files))) break;
    const claimed = new Map([...best.claimed, [keyText(key), proposal]]);
    const settled = settleWith(base, site, options, claimed);
    // A true promise of the author's stays if only the library's own type denies it.
    const isWanted = weakened(settled) < weakened(before) || isFewerIn(base, laid(settled), laid(before), files);
    const saved = (one: Reconciled) => (): Laid => savedWith(base, site, one.proposals);
    if (isWanted && isNoMoreEverywhere(base, saved(settled), saved(before))) best = { settled, claimed };
  }
  return best.settled;
}

/** The number of the author's declarations that would promise less. */
function weakened({ proposals }: Reconciled): number {
  return [...proposals.values()].filter(({ drift }) => drift === "mismatched" || drift === "maybe-missing").length;
}

/** The declaration of an always filled field with its type when it is there. */
function claim(base: Model, site: DeclarationSite, key: FieldKey): Proposal | undefined {
  const type = base.declared.field(key)?.type;
  const proposal =
    type && declare(base, site, { key, drift: "narrower", type: base.types.withoutUndefined(type), optional: false });
  return proposal?.change && proposal;
}

/** @param claimed declarations of always filled fields, without which an error stays */
function settleWith(
  base: Model,
  site: DeclarationSite,
  options: InferOptions,
  claimed: ReadonlyMap<string, Proposal>,
): Reconciled {
  let proposals = claimed;
  const { annotations, isUntyped } = annotationsFor(base);
  const guesses = guessed(base, site);
  const selfFed = new SelfFed();
  /** The proposals so far, with guesses for the rest, that are laid over the program. */
  const laidOf = (some: ReadonlyMap<string, Proposal>): ReadonlyMap<string, Proposal> => new Map([...guesses, ...some]);
  const lay = (some: ReadonlyMap<string, Proposal>): Omit<Reconciled, "proposals"> =>
    withChanges(base, site, annotations, some, options);
  let laid: Omit<Reconciled, "proposals"> =
    annotations.length > 0 || laidOf(claimed).size > 0 ? lay(laidOf(claimed)) : { model: base, edits: [] };
  const stages: readonly ((current: Model) => Proposal[])[] = [
    (current) => inputProposals(current, base, site),
    (current) => undeclaredProposals({ current, base, site }, "JWT", proposals, selfFed),
    (current) => restarted(current, site, proposals, selfFed),
    (current) => undeclaredProposals({ current, base, site }, "JWT", proposals, selfFed),
    (current) => fromNothing(current, proposals, selfFed),
    (current) => driftProposals({ current, base, site }, "JWT", proposals, isUntyped),
    (current) => undeclaredProposals({ current, base, site }, "Session", proposals, selfFed),
    (current) => driftProposals({ current, base, site }, "Session", proposals, isUntyped),
    () => narrowedProposals(laid.model, base, site, proposals),
    () => presentUser(laid.model, base, site, proposals, (some) => savedWith(base, site, some)),
  ];
  for (const propose of stages) {
    for (let round = 0; round < maxRounds; round++) {
      const next = new Map([...proposals, ...keyed(propose(laid.model))]);
      const isSame = sameChanges(laidOf(proposals), laidOf(next));
      const isNew = !sameChanges(proposals, next);
      proposals = next;
      if (!isSame) laid = lay(laidOf(proposals));
      if (isSame && !isNew) break;
    }
  }
  // A guess that nothing has confirmed is dropped.
  if (!sameChanges(proposals, laidOf(proposals))) laid = lay(proposals);
  return { proposals, ...laid };
}

/**
 * The findings of the author's own program alone: the undeclared fields and inputs, and whether there is more to find
 * out.
 */
export function reconcileAtOnce(base: Model, site: DeclarationSite): AtOnce {
  const { annotations, isUntyped } = annotationsFor(base);
  const names = ["JWT", "Session"] as const;
  const assigned = names.flatMap((name) =>
    undeclaredProposals({ current: base, base, site }, name, new Map(), new SelfFed()),
  );
  // With types, a condition may turn out never to hold, and a value to have a type that does not resolve.
  const undeclared = keyed([...inputProposals(base, base, site), ...(isUntyped ? [] : assigned)]);
  const drifting = names.flatMap((name) => driftProposals({ current: base, base, site }, name, new Map(), isUntyped));
  const unassigned = names
    .flatMap((name) => base.declared.ownFields(name))
    .filter((key) => !key.declared.optional && !base.fields.has(keyText(key)));
  return {
    proposals: undeclared,
    model: base,
    edits: [],
    isWhole:
      annotations.length === 0 &&
      undeclared.size === 0 &&
      drifting.length === 0 &&
      narrowedFields(base, base).length === 0 &&
      reliesOnUser(base).length === 0 &&
      (claims(base, base, site).length === 0 || isContent(base)),
    suspected: [...[...assigned, ...drifting].map(({ key }) => key), ...unassigned],
  };
}

/**
 * Whether the callbacks compile, and no other file reads a field that may be missing by its type. The many other files
 * are checked later.
 */
function isContent(base: Model): boolean {
  const own = filesOfConfigs(base.configs);
  return (
    concernedFiles(base).every(({ fileName }) => own.has(fileName)) &&
    !hasError(
      base,
      () => ({ workspace: base.workspace, edits: [] }),
      [...own].map((fileName) => ({ fileName })),
    )
  );
}

/** The edits that are laid over the program first, so that its types say more than the author's. */
function annotationsFor(base: Model): { readonly annotations: readonly TextEdit[]; readonly isUntyped: boolean } {
  const ofParameters = parameterAnnotations(base);
  return {
    annotations: distinct([...ofParameters, ...providerAnnotations(base), ...uncastValues(base)]),
    isUntyped: ofParameters.length > 0,
  };
}
