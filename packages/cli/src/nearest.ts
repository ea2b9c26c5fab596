import { distance } from "fastest-levenshtein";

/** How many names are said to be near at most. */
const most = 3;

/**
 * The names that are most like one that there is not, as a sentence: ` Did you mean a, b or c?`.
 *
 * @returns with a space before it; nothing where there are no names
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
