import { pageOf } from "@typed-session/core";
import * as vscode from "vscode";

/** Offers to show the rule's page on each of our problems, since the server's answers have no place for a link. */
export function rulePages(): vscode.Disposable {
  const kind = vscode.CodeActionKind.QuickFix;
  // VS Code shows the actions of an extension that names the language first: the fixes come before the page about them.
  const selector = { language: "*" };
  const provideCodeActions = (
    _document: vscode.TextDocument,
    _range: vscode.Range,
    { diagnostics }: vscode.CodeActionContext,
  ): vscode.CodeAction[] => {
    const byRule = new Map(
      diagnostics.flatMap((one): [string, vscode.Diagnostic][] => ruleOf(one).map((rule) => [rule, one])),
    );
    return [...byRule].map(([name, diagnostic]) => {
      const title = `Show the page of ${name}`;
      const action = new vscode.CodeAction(title, kind);
      action.diagnostics = [diagnostic];
      action.command = { command: "vscode.open", title, arguments: [vscode.Uri.parse(pageOf({ name }))] };
      return action;
    });
  };
  return vscode.languages.registerCodeActionsProvider(
    selector,
    { provideCodeActions },
    { providedCodeActionKinds: [kind] },
  );
}

/** The rule of one of our problems; a fault of the plugin's options has a number as its code. */
function ruleOf({ source, code }: vscode.Diagnostic): string[] {
  return source === "typed-session" && typeof code === "string" ? [code] : [];
}
