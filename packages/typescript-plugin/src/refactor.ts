import type ts from "typescript";
import type { SessionTypes } from "./session.js";
import { fileTextChanges } from "./text-changes.js";

const name = "typed-session";
const actionName = "declare-session";
const kind = "refactor.rewrite.typed-session";

/**
 * Creation of the augmentation as a refactor: the one form in which every client creates a file. Offered on a finding, where a
 * file is to be created.
 */
export function applicableRefactors(
  session: SessionTypes,
  fileName: string,
  range: { readonly start: number; readonly end: number },
  wanted: string | undefined,
): ts.ApplicableRefactorInfo[] {
  if (wanted !== undefined && !kind.startsWith(wanted)) return [];
  const edits = editsAt(session, fileName, range);
  const created = edits?.find(({ isNewFile }) => isNewFile);
  if (!created) return [];
  const description = `Declare what the callbacks assign, in ${created.fileName.slice(created.fileName.lastIndexOf("/") + 1)}`;
  return [{ name, description: "typed-session", actions: [{ name: actionName, description, kind }] }];
}

export function refactorEdits(
  session: SessionTypes,
  fileName: string,
  range: { readonly start: number; readonly end: number },
  refactorName: string,
  action: string,
): ts.RefactorEditInfo | undefined {
  if (refactorName !== name || action !== actionName) return undefined;
  const edits = editsAt(session, fileName, range);
  return edits && { edits };
}

function editsAt(
  session: SessionTypes,
  fileName: string,
  range: { readonly start: number; readonly end: number },
): ts.FileTextChanges[] | undefined {
  const inspection = session.inspectionFor(fileName);
  if (!inspection || inspection.findingsAt({ fileName, ...range }).length === 0) return undefined;
  return session.prove(inspection).fix.changes.map(fileTextChanges);
}
