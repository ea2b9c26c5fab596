import { noIneffectiveAugmentation } from "./no-ineffective-augmentation.js";
import { noMaybeMissingField } from "./no-maybe-missing-field.js";
import { noMismatchedField } from "./no-mismatched-field.js";
import { noUnassignedField } from "./no-unassigned-field.js";
import { noUndeclaredField } from "./no-undeclared-field.js";
import { noUndeclaredInput } from "./no-undeclared-input.js";
import { noUntypedToken } from "./no-untyped-token.js";
import { noUnusedDirective } from "./no-unused-directive.js";
import type { Rule } from "./rule.js";

/** Every rule, once. Tables, the command's output and every other surface derive from this list. */
export const rules: readonly Rule[] = [
  noUndeclaredField,
  noUntypedToken,
  noUnassignedField,
  noMaybeMissingField,
  noMismatchedField,
  noUndeclaredInput,
  noIneffectiveAugmentation,
  // The last: it looks at what the others have found.
  noUnusedDirective,
];
