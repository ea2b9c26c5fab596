import {
  actionTitle,
  byCause,
  findingId,
  type Diagnostic,
  type FileChange,
  type FindingName,
  type FindingWithParts,
  type Fix,
  type Place,
  type ClassicTypeScript,
} from "@typed-session/core";
import type ts from "typescript";
import { compilerCodes } from "./compiler-errors.js";
import { createCommand } from "./create-file.js";
import { maybeOf, maybeOwn, ownCodes, type AskedCode } from "./diagnostic-codes.js";
import { offsetOf, standsAt } from "./diagnostics.js";
import type { SessionTypes } from "./session.js";
import { fileTextChanges } from "./text-changes.js";

const fixName = "typed-session";
export const fixAllId = "typed-session.fixAll";
const fixAllDescription = "Fix all session types";

/** Clients ask the server's global table, not its plugins, which errors have fixes; this entry is never called. */
export function registerCodes(ts: ClassicTypeScript): void {
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

/**
 * The fixes for the errors at a place, ours and those of the compiler that a declaration removes: first that of each
 * problem, then that of all, then the comments that disable a rule.
 */
export function quickFixes(session: SessionTypes, place: Place, codes: readonly AskedCode[]): ts.CodeFixAction[] {
  const problems = problemsAt(session, place, codes);
  const isAskedFor = (one: FindingWithParts): boolean => codes.some((code) => maybeOf(one, code));
  const all = problems.length > 0 ? fixOfAll(session, place.fileName) : [];
  const fixes = distinct(problems).flatMap((one) => fixFor(session, place.fileName, one));
  return [
    // An action that fixes everything need not offer that twice.
    ...fixes.map((one) => (all.length === 0 && !one.commands ? { ...one, fixId: fixAllId, fixAllDescription } : one)),
    ...all,
    ...problems
      .filter((one) => isAskedFor(one) && standsAt(session, one, place))
      .flatMap((one) => disable(session, place.fileName, one)),
  ];
}

/** Whether some fix may be for one of these codes. */
export function areFixable(codes: readonly AskedCode[]): boolean {
  return codes.some((code) => maybeOwn(code) || isCompilers(code));
}

function isCompilers(code: AskedCode): boolean {
  return typeof code === "number" && compilerCodes.includes(code);
}

/**
 * The problems at a place. One of our codes asks for the problem there, one of the compiler's for all that it may be
 * about.
 */
function problemsAt(session: SessionTypes, place: Place, codes: readonly AskedCode[]): FindingWithParts[] {
  const isAnyAskedFor = codes.some(isCompilers);
  const findings = session.inspection
    .findingsAt(place)
    .filter((one) => isAnyAskedFor || (standsAt(session, one, place) && codes.some((code) => maybeOf(one, code))));
  return [...new Set(findings.map((one) => session.problems.problemOf(one)))];
}

function distinct(problems: readonly FindingWithParts[]): FindingWithParts[] {
  return [...new Map(problems.map((one) => [JSON.stringify([one.action, one.field]), one])).values()];
}

/** Fixes a problem, or the parts of it that can be fixed. */
function fixFor(session: SessionTypes, fileName: string, problem: FindingWithParts): ts.CodeFixAction[] {
  const { diagnostics, fix } = session.prove([problem]);
  const mendedOf = (finding: Diagnostic): Diagnostic | undefined =>
    diagnostics.find((one) => one.fixable && findingId(one) === findingId(finding));
  const [mended] = [problem, ...problem.parts].flatMap((one) => mendedOf(one) ?? []);
  const title = mended && actionTitle(mended);
  if (title === undefined || fix.changes.length === 0) return [];
  return [{ fixName, description: title, ...edits(fileName, fix, [problem]) }];
}

/** Fixes everything, if there are several causes and the fix is ready, so that no menu waits for it. */
function fixOfAll(session: SessionTypes, fileName: string): ts.CodeFixAction[] {
  if (!session.isProven()) return [];
  const { fix } = session.prove();
  if (byCause(fix.fixed).length < 2) return [];
  // VS Code keeps the last of two actions with one name and no changes.
  return [{ fixName: fixAllId, description: fixAllDescription, ...edits(fileName, fix, fix.fixed) }];
}

type Edits = Pick<ts.CodeFixAction, "changes" | "commands">;

/** VS Code drops the changes of an action with a new file, so a command creates it. */
function edits(fileName: string, { changes }: Fix, findings: readonly FindingName[]): Edits {
  const isNew = ({ before }: FileChange): boolean => before === undefined;
  const commands = changes.filter(isNew).map((one) => createCommand(fileName, one, findings));
  return {
    changes: changes.filter((one) => !isNew(one)).map(fileTextChanges),
    ...(commands.length > 0 && { commands }),
  };
}

/**
 * The fix of everything for a client that asks for it by name; nothing if it needs a new file, which clients do not
 * create here.
 */
export function fixAll(session: SessionTypes): ts.CombinedCodeActions {
  const { changes } = session.prove().fix;
  return { changes: changes.every(({ before }) => before !== undefined) ? changes.map(fileTextChanges) : [] };
}

/** A comment above the line that disables the rule for it. */
function disable(session: SessionTypes, fileName: string, finding: FindingWithParts): ts.CodeFixAction[] {
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
