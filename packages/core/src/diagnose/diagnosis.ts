import type { FieldKey } from "../api/field-key.js";
import type { Severity } from "../api/report.js";
import type { FoundBy, RuleContext } from "../rules/rule.js";

/** What is wrong with a program, before anything is said about fixing it. */
export interface Diagnosis extends RuleContext {
  readonly findings: readonly DiagnosisFinding[];
  /** The fields that may yet be found to be declared wrongly, as long as not all has been found out. */
  readonly suspected: readonly FieldKey[];
  /** Whether it is read as if an augmentation took effect that replaces its module instead: declarations have their places in that text. */
  readonly isRepaired: boolean;
}

export type DiagnosisFinding = FoundBy & { readonly severity: Severity };
