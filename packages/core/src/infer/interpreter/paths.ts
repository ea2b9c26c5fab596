import type { PathState } from "../heap/state.js";
import type { Budget, Completion } from "./context.js";

/**
 * Maximum number of paths followed separately. Further ones are joined, which only makes fields uncertain, never wrong.
 */
const maxPaths = 48;

/** The same after many steps: paths multiply with each condition, and once more within a loop or a helper. */
const maxPathsWhenLong = 4;

/** The steps, those of helpers included, after which fewer paths are kept: real callbacks take a few hundred. */
const manySteps = 2_000;

/** Merges equal paths, and joins paths if there are too many. */
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
    // A return is never joined with another, since each leaves the function by itself.
    if (!path || !partner) continue;
    kept[partnerIndex] = { ...partner, state: partner.state.join(path.state) };
    kept.splice(index, 1);
  }
  return kept;
}

export const sameCompletion = (a: Completion, b: Completion): boolean =>
  a.kind === b.kind &&
  (a.kind !== "break" && a.kind !== "continue" ? a.kind === "normal" : "label" in b && a.label === b.label);
