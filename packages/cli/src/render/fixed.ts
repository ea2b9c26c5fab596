import { byCause, type CompilerError, type Diagnostic, type FileChange, type Fix } from "@typed-session/core";
import { shown, shownData } from "@typed-session/core/shown";
import { pathFrom } from "../paths.js";
import { withoutCommands } from "./lines.js";
import { renderFinding, type PrettyContext } from "./pretty.js";
import { count } from "./style.js";

/** The work of a fix and what it leaves, for a person. Empty if nothing was done and nothing is left. */
export function renderFixed(root: string, fix: Fix, context: PrettyContext): string {
  const { changes, fixed } = fix;
  const rest = renderLeft(fix, context);
  if (changes.length === 0) return rest;
  return `${done(root, changes, byCause(fixed).length, context)}\n${rest === "" ? "" : `\n${rest}`}`;
}

/** The rest after a fix: findings, each with the reason, and the standing compiler errors. */
export function renderLeft({ changes, remaining, leftToAuthor, undeclaredReads }: Fix, context: PrettyContext): string {
  const told = new Set(undeclaredReads.map((error) => JSON.stringify(error)));
  const others = leftToAuthor.filter((error) => !told.has(JSON.stringify(error)));
  const parts = [
    ...(remaining.length > 0 ? [left(remaining, context)] : []),
    ...(undeclaredReads.length > 0 ? [errors(undeclared, undeclaredReads, context)] : []),
    // An error from before is of interest only beside the work on the others.
    ...(changes.length + remaining.length > 0 && others.length > 0
      ? [errors("The compiler still says:", others, context)]
      : []),
  ];
  return parts.map((part) => `${part}\n`).join("\n");
}

const undeclared =
  "Declare these yourself: not everything that the callbacks put into the session can be seen, and its readers name what nothing declares.";

function done(root: string, changes: readonly FileChange[], fixed: number, context: PrettyContext): string {
  const { colors } = context;
  const files = changes.map(({ fileName, before, after }) => {
    const done = before === undefined ? "created" : after === undefined ? "deleted" : "changed";
    return `  ${done} ${colors.cyan(shown(context.nameFile(pathFrom(root, fileName))))}`;
  });
  return withoutCommands([`${colors.green("Fixed")} ${count(fixed, "finding")}:`, ...files].join("\n"));
}

function left(remaining: readonly Diagnostic[], context: PrettyContext): string {
  const findings = byCause(remaining.map((one) => ({ ...one, fixable: false })));
  const blocks = findings.map((finding) => renderFinding(finding, context));
  return [context.colors.yellow(`${count(findings.length, "finding")} to fix by hand:`), ...blocks].join("\n\n");
}

function errors(head: string, all: readonly CompilerError[], { colors, nameFile }: PrettyContext): string {
  const lines = shownData(all).map(
    ({ file, line, column, code, message }) =>
      `  ${colors.cyan(shown(nameFile(file)))}:${line}:${column}  ${colors.dim(`TS${code}`)}  ${message}`,
  );
  return withoutCommands([head, ...lines].join("\n"));
}
