import { rules, type Diagnostic, type Fix, type Place, type TypeScript } from "@typed-session/core";
import type ts from "typescript";
import { createCommand } from "./create-file.js";
import { offsetOf } from "./diagnostics.js";
import type { SessionTypes } from "./session.js";
import { fileTextChanges } from "./text-changes.js";

const fixName = "typed-session";
export const fixAllId = "typed-session.fixAll";

/** What the compiler itself says where a field is not declared: at a write, and at a reader. It offers no fix for these. */
const compilerCodes = [2322, 2339, 2551, 7053, 18046];
const ownCodes = new Set(rules.map(({ code }) => code));

/** Clients ask the server's global table, and not its plugins, which errors have fixes; nothing is ever asked of this entry. */
export function registerCodes(ts: TypeScript): void {
  const { codefix } = ts as unknown as {
    readonly codefix?: {
      readonly registerCodeFix: (fix: object) => void;
      readonly getSupportedErrorCodes: () => readonly string[];
    };
  };
  const known = new Set(codefix?.getSupportedErrorCodes() ?? []);
  const errorCodes = [...ownCodes, ...compilerCodes].filter((code) => !known.has(String(code)));
  if (errorCodes.length > 0)
    codefix?.registerCodeFix({ errorCodes, getCodeActions: () => undefined, fixIds: [fixAllId] });
}

/** The fixes for the errors at a place: ours, and the compiler's that a declaration fixes. */
export function quickFixes(session: SessionTypes, place: Place, codes: readonly number[]): ts.CodeFixAction[] {
  const here = session.inspection.findingsAt(place);
  const own = here.filter((one) => codes.includes(one.code) || !codes.some((code) => ownCodes.has(code)));
  return [
    ...distinct(own).flatMap((one) => fixFor(session, place.fileName, one)),
    ...own.filter((one) => codes.includes(one.code)).flatMap((one) => disable(session, place.fileName, one)),
  ];
}

/** Whether some fix may be for one of these codes. */
export function areFixable(codes: readonly number[]): boolean {
  return codes.some((code) => ownCodes.has(code) || compilerCodes.includes(code));
}

function distinct(findings: readonly Diagnostic[]): Diagnostic[] {
  return [...new Map(findings.map((one) => [JSON.stringify([one.action, one.field]), one])).values()];
}

function fixFor(session: SessionTypes, fileName: string, finding: Diagnostic): ts.CodeFixAction[] {
  const { diagnostics, fix } = session.prove([finding]);
  const isMended = diagnostics.some(
    (one) => one.fixable && one.rule === finding.rule && one.message === finding.message,
  );
  if (!isMended || fix.changes.length === 0 || finding.action === undefined) return [];
  return [action(fileName, finding.action, fix, [finding])];
}

function action(fileName: string, description: string, fix: Fix, findings: readonly Diagnostic[]): ts.CodeFixAction {
  const created = fix.changes.filter(({ before }) => before === undefined);
  const changes = fix.changes.filter(({ before }) => before !== undefined).map(fileTextChanges);
  if (created.length > 0) {
    // VS Code drops the changes of an action that holds a new file; a command creates it.
    return { fixName, description, changes, commands: created.map((one) => createCommand(fileName, one, findings)) };
  }
  return {
    fixName,
    description,
    changes,
    fixId: fixAllId,
    fixAllDescription: "Fix everything that typed-session has found",
  };
}

/** All that can be fixed, for "fix all"; nothing where that needs a new file, which clients do not create here. */
export function fixAll(session: SessionTypes): ts.CombinedCodeActions {
  const { changes } = session.prove().fix;
  return { changes: changes.every(({ before }) => before !== undefined) ? changes.map(fileTextChanges) : [] };
}

/** A comment above the line that switches the rule off for it. */
function disable(session: SessionTypes, fileName: string, finding: Diagnostic): ts.CodeFixAction[] {
  const file = session.sourceFile(fileName);
  if (!file || session.absolute(finding.file) !== fileName || finding.rule === "no-unused-directive") return [];
  const lineStart = offsetOf(file, { line: finding.line, column: 1 });
  const indent = /^[ \t]*/.exec(file.text.slice(lineStart, offsetOf(file, finding)))?.[0] ?? "";
  const newline = file.text.includes("\r\n") ? "\r\n" : "\n";
  const newText = `${indent}// typed-session-disable-next-line ${finding.rule}${newline}`;
  return [
    {
      fixName: `${fixName}.disable`,
      description: `Disable ${finding.rule} for this line`,
      changes: [{ fileName, textChanges: [{ span: { start: lineStart, length: 0 }, newText }] }],
    },
  ];
}
