import {
  byCause,
  once,
  placedFindingId,
  type Diagnostic,
  type FindingWithParts,
  type Inspection,
} from "@typed-session/core";

/** The problems of a project in the editor: one for each cause, in two passes that never show the same problem. */
export interface Problems {
  /** The problems that the editor's own program tells. */
  readonly atOnce: () => readonly FindingWithParts[];
  /** The other problems. A problem that was shown at once stays, and is a part of none of them. */
  readonly later: () => readonly FindingWithParts[];
  /** Both, for a client that gets one pass. */
  readonly all: () => readonly FindingWithParts[];
  /** The problem of a finding or of a part. */
  readonly problemOf: (finding: Diagnostic) => FindingWithParts;
}

export function problemsOf({ found, foundAtOnce }: Inspection): Problems {
  const atOnce = once(() => byCause(foundAtOnce()));
  const whole = once(() => byCause(found()));
  const later = once(() => {
    const shown = new Set(atOnce().map(placedFindingId));
    const isNew = (one: Diagnostic): boolean => !shown.has(placedFindingId(one));
    return whole()
      .filter(isNew)
      .map((one) => ({ ...one, parts: one.parts.filter(isNew) }));
  });
  return {
    atOnce,
    later,
    all: once(() => [...atOnce(), ...later()]),
    problemOf: (finding) => {
      const id = placedFindingId(finding);
      const sameCause = whole().filter(({ cause }) => cause === finding.cause);
      return sameCause.find((one) => placedFindingId(one) === id) ?? sameCause[0] ?? { ...finding, parts: [] };
    },
  };
}
