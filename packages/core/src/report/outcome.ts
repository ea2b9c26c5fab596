import type ts from "typescript";
import { undeclaredReads } from "../model/undeclared-reads.js";
import type { AnalyzeOptions, CompilerError, Diagnostic, Fix } from "../api/analysis.js";
import { describeError, type ErrorAt } from "../compiler/errors.js";
import { codeAround, relativeName } from "../compiler/positions.js";
import { holdsName } from "../discover/text-scan.js";
import { concernsSession } from "../model/session-errors.js";
import { mapThroughStages, stagedTexts } from "../edits/text-edit.js";
import { keyText, namedField, expressionOf, fieldName } from "../api/field-key.js";
import { claimId, findingId, type FindingName } from "../api/same-findings.js";
import { proveFix } from "../fix/fix.js";
import type { FoundBy } from "../rules/rule.js";
import { diagnosticsOf } from "./diagnostics.js";
import { fieldsFeeding } from "./feeding.js";
import { reportRootOf, type Workspace } from "../api/workspace.js";
import { callbackFunctions } from "../discover/auth-config.js";
import { textOf } from "../fix/saved-texts.js";
import type { ProvenFix } from "../fix/task.js";
import { whyNotChangeable } from "../declare/refusal.js";
import { isForRepaired, isRepaired, type Diagnosis } from "../diagnose/diagnosis.js";

export interface Wanted {
  /** Only these findings, and those about fields that feed theirs. */
  readonly findings?: readonly FindingName[];
  /** The files to search for errors, if not every file of a program can be checked. */
  readonly isConcerned?: (file: ts.SourceFile) => boolean;
  /**
   * Whether the verdicts of types need no confirmation by the compiler: which casts are unneeded, and which findings
   * are left.
   */
  readonly trustsTypes?: boolean;
  /** Whether the caller itself makes the declarations on which unneeded casts rest. */
  readonly declaresItself?: boolean;
}

export interface Proven {
  readonly diagnostics: readonly Diagnostic[];
  readonly fix: Fix;
}

export const noFix: Fix = { changes: [], fixed: [], remaining: [], leftToAuthor: [], undeclaredReads: [] };

export function prove(
  workspace: Workspace,
  options: AnalyzeOptions,
  diagnosis: Diagnosis,
  { findings, isConcerned, trustsTypes, declaresItself = false }: Wanted,
): Proven {
  const needed = findings && [
    ...withFeeding(workspace, diagnosis, findings),
    ...(declaresItself ? [] : declarationsFor(workspace, diagnosis, findings)),
  ];
  const wanted = needed && new Set(needed.map(findingId));
  const isWanted = (one: FindingName): boolean => wanted?.has(findingId(one)) ?? true;
  const proven = proveFix(workspace, options, diagnosis, {
    isWanted: (one) => isWanted(nameOf(reportRootOf(workspace), one)),
    ...(isConcerned && { isConcerned }),
    ...(trustsTypes && { trustsTypes }),
    declaresItself,
  });
  const remaining = diagnosticsOf(workspace, withRefusals(workspace, proven, withoutClaims(proven.after))).map((one) =>
    withReason(workspace, proven, one),
  );
  const left = new Map(remaining.map((one) => [findingId(one), one]));
  const diagnostics = diagnosticsOf(workspace, withoutRefusedClaims(diagnosis, proven))
    .filter(isWanted)
    .map(({ manual, ...one }): Diagnostic => {
      const still = left.get(findingId(one));
      if (!still) return withFile(workspace, diagnosis, proven, { ...one, fixable: true });
      const why = still.manual ?? manual;
      return { ...one, fixable: false, ...(why !== undefined && { manual: why }) };
    });
  const fix = fixOf(workspace, proven, diagnostics, remaining);
  // Only a caller that writes the fix needs the undeclared reads, and they cost the types of every file that may read
  // the session.
  return { diagnostics, fix: trustsTypes ? fix : { ...fix, undeclaredReads: readsLeft(workspace, proven) } };
}

/**
 * The findings, together with those about fields that feed theirs: with an undeclared `token.role`, `session.user.role`
 * is `unknown`.
 */
function withFeeding(
  workspace: Workspace,
  diagnosis: Diagnosis,
  findings: readonly FindingName[],
): readonly FindingName[] {
  const feeding = fieldsFeeding(
    diagnosis,
    findings.flatMap(({ field }) => field ?? []),
  );
  const others = diagnosis.findings.filter(({ key }) => key && feeding.has(keyText(key)));
  return [...findings, ...others.map((one) => nameOf(reportRootOf(workspace), one))];
}

/** The findings whose declarations make casts unneeded that are to be removed: those of the fields named around a cast. */
function declarationsFor(
  workspace: Workspace,
  { findings }: Diagnosis,
  names: readonly FindingName[],
): readonly FindingName[] {
  const root = reportRootOf(workspace);
  const wanted = new Set(names.map(findingId));
  const around = findings
    .filter((one) => one.afterDeclarations && one.byTypes !== "as written" && wanted.has(findingId(nameOf(root, one))))
    .map(({ file, start }) => codeAround(workspace.ts, file, start));
  const isNamed = ({ key, candidates = [] }: FoundBy): boolean =>
    key !== undefined && candidates.length > 0 && around.some((text) => holdsName(text, fieldName(key)));
  return around.length === 0 ? [] : findings.filter(isNamed).map((one) => nameOf(root, one));
}

function nameOf(root: string, { rule, file, key, message }: FoundBy): FindingName {
  return { rule: rule.name, file: relativeName(root, file.fileName), message, ...(key && { field: namedField(key) }) };
}

