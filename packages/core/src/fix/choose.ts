import type { DeclarationChange } from "../declare/change.js";

/** A change and its weaker alternatives, strongest first. */
export type Candidates = readonly DeclarationChange[];

/** One change or none for each list of candidates. */
export type Choice = readonly (DeclarationChange | undefined)[];

/** The choice from lists of candidates, and the reasons against more. */
export interface Chosen<Objection> {
  /** One change or none for each list. */
  readonly choice: Choice;
  /** For the index of each list without a chosen change, the objection against the change, if one is known. */
  readonly reasons: ReadonlyMap<number, Objection>;
}

/** The compiler's objections to a choice of changes. */
export interface Objections<Objection> {
  /** Empty if the choice holds. */
  readonly against: (changes: readonly DeclarationChange[]) => readonly Objection[];
  /** Whether an objection exists even without any change: then no choice resolves it. */
  readonly stands: (objection: Objection) => boolean;
  /** Whether an objection names a field as the one that has to change. */
  readonly isAbout: (objection: Objection, change: DeclarationChange) => boolean;
  /** Whether an objection comes from a place that may concern a field. */
  readonly mayBeAbout: (objection: Objection, change: DeclarationChange) => boolean;
  /** Identifies an objection across choices. */
  readonly identity: (objection: Objection) => string;
}

/**
 * The strongest of the candidates that hold together. All at once is tried first, since one declaration often needs
 * another. An objection mostly names the field at fault, or comes from a place that concerns few fields: that field is
 * weakened, until no objection is left. Else the culprit is searched by halves; with several culprits the changes are
 * added by halves, each as strong as it can be. What was weakened on the way is tried once more with the rest.
 */
export function strongestThatHold<Objection>(
  candidates: readonly Candidates[],
  { against, stands, isAbout, mayBeAbout, identity }: Objections<Objection>,
): Chosen<Objection> {
  const objectionsTo = (choice: Choice): readonly Objection[] =>
    against(choice.filter((change) => change !== undefined));
  const isAccepted = (choice: Choice): boolean => objectionsTo(choice).length === 0;
  /** The weaker alternatives of one change, strongest first. */
  const weakerThan = (choice: Choice, index: number): Choice => {
    const list = candidates[index] ?? [];
    const change = choice[index];
    return change === undefined ? [] : [...list.slice(list.indexOf(change) + 1), undefined];
  };
  /**
   * The choice with one concerned change weakened, just enough to resolve the objections to it; `undefined` if no
   * change is concerned, or weakening resolves nothing. Among several, the change later in the flow is weakened first,
   * as its sources may well hold.
   */
  const weakened = (
    choice: Choice,
    objections: readonly Objection[],
    concerns: Objections<Objection>["isAbout"],
    mostConcerned = Infinity,
  ): Weakened<Objection> | undefined => {
    const concerned = choice.flatMap((change, index) => {
      const about = change ? objections.filter((one) => concerns(one, change)) : [];
      const [reason] = about;
      return reason === undefined ? [] : [{ index, reason, identities: new Set(about.map(identity)) }];
    });
    if (concerned.length > mostConcerned) return undefined;
    const attempts = concerned.flatMap(({ index, reason, identities }) =>
      weakerThan(choice, index).map((weaker, step) => ({
        attempt: choice.with(index, weaker),
        index,
        reason,
        identities,
        // Leaving the change out is the last resort.
        step: weaker === undefined ? Infinity : step,
      })),
    );
    return attempts
      .toReversed()
      .toSorted((a, b) => (a.step === b.step ? 0 : a.step - b.step))
      .find(({ attempt, identities }) => !objectionsTo(attempt).some((one) => identities.has(identity(one))));
  };

  const reasons = new Map<number, Objection>();
  const none: Choice = candidates.map(() => undefined);
  const strongest: Choice = candidates.map(([first]) => first);
  let choice = strongest;
  for (;;) {
    const objections = objectionsTo(choice);
    if (objections.length === 0) return { choice: strengthened(candidates, choice, isAccepted), reasons };
    if (objections.some(stands)) return { choice: none, reasons };
    const next =
      weakened(choice, objections, isAbout) ?? weakened(choice, objections, mayBeAbout, mostConcernedByPlace);
    if (!next) break;
    choice = next.attempt;
    if (choice[next.index] === undefined) reasons.set(next.index, next.reason);
  }
  const held = byHalves(strongest, isAccepted, weakerThan);
  return { choice: strengthened(candidates, held, isAccepted), reasons: new Map() };
}

