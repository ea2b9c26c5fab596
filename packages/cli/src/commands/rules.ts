import { rules } from "@typed-session/core";
import { exitCodes, type ExitCode } from "../exit.js";
import type { Io } from "../io.js";
import { columns } from "../render/columns.js";
import { colorsFor } from "../render/style.js";
import { ruleNamed, type Rule } from "../rule-option.js";
import { rulePage } from "../rule-pages.js";

/**
 * Lists the rules, or prints the page of one. It looks at no project.
 *
 * @param name a rule's, with or without the prefix that ESLint gives it
 * @throws CannotRun if there is no such rule
 */
export function listRules(io: Io, name: string | undefined): ExitCode {
  io.stdout.write(name === undefined ? table(io) : rulePage(io.disk, ruleNamed(name)));
  return exitCodes.clean;
}

function table(io: Io): string {
  const [heading = "", ...lines] = columns([["rule", "default", "fix", "finds"], ...rules.map(row)]);
  return [colorsFor(io).bold(heading), ...lines].map((line) => `${line}\n`).join("");
}

/** A rule without a fix has no title in a menu. */
function row({ name, severity, action, summary }: Rule): string[] {
  return [name, severity, action === undefined ? "by hand" : "fixable", summary];
}
