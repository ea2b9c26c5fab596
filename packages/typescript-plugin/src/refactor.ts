import type { Place } from "@typed-session/core";
import type ts from "typescript";
import type { SessionTypes } from "./session.js";
import { fileTextChanges } from "./text-changes.js";

const name = "typed-session";
const actionName = "declare-session";
const kind = "refactor.rewrite.typed-session";

/** Whether a client that asks for refactors of this kind, or of all kinds, gets it. */
export function isOfKind(wanted: string | undefined): boolean {
  return wanted === undefined || kind.startsWith(wanted);
}

export function isOurs(refactorName: string, action: string): boolean {
  return refactorName === name && action === actionName;
}

/**
 * Creation of the augmentation as a refactor: the one form in which every client creates a file. It is offered on a
 * finding that needs a file.
 */
export function applicableRefactors(
  { inspection, prove, isProven }: SessionTypes,
  place: Place,
  reason: ts.RefactorTriggerReason | undefined,
): ts.ApplicableRefactorInfo[] {
  // Editors ask at every move of the cursor, so nothing is worked out for it.
  const isReady = inspection.isAllKnown() && isProven();
  if (reason === "implicit" && !isReady) return [];
  if (!inspection.needsNewFile(inspection.findingsAt(place))) return [];
  const created = prove().fix.changes.find(({ before }) => before === undefined);
  if (!created) return [];
  const description = `Declare what the callbacks assign, in ${created.fileName.slice(created.fileName.lastIndexOf("/") + 1)}`;
  return [{ name, description: "typed-session", actions: [{ name: actionName, description, kind }] }];
}

export function refactorEdits({ inspection, prove }: SessionTypes, place: Place): ts.RefactorEditInfo | undefined {
  return inspection.findingsAt(place).length === 0 ? undefined : { edits: prove().fix.changes.map(fileTextChanges) };
}
