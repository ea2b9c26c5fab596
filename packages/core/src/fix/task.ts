import type ts from "typescript";
import type { ErrorAt } from "../compiler/errors.js";
import type { EditSet, EditStages } from "../edits/text-edit.js";
import type { Prover } from "./prover.js";
import type { Workspace } from "../api/workspace.js";
import { isForRepaired, type Diagnosis } from "../diagnose/diagnosis.js";

/** Edits, in stages, that the compiler has accepted, and the diagnosis of the edited program. */
export interface ProvenFix {
  readonly stages: EditStages;
  readonly after: Diagnosis;
  /** The fields that could not be fixed, by their text, each with the first error that its fix would have added. */
  readonly blocked: ReadonlyMap<string, ErrorAt>;
  /**
   * The edits that change no field's declaration and do not hold, each with the first error that it would have added.
   */
  readonly refused: ReadonlyMap<EditSet, ErrorAt>;
  /** The fields, by their text, whose declaration could be changed without effect; it stays unchanged. */
  readonly inVain: ReadonlySet<string>;
  /** The errors from before that the fix leaves. */
  readonly left: readonly ErrorAt[];
}

export type Compare = Prover["compare"];

/**
 * Maximum number of rounds. Each fixes what the one before has uncovered, or leaves out what it could not fix; real
 * projects need one or two.
 */
export const maxRounds = 6;

/** The findings to fix, and the files in which the fix is proven; everything and everywhere by default. */
export interface Scope {
  readonly isWanted?: (finding: Diagnosis["findings"][number]) => boolean;
  readonly isConcerned?: (file: ts.SourceFile) => boolean;
  /**
   * Whether the verdicts of types need no confirmation by the compiler: which casts are unneeded, and which findings
   * are left.
   */
  readonly trustsTypes?: boolean;
  /** Whether the caller itself makes the declarations that are not wanted here. */
  readonly declaresItself?: boolean;
}

/** The data that every step of a fix needs. */
export interface Task {
  readonly workspace: Workspace;
  readonly prover: Prover;
  readonly diagnoseWith: (stages: EditStages) => Diagnosis | undefined;
  /** The same, limited to the edited program's own checker. */
  readonly diagnoseAtOnceWith: (stages: EditStages) => Diagnosis | undefined;
  readonly trustsTypes: boolean;
  /** Whether a declaration is left out that nobody else makes. */
  readonly leavesOut: boolean;
}

export function isOffered(finding: Diagnosis["findings"][number]): boolean {
  return finding.edits !== undefined || (finding.candidates?.length ?? 0) > 0;
}

/**
 * The edits that are not changes of one field's declaration and that need no declaration first. Those at the end of
 * a file that is repaired come after the repair, since they are made for its text.
 */
export function offeredEdits(diagnosis: Diagnosis): EditSet[] {
  return diagnosis.findings.flatMap(({ edits, afterDeclarations }) =>
    edits && !afterDeclarations && !isForRepaired(diagnosis, edits) ? [edits] : [],
  );
}

export function withoutFindings(diagnosis: Diagnosis, findings: readonly Diagnosis["findings"][number][]): Diagnosis {
  return { ...diagnosis, findings: diagnosis.findings.filter((one) => !findings.includes(one)) };
}

export type FixSoFar = Omit<ProvenFix, "left">;
