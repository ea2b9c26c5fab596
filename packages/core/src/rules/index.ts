import { noCallbackCast } from "./no-callback-cast.js";
import { noIneffectiveAugmentation } from "./no-ineffective-augmentation.js";
import { noMaybeMissingField } from "./no-maybe-missing-field.js";
import { noMismatchedField } from "./no-mismatched-field.js";
import { noReaderCast } from "./no-reader-cast.js";
import { noSecretInSession } from "./no-secret-in-session.js";
import { noStrategyMismatch } from "./no-strategy-mismatch.js";
import { noUnassignedField } from "./no-unassigned-field.js";
import { noUndeclaredField } from "./no-undeclared-field.js";
import { noUndeclaredInput } from "./no-undeclared-input.js";
import { noUnserializableField } from "./no-unserializable-field.js";
import { noUntypedToken } from "./no-untyped-token.js";
import { noUnusedDirective } from "./no-unused-directive.js";
import { requireCallbackReturn } from "./require-callback-return.js";
import type { Rule } from "./rule.js";

/** The rules that look at the program. */
const ofTheProgram: readonly Rule[] = [
  noUndeclaredField,
  noUntypedToken,
  noUnassignedField,
  noMaybeMissingField,
  noMismatchedField,
  noUndeclaredInput,
  noIneffectiveAugmentation,
  requireCallbackReturn,
  noStrategyMismatch,
  noUnserializableField,
  noSecretInSession,
  noCallbackCast,
  noReaderCast,
];

/**
 * Every rule, once. Tables, the command's output and every other surface derive from this list. The last one looks at
 * what the others have found.
 */
export const rules: readonly Rule[] = [...ofTheProgram, noUnusedDirective];
