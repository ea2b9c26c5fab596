import { keyText, type FieldKey } from "../api/field-key.js";
import { declaredType, type Proposal } from "./proposal.js";
import type { Model } from "../model/model.js";
import { SelfFed } from "./self-fed.js";
import { takenAsIs } from "./typed-by-target.js";
import { inputProposals } from "./input-proposals.js";
import { undeclaredProposals } from "./undeclared-proposals.js";
import { keyed } from "./reconciled.js";
import { type DeclarationChange, type DeclarationSite, isTyped, type TypedChange } from "../declare/change.js";
import { isStrictNullChecks } from "../compiler/options.js";
import { targetFile } from "../declare/field-place.js";

/**
 * The undeclared fields and their likely declarations, from the author's own program. If the compiler confirms them,
 * one program settles everything.
 */
export function guessed(base: Model, site: DeclarationSite): ReadonlyMap<string, Proposal> {
  const guesses = keyed(inputProposals(base, base, site).filter(({ change }) => isTyped(change)));
  for (const name of ["JWT", "Session"] as const) {
    for (const proposal of undeclaredProposals({ current: base, base, site }, name, new Map(), new SelfFed())) {
      const change = isTyped(proposal.change)
        ? asOptionalAsSources(base, proposal.change, guesses)
        : guessedChange(base, site, proposal.key, guesses);
      if (change) guesses.set(keyText(proposal.key), { ...proposal, change });
    }
  }
  return guesses;
}

/**
 * A field that takes another one's value will have that one's type, and a type that is not known yet will fit the rest.
 */
function guessedChange(
  base: Model,
  site: DeclarationSite,
  key: FieldKey,
  guesses: ReadonlyMap<string, Proposal>,
): DeclarationChange | undefined {
  const field = base.fields.get(keyText(key));
  if (!field) return undefined;
  const changes = field.writes.flatMap((write): TypedChange[] => {
    const source = takenAsIs(base, write);
    const taken = source && guesses.get(keyText(source))?.change;
    // A type written in another file may need other imports.
    const isOfSameFile = source && targetFile(site, source)?.fileName === targetFile(site, key)?.fileName;
    if (isTyped(taken)) return isOfSameFile ? [taken] : [];
    if (!base.types.isKnown(write.type)) return [];
    const type = declaredType(base, site, key, write.widened, false);
    const change = "unprintable" in type ? undefined : ({ kind: "declare", key, type } as const);
    return isTyped(change) ? [change] : [];
  });
  const [first] = changes;
  if (!first || changes.some(({ type }) => type.text !== first.type.text)) return undefined;
  const optional = field.optional || changes.some(({ type }) => type.optional);
  return { kind: "declare", key, type: { ...first.type, optional } };
}

/** A field that takes another one's value is optional if that one is. */
function asOptionalAsSources(
  base: Model,
  change: TypedChange,
  guesses: ReadonlyMap<string, Proposal>,
): DeclarationChange {
  const { ts, program } = base.workspace;
  const writes = base.fields.get(keyText(change.key))?.writes ?? [];
  const isSometimesMissing = writes.some((write) => {
    const source = takenAsIs(base, write);
    const taken = source && guesses.get(keyText(source))?.change;
    return isTyped(taken) && taken.type.optional;
  });
  const optional = change.type.optional || (isSometimesMissing && isStrictNullChecks(ts, program.getCompilerOptions()));
  return { ...change, type: { ...change.type, optional } };
}
