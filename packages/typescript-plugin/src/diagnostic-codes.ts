import { rules, type Diagnostic } from "@typed-session/core";
import type ts from "typescript";

/**
 * The clients that show a name in place of the compiler's number: `typed-session(no-undeclared-field)`. The protocol
 * has a number there, so other clients may fail on a name. `vscode` is VS Code and vtsls; the others start
 * typescript-language-server.
 */
const clientsWithNames: readonly unknown[] = ["vscode", "neovim", "helix"];

/** Whether the client of a project's server is one of them. It introduces itself before it opens a file. */
export function takesNames({ project }: ts.server.PluginCreateInfo): boolean {
  // Not in the public types, but in all of 5.4 to 6.0.
  const { hostConfiguration } = project.projectService as unknown as {
    readonly hostConfiguration?: { readonly hostInfo?: string };
  };
  return clientsWithNames.includes(hostConfiguration?.hostInfo);
}

/** A finding's rule as its code, which the server passes on unchanged. */
export function ruleName({ rule }: Diagnostic): number {
  return rule as unknown as number;
}

export function ruleNumber({ code }: Diagnostic): number {
  return code;
}

/** A code from a client: a client that takes a name for a number sends `null`. */
export type AskedCode = number | string | null;

const names = new Set(rules.map(({ name }) => name));
const numbers = new Set(rules.map(({ code }) => code));

/** All codes of findings, which clients ask for as fixable. */
export const ownCodes: readonly (number | string)[] = [...numbers, ...names];

/** Whether a code is a rule's, or unreadable and perhaps one. */
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
