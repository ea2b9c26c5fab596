import type { Diagnostic } from "./analysis.js";
import { isSameField, keyText, type FieldKey } from "./field-key.js";

// Which findings count as the same depends on the question. The different answers stand here side by side.

/** The parts of a finding that identify it after its place has moved. */
export type FindingName = Pick<Diagnostic, "rule" | "file" | "field" | "message">;

/**
 * An identifier that survives an edit: without the place, which moves, and, for a finding about a field, without the
 * message, which names types. Several findings of one rule at one field share it, as they are fixed together.
 */
export function findingId({ rule, file, field, message }: FindingName): string {
  return JSON.stringify(field ? [rule, keyText(field)] : [rule, file, message]);
}

/** An identifier that is unique among the findings of one program. */
export function placedFindingId({ rule, file, line, column, message }: Diagnostic): string {
  return JSON.stringify([rule, file, line, column, message]);
}

/**
 * An identifier that is the same in every commit, for baselines and the like: it contains no line. It contains the
 * message, because someone who has accepted one finding about a field has not accepted another.
 */
export function lastingFindingId({ rule, file, field, message }: FindingName): string {
  const withoutPlaces = message.replace(/:\d+(?::\d+)?/g, "");
  return JSON.stringify([rule, file, field ? keyText(field) : "", withoutPlaces]);
}

/**
 * An identifier of a claim. No claim is about a field, so that its place identifies it; the caller moves the place with
 * the edits.
 */
export function claimId(rule: string, fileName: string, start: number): string {
  return JSON.stringify([rule, fileName, start]);
}

/** A finding with its rule, given as an object or by name. */
interface ByRule<Rule> {
  readonly rule: Rule;
}

/**
 * Whether two findings are of one rule and about one field, so that an edit of its declaration removes both, whatever
 * their messages.
 */
export function areOfOneField<Rule>(
  one: ByRule<Rule> & { readonly key?: FieldKey },
  other: ByRule<Rule> & { readonly key: FieldKey },
): boolean {
  return one.rule === other.rule && one.key !== undefined && isSameField(one.key, other.key);
}

/**
 * Whether two findings of one rule have the same message: if an edit changes the type in it, the finding is another
 * one.
 */
export function saySame<Rule>(
  one: ByRule<Rule> & { readonly message: string },
  other: ByRule<Rule> & { readonly message: string },
): boolean {
  return one.rule === other.rule && one.message === other.message;
}
