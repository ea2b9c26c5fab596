import type { CompilerError, Diagnostic, FileChange, Fix } from "@typed-session/core";
import { shown, shownData } from "@typed-session/core/shown";
import { pathFrom } from "../paths.js";
import { withoutCommands } from "./lines.js";
import { renderFinding, type PrettyContext } from "./pretty.js";
import { count } from "./style.js";

/** What a fix has done and what it leaves, for a person. Empty when there was nothing to do and nothing is left. */
export function renderFixed(root: string, fix: Fix, context: PrettyContext): string {
  const { changes, fixed } = fix;
  const rest = renderLeft(fix, context);
  if (changes.length === 0) return rest;
  return `${done(root, changes, fixed.length, context)}\n${rest === "" ? "" : `\n${rest}`}`;
}

/** What a fix leaves: findings, each with the reason, and the compiler's errors that stand. */
export function renderLeft({ changes, remaining, leftToAuthor }: Fix, context: PrettyContext): string {
  const parts = [
    ...(remaining.length > 0 ? [left(remaining, context)] : []),
    // An error that was there before is of interest only beside what has been done about the others.
    ...(changes.length + remaining.length > 0 && leftToAuthor.length > 0 ? [errors(leftToAuthor, context)] : []),
  ];
  return parts.map((part) => `${part}\n`).join("\n");
}

function done(root: string, changes: readonly FileChange[], fixed: number, context: PrettyContext): string {
  const { colors } = context;
  const files = changes.map(({ fileName, before, after }) => {
    const done = before === undefined ? "created" : after === undefined ? "deleted" : "changed";
    return `  ${done} ${colors.cyan(shown(context.nameFile(pathFrom(root, fileName))))}`;
  });
  return withoutCommands([`${colors.green("Fixed")} ${count(fixed, "finding")}:`, ...files].join("\n"));
}

function left(remaining: readonly Diagnostic[], context: PrettyContext): string {
  const findings = remaining.map((diagnostic) => renderFinding({ ...diagnostic, fixable: false }, context));
  return [context.colors.yellow(`${count(remaining.length, "finding")} left to you:`), ...findings].join("\n\n");
}

function errors(leftToAuthor: readonly CompilerError[], { colors, nameFile }: PrettyContext): string {
  const lines = shownData(leftToAuthor).map(
    ({ file, line, column, code, message }) =>
      `  ${colors.cyan(shown(nameFile(file)))}:${line}:${column}  ${colors.dim(`TS${code}`)}  ${message}`,
  );
  return withoutCommands(["The compiler still says:", ...lines].join("\n"));
}
