import type { Diagnostic } from "./analysis.js";
import { isSameField, keyText, type FieldKey } from "./field-key.js";

// What makes a finding the same as another. What is asked differs, and so do the answers, which stand here side by side.

/** What a finding is known by when its place has moved. */
export type FindingName = Pick<Diagnostic, "rule" | "file" | "field" | "message">;

/**
 * What a finding keeps when an edit is made: not the place, which moves, and of one about a field not the message, which tells types. Of several
 * at one field of one rule it says that they are fixed together, as they are.
 */
export function findingId({ rule, file, field, message }: FindingName): string {
  return JSON.stringify(field ? [rule, keyText(field)] : [rule, file, message]);
}

/** What tells each finding of one program from all others. */
export function placedFindingId({ rule, file, line, column, message }: Diagnostic): string {
  return JSON.stringify([rule, file, line, column, message]);
}

/**
 * What tells a finding from others in every commit, for whoever keeps it: no line has a part in it. Of two findings about a field, whoever has
 * looked at one has not looked at the other, so that the message counts.
 */
export function lastingFindingId({ rule, file, field, message }: FindingName): string {
  const withoutPlaces = message.replace(/:\d+(?::\d+)?/g, "");
  return JSON.stringify([rule, file, field ? keyText(field) : "", withoutPlaces]);
}

/** What tells a claim from others, none of which is about a field: its place, for the caller to move with the edits. */
export function claimId(rule: string, fileName: string, start: number): string {
  return JSON.stringify([rule, fileName, start]);
}

/** A finding with its rule, be it the rule or its name. */
interface ByRule<Rule> {
  readonly rule: Rule;
}

/** Whether two findings are of one rule and about one field: what an edit of its declaration removes, whatever it says. */
export function areOfOneField<Rule>(
  one: ByRule<Rule> & { readonly key?: FieldKey },
  other: ByRule<Rule> & { readonly key: FieldKey },
): boolean {
  return one.rule === other.rule && one.key !== undefined && isSameField(one.key, other.key);
}

/** Whether two findings of one rule say the same: one that an edit has made speak of another type is another. */
export function saySame<Rule>(
  one: ByRule<Rule> & { readonly message: string },
  other: ByRule<Rule> & { readonly message: string },
): boolean {
  return one.rule === other.rule && one.message === other.message;
}
