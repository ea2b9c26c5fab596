import type { Summary } from "@typed-session/typescript-plugin/protocol";
import * as vscode from "vscode";
import { activeDocument } from "./active-document.js";
import { ask } from "./server.js";
import { isTypeScript7On, whyNothingIsShown } from "./typescript-7.js";

/** The pause in milliseconds between the last change of the diagnostics and the count of the problems. */
const quiet = 300;

/**
 * The number of problems in the project of the active file. A file without a session keeps the number, as long as it is
 * in the same workspace folder.
 */
export function statusItem(): vscode.Disposable {
  const item = vscode.window.createStatusBarItem("typed-session.findings", vscode.StatusBarAlignment.Right, 100);
  item.name = "typed-session";
  item.command = "typed-session.showShape";
  let shownFor: vscode.WorkspaceFolder | undefined;

  const refresh = async (): Promise<void> => {
    const document = activeDocument();
    if (!document) return;
    const folder = vscode.workspace.getWorkspaceFolder(document.uri);
    const summary = await ask("_typed-session:summary", document);
    if (summary) {
      item.text = textOf(summary);
      item.tooltip = `${tooltipOf(summary)} Click to see the session's shape.`;
      item.show();
      shownFor = folder;
    } else if (isTypeScript7On()) {
      item.text = "$(warning) Session types: off";
      item.tooltip = whyNothingIsShown;
      item.show();
    } else if (folder !== shownFor) item.hide();
  };
  let timer: NodeJS.Timeout | undefined;
  const refreshSoon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void refresh(), quiet);
  };
  refreshSoon();
  return vscode.Disposable.from(
    item,
    {
      dispose: () => {
        clearTimeout(timer);
      },
    },
    vscode.window.onDidChangeActiveTextEditor(refreshSoon),
    vscode.languages.onDidChangeDiagnostics(refreshSoon),
    vscode.workspace.onDidChangeConfiguration(refreshSoon),
  );
}

function textOf({ errors, warnings }: Summary): string {
  const icon = errors > 0 ? "error" : warnings > 0 ? "warning" : "pass";
  return `$(${icon}) Session types: ${errors + warnings}`;
}

function tooltipOf({ errors, warnings }: Summary): string {
  if (errors + warnings === 0) return "The session's types are in step with the callbacks.";
  return `The session's types and the callbacks have drifted apart (errors: ${errors}, warnings: ${warnings}).`;
}
