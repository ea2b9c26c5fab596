import type { PathState } from "../heap/state.js";
import type { Budget, Completion } from "./context.js";

/** A path never needs more company than this: further ones are joined, which only makes fields uncertain, never wrong. */
const maxPaths = 48;

/** The same where following has taken long already: paths multiply with each condition, and within a loop or a helper once more. */
const maxPathsWhenLong = 4;

/** Expressions that may be followed, those of helpers included, before paths count as many: real callbacks take a few hundred. */
const manySteps = 2_000;

/** Drops paths that have become the same, and joins paths when there are too many. */
export function mergePaths<T extends { readonly state: PathState }>(
  { effort }: { readonly effort: Pick<Budget, "steps"> },
  paths: readonly T[],
  sameKind: (a: T, b: T) => boolean,
): T[] {
  const kept: T[] = [];
  for (const path of paths) {
    const index = kept.findIndex((other) => sameKind(other, path) && other.state.agreesWith(path.state));
    const twin = kept[index];
    if (twin) kept[index] = { ...twin, state: twin.state.join(path.state) };
    else kept.push(path);
  }
  const most = effort.steps > manySteps ? maxPathsWhenLong : maxPaths;
  for (let index = kept.length - 1; index > 0 && kept.length > most; index--) {
    const path = kept[index];
    const partnerIndex = kept.findIndex((other, at) => at < index && path !== undefined && sameKind(other, path));
    const partner = kept[partnerIndex];
    // A return is never joined with another: each is a way out of its own.
    if (!path || !partner) continue;
    kept[partnerIndex] = { ...partner, state: partner.state.join(path.state) };
    kept.splice(index, 1);
  }
  return kept;
}

export const sameCompletion = (a: Completion, b: Completion): boolean =>
  a.kind === b.kind &&
  (a.kind !== "break" && a.kind !== "continue" ? a.kind === "normal" : "label" in b && a.label === b.label);
