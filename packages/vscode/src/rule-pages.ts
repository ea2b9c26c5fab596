import { pageOf } from "@typed-session/core";
import * as vscode from "vscode";

/** Offers, on each of our problems, to show the page about its rule: the server's answers have no place for a link. */
export function rulePages(): vscode.Disposable {
  const kind = vscode.CodeActionKind.QuickFix;
  // Of two extensions VS Code shows that one's actions first which names the language: the fixes come before the page about them.
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

/** The rule of a problem, if it is ours and a rule's: what is wrong with the plugin's options has a number for a code. */
function ruleOf({ source, code }: vscode.Diagnostic): string[] {
  return source === "typed-session" && typeof code === "string" ? [code] : [];
}
