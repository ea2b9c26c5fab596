import type { ErrorAt } from "../compiler/errors.js";
import { movedBy, notAmongWorded, type ErrorsCompared } from "../compiler/same-errors.js";
import { removeUnused } from "../edits/unused.js";
import { joinEdits, type EditSet, type EditStages } from "../edits/text-edit.js";
import { once } from "../compiler/once.js";
import { isLocal } from "./prover.js";
import { type Task, offeredEdits, type FixSoFar } from "./task.js";
import type { Diagnosis } from "../diagnose/diagnosis.js";

export const noErrors: ErrorsCompared = { added: [], left: [] };

/** Stages, and their effect on the errors of all files. */
export interface Compared {
  readonly stages: EditStages;
  readonly errors: ErrorsCompared;
}

/** The stages with a last one that removes what the declarations make unneeded, or as much of it as holds. */
export function lastStage(
  { workspace, prover, trustsTypes, leavesOut }: Task,
  { stages, after, blocked, inVain }: FixSoFar,
  comparedOf: (stages: EditStages) => ErrorsCompared,
): (Compared & { readonly removed: readonly Diagnosis["findings"][number][] }) | undefined {
  const offered = after.findings.flatMap((finding) =>
    finding.edits && finding.afterDeclarations ? [{ finding, edits: finding.edits }] : [],
  );
  if (offered.length === 0) return undefined;
  const before = once(() => comparedOf(stages));
  const files = [...new Set(offered.flatMap(({ edits }) => edits.edits.map(({ fileName }) => fileName)))];
  const left = once(() => [...before().left, ...prover.compare(stages, files).left]);
  const compared = (last: EditSet): ErrorsCompared => {
    const all = [...stages, last];
    if (!isLocal(workspace, stages, last)) return prover.compare(all);
    // The exports have not changed, so other files keep their errors.
    const own = prover.compare(all, files);
    const elsewhere = (errors: readonly ErrorAt[]): ErrorAt[] =>
      errors.filter(({ fileName }) => !files.includes(fileName));
    return {
      added: [...elsewhere(before().added), ...own.added],
      left: [...elsewhere(before().left), ...own.left],
    };
  };
  // A verdict of types assumes that everything is declared, which fails if a declaration is blocked or not wanted.
  const isAllDeclared = !leavesOut && blocked.size === 0 && inVain.size === 0 && offeredEdits(after).length === 0;
  const isToldByTypes = ({ finding: { byTypes }, edits }: (typeof offered)[number]): boolean =>
    (byTypes === "as written" || (byTypes === "once declared" && isAllDeclared)) && prover.isReadable(edits);
  type Offered = readonly (typeof offered)[number][];
  // Without a cast the compiler may report another error at the place of an earlier one.
  const withRemoved = (chosen: Offered): ReturnType<typeof lastStage> => {
    const last = withoutUnused(after, joinEdits(...chosen.map(({ edits }) => edits)));
    const held = { stages: [...stages, last], removed: chosen.map(({ finding }) => finding) };
    if (trustsTypes && chosen.every(isToldByTypes)) return { ...held, errors: noErrors };
    const errors = compared(last);
    const isHolding =
      errors.added.length === 0 && notAmongWorded(() => movedBy([last], left()), errors.left).length === 0;
    return isHolding ? { ...held, errors } : undefined;
  };
  const all = withRemoved(offered);
  if (all) return all;
  return offered.reduce<{ readonly chosen: Offered; readonly holding: ReturnType<typeof lastStage> }>(
    (best, one) => {
      const chosen = [...best.chosen, one];
      const holding = withRemoved(chosen);
      return holding ? { chosen, holding } : best;
    },
    { chosen: [], holding: undefined },
  ).holding;
}

/** The edits, with the removal of imports and local types that they leave unused. */
function withoutUnused({ base: { workspace } }: Diagnosis, edits: EditSet): EditSet {
  const { ts, program } = workspace;
  const files = [...new Set(edits.edits.map(({ fileName }) => fileName))];
  const unused = files.flatMap((fileName) => {
    const file = program.getSourceFile(fileName);
    const own = edits.edits.filter((edit) => edit.fileName === fileName);
    return file ? removeUnused(ts, file, own, program.getCompilerOptions().verbatimModuleSyntax === true) : [];
  });
  return joinEdits(edits, { edits: unused, newFiles: [] });
}
