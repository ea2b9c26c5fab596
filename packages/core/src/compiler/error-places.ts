import type { ErrorAt } from "./errors.js";

/** The errors of one kind in one file. */
interface Group {
  readonly byStart: ReadonlyMap<number, readonly ErrorAt[]>;
  /** Their starts, ascending. */
  readonly starts: readonly number[];
  /** The greatest end of the errors up to each of them. */
  readonly ends: readonly number[];
}

/**
 * Errors to be looked up by their places. A broken file may have tens of thousands: to compare each with each would take
 * minutes.
 */
export class ErrorPlaces {
  private readonly groups: ReadonlyMap<string, Group>;
  private readonly keyOf: (error: ErrorAt) => string;

  /** @param keyOf only errors of one key are at one place; those of one file by default */
  constructor(errors: readonly ErrorAt[], keyOf: (error: ErrorAt) => string = ({ fileName }) => fileName) {
    this.keyOf = keyOf;
    const byKey = new Map<string, ErrorAt[]>();
    for (const error of errors) {
      const known = byKey.get(keyOf(error));
      if (known) known.push(error);
      else byKey.set(keyOf(error), [error]);
    }
    this.groups = new Map([...byKey].map(([key, group]) => [key, grouped(group)]));
  }

  /** Those that start where an error starts. */
  at(error: ErrorAt): readonly ErrorAt[] {
    return this.groups.get(this.keyOf(error))?.byStart.get(error.start) ?? [];
  }

  /** Whether one of them overlaps an error. */
  overlaps(error: ErrorAt): boolean {
    const group = this.groups.get(this.keyOf(error));
    if (!group) return false;
    const before = countBelow(group.starts, error.end);
    return before > 0 && (group.ends[before - 1] ?? 0) > error.start;
  }
}

function grouped(errors: readonly ErrorAt[]): Group {
  const sorted = errors.toSorted((one, other) => one.start - other.start);
  const byStart = new Map<number, ErrorAt[]>();
  const ends: number[] = [];
  for (const error of sorted) {
    const known = byStart.get(error.start);
    if (known) known.push(error);
    else byStart.set(error.start, [error]);
    ends.push(Math.max(ends.at(-1) ?? 0, error.end));
  }
  return { byStart, starts: sorted.map(({ start }) => start), ends };
}

/** How many of the ascending numbers are below a limit. */
function countBelow(numbers: readonly number[], limit: number): number {
  let [from, to] = [0, numbers.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((numbers[middle] ?? 0) < limit) from = middle + 1;
    else to = middle;
  }
  return from;
}
