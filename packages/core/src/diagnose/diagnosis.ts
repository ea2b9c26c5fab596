import type { FieldKey } from "../api/field-key.js";
import type { Severity } from "../api/report.js";
import type { FoundBy, RuleContext } from "../rules/rule.js";

/** The findings of a program, without any proof of fixes. */
export interface Diagnosis extends RuleContext {
  readonly findings: readonly DiagnosisFinding[];
  /** Before the diagnosis is whole: the fields whose declaration may still turn out wrong. */
  readonly suspected: readonly FieldKey[];
  /**
   * Whether an augmentation that replaces its module is read as if it took effect: places of declarations are in that
   * repaired text.
   */
  readonly isRepaired: boolean;
}

export type DiagnosisFinding = FoundBy & { readonly severity: Severity };
