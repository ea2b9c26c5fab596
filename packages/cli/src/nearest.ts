import { distance } from "fastest-levenshtein";

/** Maximum number of names that are suggested. */
const most = 3;

/**
 * The existing names that are most like a missing one, as a sentence: ` Did you mean a, b or c?`.
 *
 * @returns with a space before it; an empty text without names
 */
export function didYouMean(names: Iterable<string>, asked: string): string {
  const nearest = [...new Set(names)]
    .map((name) => ({ name, changes: distance(asked.toLowerCase(), name.toLowerCase()) }))
    .sort((one, two) => one.changes - two.changes)
    .slice(0, most)
    .map(({ name }) => name);
  return nearest.length === 0
    ? ""
    : ` Did you mean ${new Intl.ListFormat("en", { type: "disjunction" }).format(nearest)}?`;
}
