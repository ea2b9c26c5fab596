import type { Workspace } from "./analysis.js";
import { compareErrors, errorsOf, type ErrorsCompared } from "./compiler/errors.js";
import { overlay, type ProgramWithHost } from "./compiler/overlay.js";
import type { DeclarationChange } from "./declared/augment.js";
import { stagedTexts, type EditStages } from "./edits/text-edit.js";

/** Judges edits by the compiler's own errors, before and after. */
export interface Prover {
  /** What the stages do to the errors of all programs; they hold if they add none. */
  compare(stages: EditStages): ErrorsCompared;
}

/**
 * A prover for a workspace, whose own errors are the ones that an edit may leave.
 * @param callbackFiles the files in which the callbacks stand
 */
export function createProver(workspace: Workspace, callbackFiles: ReadonlySet<string>): Prover {
  const tsModule = workspace.ts;
  const programs: readonly ProgramWithHost[] = [workspace, ...(workspace.alsoProveIn ?? [])];
  const befores = programs.map((program) => errorsOf(tsModule, program));
  // The last step of one attempt is often the first of the next.
  const known = new Map<string, ErrorsCompared>();
  return {
    compare: (stages) => {
      const texts = stagedTexts(stages, (name) => textOf(workspace, name));
      const key = JSON.stringify([...texts]);
      const before = known.get(key);
      if (before) return before;
      const compared = programs.map((program, index) => {
        const after = errorsOf(tsModule, overlay(tsModule, program, texts));
        return compareErrors(befores[index] ?? [], after, stages, callbackFiles);
      });
      const result = { added: compared.flatMap((one) => one.added), left: compared[0]?.left ?? [] };
      known.set(key, result);
      return result;
    },
  };
}

/** A file's text as the program or, for a file that is in none, the host has it. */
export function textOf(workspace: Workspace, fileName: string): string {
  const { configFile, program, host } = workspace;
  if (fileName === configFile?.fileName) return configFile.text;
  return program.getSourceFile(fileName)?.text ?? host.readFile(fileName) ?? "";
}

/** A change with the weaker ones that may be made where it does not hold, strongest first. */
export type Candidates = readonly DeclarationChange[];

/**
 * The strongest of the candidates that hold together. All at once is tried first, since one declaration often needs another;
 * where that fails one at a time is weakened; and where that fails too they are added one after the other, each as
 * strong as it can be.
 * @param holds whether a choice adds no error
 * @returns the chosen changes, one or none for each list of candidates
 */
export function strongestThatHold(
  candidates: readonly Candidates[],
  holds: (changes: readonly DeclarationChange[]) => boolean,
): (DeclarationChange | undefined)[] {
  type Choice = readonly (DeclarationChange | undefined)[];
  const accepted = (choice: Choice): boolean => holds(choice.filter((change) => change !== undefined));

  const all: Choice = candidates.map(([strongest]) => strongest);
  if (accepted(all)) return [...all];
  for (const [index, list] of candidates.entries()) {
    for (const weaker of [...list.slice(1), undefined]) {
      const attempt = all.with(index, weaker);
      if (accepted(attempt)) return [...attempt];
    }
  }
  let chosen: Choice = candidates.map(() => undefined);
  for (const [index, list] of candidates.entries()) {
    const strongest = list.find((candidate) => accepted(chosen.with(index, candidate)));
    chosen = chosen.with(index, strongest);
  }
  return [...chosen];
}
