import { isSameField, type FieldKey } from "../api/field-key.js";
import type { Diagnosis } from "../diagnose/diagnosis.js";
import type { EditStages } from "../edits/text-edit.js";
import type { Choice, Candidates } from "./choose.js";

/** Declarations that were made together, and the diagnosis after them. */
export interface Declared {
  readonly choice: Choice;
  readonly stages: EditStages;
  readonly after: Diagnosis;
}

interface Offer {
  readonly key: FieldKey;
  readonly candidates: Candidates;
}

/**
 * Makes declarations that do not contradict each other where a weaker one helps. The session's user of Auth.js 5 is a
 * `User` as well: with `nick: string | null` in `User`, `nick?: string` of the session is a required `string`. The
 * compiler has nothing against that, since a callback may return any session.
 *
 * @param declaring makes the declarations; `undefined` if nothing can be said about them
 * @param strongest the strongest of some candidates that hold together
 */
export function declaredInAccord(
  offered: readonly Offer[],
  chosen: Choice,
  declaring: (choice: Choice) => Declared | undefined,
  strongest: (lists: readonly Candidates[]) => Choice,
): Declared | undefined {
  const first = declaring(chosen);
  const lists = first && weakerLists(offered, first);
  const weaker = lists && strongest(lists);
  if (!weaker || chosen.some((change, index) => change && !weaker[index])) return first;
  const second = declaring(weaker);
  return second && !weakerLists(offered, second) ? second : first;
}

/**
 * The candidates without the chosen one of each field that is a part of another one, whose type then does not fit;
 * `undefined` if nothing is left to choose.
 */
function weakerLists(offered: readonly Offer[], { choice, after }: Declared): readonly Candidates[] | undefined {
  const isMade = (key: FieldKey): boolean =>
    offered.some((offer, index) => choice[index] !== undefined && isSameField(offer.key, key));
  const unfit = after.findings.flatMap(({ rule, key }) =>
    key && rule.aspect === "wrong type" && isMade(key) ? [key] : [],
  );
  const { declared } = after.site;
  const isPartOf = (part: FieldKey, key: FieldKey): boolean =>
    !isSameField(part, key) &&
    declared.field(part)?.owns.some((own) => declared.field(key)?.owns.includes(own) === true) === true;
  const lists = offered.map(({ key, candidates }, index): Candidates => {
    const change = choice[index];
    const isAtFault = change !== undefined && unfit.some((one) => isPartOf(key, one));
    const weaker = isAtFault ? candidates.slice(candidates.indexOf(change) + 1) : [];
    return weaker.length > 0 ? weaker : candidates;
  });
  return lists.some((list, index) => list !== offered[index]?.candidates) ? lists : undefined;
}
