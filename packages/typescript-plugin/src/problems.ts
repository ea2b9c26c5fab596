import { byCause, once, type Diagnostic, type FindingWithParts, type Inspection } from "@typed-session/core";

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
    const shown = new Set(atOnce().map(nameOf));
    const isNew = (one: Diagnostic): boolean => !shown.has(nameOf(one));
    return whole()
      .filter(isNew)
      .map((one) => ({ ...one, parts: one.parts.filter(isNew) }));
  });
  return {
    atOnce,
    later,
    all: once(() => [...atOnce(), ...later()]),
    problemOf: (finding) => {
      const sameCause = whole().filter(({ cause }) => cause === finding.cause);
      return sameCause.find((one) => nameOf(one) === nameOf(finding)) ?? sameCause[0] ?? { ...finding, parts: [] };
    },
  };
}

/** Identifies a finding of a program. */
function nameOf({ rule, file, line, column, message }: Diagnostic): string {
  return JSON.stringify([rule, file, line, column, message]);
}