/**
 * A choice that holds, with each change as strong as the others allow: what was weakened first may hold now that others
 * are weaker too, or there.
 */
function strengthened(
  candidates: readonly Candidates[],
  choice: Choice,
  isAccepted: (choice: Choice) => boolean,
): Choice {
  for (const [index, list] of candidates.entries()) {
    const change = choice[index];
    const stronger = change ? list.slice(0, list.indexOf(change)) : list;
    const held = stronger.find((one) => isAccepted(choice.with(index, one)));
    if (held) return strengthened(candidates, choice.with(index, held), isAccepted);
  }
  return choice;
}

/**
 * Finds the one change that is at fault; with several culprits, adds the changes by halves, each as strong as it can
 * be.
 *
 * @param weakerThan the weaker alternatives of one change of a choice, strongest first
 */
function byHalves(
  strongest: Choice,
  isAccepted: (choice: Choice) => boolean,
  weakerThan: (choice: Choice, index: number) => Choice,
): Choice {
  const leavingOut = (indices: readonly number[]): Choice =>
    strongest.map((change, index) => (indices.includes(index) ? undefined : change));
  const culprit = culpritAmong([...strongest.keys()], (indices) => isAccepted(leavingOut(indices)));
  if (culprit !== undefined) {
    const held = weakerThan(strongest, culprit).find((weaker) => isAccepted(strongest.with(culprit, weaker)));
    return strongest.with(culprit, held);
  }

  /** The choice with as many more changes as hold, each as strong as it can be. */
  const withAdded = (before: Choice, indices: readonly number[]): Choice => {
    const all = before.map((change, index) => (indices.includes(index) ? strongest[index] : change));
    if (isAccepted(all)) return all;
    const [index, ...others] = indices;
    if (index === undefined) return before;
    if (others.length > 0) return dividedInto(indices, 2).reduce(withAdded, before);
    const held = weakerThan(all, index).find((weaker) => isAccepted(before.with(index, weaker)));
    return before.with(index, held);
  };
  return withAdded(
    strongest.map(() => undefined),
    [...strongest.keys()],
  );
}

/** A choice with one change weakened, and the objection that this resolves. */
interface Weakened<Objection> {
  readonly attempt: Choice;
  readonly index: number;
  readonly reason: Objection;
}

/** With more concerned fields a search by halves is cheaper. */
const mostConcernedByPlace = 4;

/** Maximum number of parts into which a set is divided to find the culprit. */
const maxParts = 8;

/**
 * The single change whose removal makes all others hold. Halves are left out in turn, then quarters and eighths, since
 * some changes may need each other.
 * @returns `undefined` if leaving out no part makes the rest hold
 */
function culpritAmong(
  indices: readonly number[],
  holdsWithout: (part: readonly number[]) => boolean,
): number | undefined {
  const [first, ...others] = indices;
  if (others.length === 0) return first;
  for (let parts = 2; parts <= maxParts; parts *= 2) {
    const part = dividedInto(indices, parts).find(holdsWithout);
    if (part) return culpritAmong(part, holdsWithout);
  }
  return undefined;
}

/** A list in about `count` parts, none of them empty. */
function dividedInto<Item>(list: readonly Item[], count: number): (readonly Item[])[] {
  const size = Math.ceil(list.length / count);
  return Array.from({ length: Math.ceil(list.length / size) }, (_, index) =>
    list.slice(index * size, (index + 1) * size),
  );
}
