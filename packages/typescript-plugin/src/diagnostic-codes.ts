import { rules, type Diagnostic } from "@typed-session/core";
import type ts from "typescript";

/**
 * The clients that show a name where the compiler has a number: `typed-session(no-undeclared-field)`. The protocol has a number there, so that
 * others may fail on a name. `vscode` is VS Code and vtsls; the others start typescript-language-server.
 */
const clientsWithNames: readonly unknown[] = ["vscode", "neovim", "helix"];

/** Whether the client of a project's server is one of those. It introduces itself before it opens a file. */
export function takesNames({ project }: ts.server.PluginCreateInfo): boolean {
  // Not in the public types, and in all of 5.4 to 6.0.
  const { hostConfiguration } = project.projectService as unknown as {
    readonly hostConfiguration?: { readonly hostInfo?: string };
  };
  return clientsWithNames.includes(hostConfiguration?.hostInfo);
}

/** The name of its rule as a finding's code. The server hands a code on as it is. */
export function ruleName({ rule }: Diagnostic): number {
  return rule as unknown as number;
}

export function ruleNumber({ code }: Diagnostic): number {
  return code;
}

/** A code as a client sends it back: a client that takes a name for a number sends `null`. */
export type AskedCode = number | string | null;

const names = new Set(rules.map(({ name }) => name));
const numbers = new Set(rules.map(({ code }) => code));

/** All codes of findings: clients ask which of them can be fixed. */
export const ownCodes: readonly (number | string)[] = [...numbers, ...names];

/** Whether a code is a rule's, or none that can be read: then it may be one. */
export function maybeOwn(code: AskedCode): boolean {
  return isUnreadable(code) || (typeof code === "string" ? names.has(code) : numbers.has(code ?? 0));
}

/** Whether a code may be that of a finding. */
export function maybeOf({ code, rule }: Diagnostic, asked: AskedCode): boolean {
  return isUnreadable(asked) || asked === code || asked === rule;
}

function isUnreadable(code: AskedCode): boolean {
  return code === null || Number.isNaN(code);
}
