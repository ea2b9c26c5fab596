import type { FieldKey } from "../api/field-key.js";
import type { Severity } from "../api/report.js";
import { isEmpty, type EditSet } from "../edits/text-edit.js";
import type { FoundBy, RuleContext } from "../rules/rule.js";

/** The findings of a program, without any proof of fixes. */
export interface Diagnosis extends RuleContext {
  readonly findings: readonly DiagnosisFinding[];
  /** Before the diagnosis is whole: the fields whose declaration may still turn out wrong. */
  readonly suspected: readonly FieldKey[];
  /**
   * The edits that let augmentations which replace their modules take effect. Their files are read as if these had been
   * made: places of declarations, and other edits there, are in that repaired text.
   */
  readonly repairs: EditSet;
}

export type DiagnosisFinding = FoundBy & { readonly severity: Severity };

/** Whether the program is read with repairs that nobody has saved. */
export function isRepaired({ repairs }: Diagnosis): boolean {
  return !isEmpty(repairs);
}

/**
 * Whether edits take up what a repair adds to their file, which is not there before the repair is saved. A repair adds
 * it at the end, so that all other offsets are the author's.
 */
export function isForRepaired({ repairs }: Diagnosis, { edits }: EditSet): boolean {
  return edits.some(
    (edit) =>
      !repairs.edits.includes(edit) &&
      repairs.edits.some(({ fileName, start }) => fileName === edit.fileName && start < edit.end),
  );
}
