import type ts from "typescript";
import type { ErrorAt } from "../compiler/errors.js";
import type { EditSet, EditStages } from "../edits/text-edit.js";
import type { Prover } from "./prover.js";
import type { Workspace } from "../api/workspace.js";
import type { Diagnosis } from "../diagnose/diagnosis.js";

/** Edits, in stages, that the compiler has accepted, and the diagnosis of the program as they leave it. */
export interface ProvenFix {
  readonly stages: EditStages;
  readonly after: Diagnosis;
  /** The fields that could not be fixed, by their text, and the first error that fixing them would have brought. */
  readonly blocked: ReadonlyMap<string, ErrorAt>;
  /** The edits that change no field's declaration and that do not hold, each with the first error that it would have brought. */
  readonly refused: ReadonlyMap<EditSet, ErrorAt>;
  /** The fields whose declaration could be changed, to no effect, by their text: it is left as it is. */
  readonly inVain: ReadonlySet<string>;
  /** The errors that stood before and stand after the fix. */
  readonly left: readonly ErrorAt[];
}

export type Compare = Prover["compare"];

/** Each round fixes what the one before has uncovered, or leaves out what it could not fix; real projects need one or two. */
export const maxRounds = 6;

/** What is to be fixed, and where it is proven; everything and everywhere unless it says less. */
export interface Scope {
  readonly isWanted?: (finding: Diagnosis["findings"][number]) => boolean;
  readonly isConcerned?: (file: ts.SourceFile) => boolean;
  /** Whether what types tell need not be compiled once more: which casts are unneeded, and what is left to find. */
  readonly trustsTypes?: boolean;
}

/** What every step of a fix needs. */
export interface Task {
  readonly workspace: Workspace;
  readonly prover: Prover;
  readonly diagnoseWith: (stages: EditStages) => Diagnosis | undefined;
  /** The same as far as the edited program's own checker tells. */
  readonly diagnoseAtOnceWith: (stages: EditStages) => Diagnosis | undefined;
  readonly trustsTypes: boolean;
}

export function isOffered(finding: Diagnosis["findings"][number]): boolean {
  return finding.edits !== undefined || (finding.candidates?.length ?? 0) > 0;
}

/** The edits that do not change one field's declaration and that need no declaration first. */
export function offeredEdits(diagnosis: Diagnosis): EditSet[] {
  return diagnosis.findings.flatMap(({ edits, afterDeclarations }) => (edits && !afterDeclarations ? [edits] : []));
}

export function withoutFindings(diagnosis: Diagnosis, findings: readonly Diagnosis["findings"][number][]): Diagnosis {
  return { ...diagnosis, findings: diagnosis.findings.filter((one) => !findings.includes(one)) };
}

export type FixSoFar = Omit<ProvenFix, "left">;
