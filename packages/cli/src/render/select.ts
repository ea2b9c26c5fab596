import { keyText, type Analysis, type FieldTrace } from "@typed-session/core";
import { diffChars } from "diff";

/** What `explain` shows: all of an analysis, or the part of it that concerns one field. */
export type Explained = Pick<Analysis, "report" | "traces" | "openTargets">;

/**
 * The part of an analysis that concerns one field: the field, those that feed it, and what keeps their targets open.
 * @returns `undefined` when there is no field of that name
 */
export function selectField(analysis: Explained, name: string): Explained | undefined {
  const { report, traces, openTargets } = analysis;
  const asked = traces.filter((trace) => keyText(trace) === name);
  if (asked.length === 0) return undefined;

  const names = new Set([name]);
  // A set is iterated in the order of insertion, names added meanwhile included: the sources of sources are followed.
  for (const one of names) {
    for (const { sources } of traces.filter((trace) => keyText(trace) === one))
      for (const source of sources) names.add(source);
  }
  const selected = [...asked, ...traces.filter((trace) => names.has(keyText(trace)) && !asked.includes(trace))];
  return {
    report: { ...report, fields: report.fields.filter((field) => names.has(keyText(field))) },
    traces: selected,
    openTargets: openTargets.filter(({ target }) => [...names].some((one) => one.startsWith(`${target}.`))),
  };
}

/** The names of up to three fields that are most like a name, best first. */
export function nearestNames(traces: readonly FieldTrace[], name: string): string[] {
  const changed = (other: string): number =>
    diffChars(name.toLowerCase(), other.toLowerCase())
      .filter(({ added, removed }) => added || removed)
      .reduce((sum, { value }) => sum + value.length, 0);
  return [...new Set(traces.map(keyText))]
    .map((other) => ({ other, distance: changed(other) }))
    .sort((one, two) => one.distance - two.distance)
    .slice(0, 3)
    .map(({ other }) => other);
}
