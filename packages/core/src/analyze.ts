import type ts from "typescript";
import type { Analysis, AnalyzeOptions, CompilerError, Diagnostic, Fix, OpenTarget, Workspace } from "./analysis.js";
import { describeError, type ErrorAt } from "./compiler/errors.js";
import { isOwnFile } from "./compiler/module-names.js";
import { locationOf, oneLine } from "./compiler/positions.js";
import { callbackFunctions } from "./discover/configs.js";
import { whyNotChangeable } from "./declared/augment.js";
import { diagnose, problemsOf, type Diagnosis } from "./diagnose.js";
import { stagedTexts } from "./edits/text-edit.js";
import { keyText } from "./field-key.js";
import { proveFix, type ProvenFix } from "./fix.js";
import { textOf } from "./prove.js";
import { readersDecide } from "./readers-decide.js";
import { rules } from "./rules/index.js";
import { configReports, diagnosticsOf, tracesOf } from "./present.js";

const noFix: Fix = { changes: [], fixed: [], remaining: [], leftToAuthor: [] };

/**
 * Analyses a program: what its callbacks assign, what is declared, where they disagree, and the edits that mend it.
 *
 * @param given the program and what the engine may ask of its surroundings
 * @returns plain data but for nothing: no compiler object leaves the engine. A program without auth gives an empty analysis.
 */
export function analyze(given: Workspace, options: AnalyzeOptions = {}): Analysis {
  const first = diagnose(given, options);
  const names = first && given.withReadersOf ? readersDecide(first) : [];
  const workspace = names.length === 0 ? given : (given.withReadersOf?.(names) ?? given);
  const diagnosis = workspace.program === given.program ? first : diagnose(workspace, options);
  if (!diagnosis) {
    const problems = problemsOf(workspace);
    const report = { schemaVersion: 1, ok: true, configs: [], fields: [], diagnostics: [] } as const;
    return { report, diagnostics: [], traces: [], openTargets: [], problems, fix: noFix };
  }
  const proven = proveFix(workspace, options, diagnosis);
  const isClaim = ({ rule }: Diagnostic): boolean => rules.find(({ name }) => name === rule)?.onlyIfMended === true;
  const afterFix = diagnosticsOf(workspace, proven.after);
  const remaining = afterFix.filter((one) => !isClaim(one)).map((one) => withReason(workspace, proven, one));
  const left = new Map(remaining.map((one) => [identity(one), one]));
  const refused = refusedClaims(afterFix.filter(isClaim));
  const diagnostics = diagnosticsOf(workspace, diagnosis)
    .filter((one) => !(isClaim(one) && refused(one)))
    .map((one): Diagnostic => {
      const manual = left.get(identity(one))?.manual;
      return { ...one, fixable: !left.has(identity(one)), ...(manual !== undefined && { manual }) };
    });
  const traces = tracesOf(workspace, diagnosis, options);
  return {
    report: {
      schemaVersion: 1,
      ok: diagnostics.length === 0,
      configs: configReports(workspace, diagnosis),
      fields: traces.map(({ interface: name, path, inferred, declared, status, writes }) => ({
        interface: name,
        path,
        inferred,
        declared,
        status,
        writes,
      })),
      diagnostics: diagnostics.map(({ rule, severity, message, file, line, column, fixable }) => ({
        rule,
        severity,
        message,
        file,
        line,
        column,
        fixable,
      })),
    },
    diagnostics,
    traces,
    openTargets: openTargets(workspace, diagnosis),
    problems: diagnosis.base.problems,
    fix: fixOf(workspace, proven, diagnostics, remaining),
  };
}

/** Says what keeps a finding from being mended: whose declaration it is, or which compiler error mending it would bring. */
function withReason(workspace: Workspace, proven: ProvenFix, diagnostic: Diagnostic): Diagnostic {
  const { field } = diagnostic;
  if (!field || diagnostic.manual !== undefined) return diagnostic;
  const idle = "No edit of this declaration changes what readers see: a type around it decides. Change that type.";
  const foreign = whyNotChangeable(proven.after.site, field) ?? (proven.inVain.has(keyText(field)) ? idle : undefined);
  if (foreign !== undefined) return { ...diagnostic, manual: foreign };
  const error = proven.blocked.get(keyText(field));
  if (!error) return diagnostic;
  const { file, line, message } = describeError(workspace.ts, workspace.root, error);
  return {
    ...diagnostic,
    manual: `Mending the declaration would bring a new error at ${file}:${String(line)}: ${message}`,
  };
}

/** Tells for each diagnostic, once, whether it is among those that a fix has left. */
function refusedClaims(left: readonly Diagnostic[]): (diagnostic: Diagnostic) => boolean {
  const counts = new Map<string, number>();
  for (const one of left) counts.set(identity(one), (counts.get(identity(one)) ?? 0) + 1);
  return (diagnostic) => {
    const count = counts.get(identity(diagnostic)) ?? 0;
    if (count > 0) counts.set(identity(diagnostic), count - 1);
    return count > 0;
  };
}

/** What makes two diagnostics the same before and after an edit: not the place, which moves. */
function identity(diagnostic: Diagnostic): string {
  const field = diagnostic.field ? `${diagnostic.field.interface}.${diagnostic.field.path}` : diagnostic.message;
  return `${diagnostic.rule} ${field}`;
}

function fixOf(
  workspace: Workspace,
  proven: ProvenFix,
  diagnostics: readonly Diagnostic[],
  remaining: readonly Diagnostic[],
): Fix {
  const texts = stagedTexts(proven.stages, (fileName) => textOf(workspace, fileName));
  const isKnown = (fileName: string): boolean =>
    workspace.program.getSourceFile(fileName) !== undefined || workspace.host.fileExists(fileName);
  return {
    changes: [...texts].map(([fileName, after]) => ({
      fileName,
      before: isKnown(fileName) ? textOf(workspace, fileName) : undefined,
      after,
    })),
    fixed: diagnostics.filter((one) => one.fixable),
    remaining,
    leftToAuthor: leftToAuthor(workspace, proven),
  };
}

/** The errors in the callbacks, in the edited declarations and in what reads the session, that no declaration can remove. */
function leftToAuthor(workspace: Workspace, { stages, left, after }: ProvenFix): CompilerError[] {
  const nodes = after.base.configs.flatMap(callbackFunctions);
  const edited = stagedTexts(stages, (fileName) => textOf(workspace, fileName));
  const isConcerned = ({ fileName, start, diagnostic }: ErrorAt): boolean => {
    if (fileName.endsWith(".d.ts")) return edited.has(fileName);
    const isInCallback = nodes.some((node) => {
      const file = node.getSourceFile();
      return file.fileName === fileName && node.getStart(file) <= start && start < node.end;
    });
    return isInCallback || mentionsSession(diagnostic);
  };
  return left.filter(isConcerned).map((error) => describeError(workspace.ts, workspace.root, error));
}

/** Whether the line of an error names a session or a token. */
function mentionsSession({ file, start = 0 }: ts.Diagnostic): boolean {
  if (!file) return false;
  const from = file.text.lastIndexOf("\n", start - 1) + 1;
  const to = file.text.indexOf("\n", start);
  return /session|token/i.test(file.text.slice(from, to === -1 ? undefined : to));
}

function openTargets(workspace: Workspace, { base }: Diagnosis): OpenTarget[] {
  return [...base.open].flatMap(([target, causes]) =>
    causes
      .filter(({ node }) => isOwnFile(base.workspace.program, node.getSourceFile()))
      .map(({ node, why }) => ({ target, ...locationOf(workspace, node), text: oneLine(node.getText()), why })),
  );
}