/** Adds the file that declares the field after the fix, if the fix changes one field's declaration. */
function withFile(workspace: Workspace, before: Diagnosis, { after }: ProvenFix, diagnostic: Diagnostic): Diagnostic {
  const { field, action } = diagnostic;
  if (!field || action?.includes(expressionOf(field)) !== true) return diagnostic;
  const [own] = [after, before].flatMap(({ site }) => site.declared.field(field)?.own ?? []);
  return own
    ? { ...diagnostic, fixedIn: relativeName(reportRootOf(workspace), own.getSourceFile().fileName) }
    : diagnostic;
}

const repairFirst = "An augmentation replaces its module here: fix what `no-ineffective-augmentation` reports first.";

/** Adds the reason that prevents a fix: the owner of the declaration, or the compiler error that the fix would add. */
function withReason(workspace: Workspace, proven: ProvenFix, diagnostic: Diagnostic): Diagnostic {
  const { field } = diagnostic;
  if (!field || diagnostic.manual !== undefined) return diagnostic;
  if (isRepaired(proven.after)) {
    return { ...diagnostic, manual: repairFirst };
  }
  const idle = "No edit of this declaration changes what readers see: a type around it decides. Change that type.";
  const foreign = whyNotChangeable(proven.after.site, field) ?? (proven.inVain.has(keyText(field)) ? idle : undefined);
  if (foreign !== undefined) return { ...diagnostic, manual: foreign };
  const error = proven.blocked.get(keyText(field));
  if (!error) return diagnostic;
  const { file, line, message } = describeError(workspace, error);
  return {
    ...diagnostic,
    manual: `A change of the declaration would bring a new error at ${file}:${String(line)}: ${message}`,
  };
}

/**
 * Adds to each finding whose edits do not hold the error that they would add. A finding with a reason of its own keeps
 * that.
 */
function withRefusals(workspace: Workspace, { refused, after }: ProvenFix, diagnosis: Diagnosis): Diagnosis {
  const findings = diagnosis.findings.map((one) => {
    if (!one.edits || one.manual !== undefined) return one;
    if (isForRepaired(after, one.edits)) return { ...one, manual: repairFirst };
    const error = refused.get(one.edits);
    if (!error) return one;
    const { file, line, message } = describeError(workspace, error);
    return { ...one, manual: `The fix would bring a new error at ${file}:${String(line)}: ${message}` };
  });
  return { ...diagnosis, findings };
}

/** The diagnosis without the findings that claim that an edit holds. */
function withoutClaims(diagnosis: Diagnosis): Diagnosis {
  return { ...diagnosis, findings: diagnosis.findings.filter(({ rule }) => !rule.requiresProvenFix) };
}

/**
 * The diagnosis without the claims that are still found after the fix, at their places mapped through its edits: the
 * claimed edits do not hold. While an augmentation replaces its module, no claim can be proven.
 */
function withoutRefusedClaims(diagnosis: Diagnosis, { stages, after }: ProvenFix): Diagnosis {
  const left = new Set(after.findings.map(({ rule, file, start }) => claimId(rule.name, file.fileName, start)));
  const isRefused = ({ rule, file: { fileName }, start }: FoundBy): boolean =>
    rule.requiresProvenFix === true &&
    (isRepaired(after) || left.has(claimId(rule.name, fileName, mapThroughStages(stages, fileName, start))));
  return { ...diagnosis, findings: diagnosis.findings.filter((one) => !isRefused(one)) };
}

function fixOf(
  workspace: Workspace,
  proven: ProvenFix,
  diagnostics: readonly Diagnostic[],
  remaining: readonly Diagnostic[],
): Fix {
  const fixed = diagnostics.filter((one) => one.fixable);
  // Edits that fix nothing have cancelled each other.
  const stages = fixed.length === 0 ? [] : proven.stages;
  const texts = stagedTexts(stages, (fileName) => textOf(workspace, fileName));
  return {
    changes: [...texts].map(([fileName, after]) => ({
      fileName,
      before: workspace.host.fileExists(fileName) ? textOf(workspace, fileName) : undefined,
      after,
    })),
    fixed,
    remaining,
    leftToAuthor: leftToAuthor(workspace, proven),
    undeclaredReads: [],
  };
}

function readsLeft(workspace: Workspace, { after }: ProvenFix): CompilerError[] {
  return undeclaredReads(after.base).map((error) => describeError(workspace, error));
}

/** The errors that the fix leaves in the callbacks, in the edited declarations and in readers of the session. */
function leftToAuthor(workspace: Workspace, { stages, left, after }: ProvenFix): CompilerError[] {
  const nodes = after.base.configs.flatMap(callbackFunctions);
  const edited = stagedTexts(stages, (fileName) => textOf(workspace, fileName));
  const isUnchecked = workspace.program.getCompilerOptions().skipLibCheck === true;
  const isConcerned = (error: ErrorAt): boolean => {
    const { fileName, start, diagnostic } = error;
    // With `skipLibCheck` the author's compiler does not report this error; only our overlay does.
    if (diagnostic.file?.isDeclarationFile) return !isUnchecked && edited.has(fileName);
    const isInCallback = nodes.some((node) => {
      const file = node.getSourceFile();
      return file.fileName === fileName && node.getStart(file) <= start && start < node.end;
    });
    return isInCallback || isInOwnDeclaration(after, error) || concernsSession(after.base, error);
  };
  return left.filter(isConcerned).map((error) => describeError(workspace, error));
}

/** Whether an error is in one of the project's own declarations of the interfaces. */
function isInOwnDeclaration({ base: { declared } }: Diagnosis, { fileName, start }: ErrorAt): boolean {
  const all = declared.names.flatMap((name) => declared.ownDeclarations(name));
  return all.some((node) => node.getSourceFile().fileName === fileName && node.pos <= start && start < node.end);
}
