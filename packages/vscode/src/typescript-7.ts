import { mayReadSession } from "@typed-session/core";
import * as vscode from "vscode";
import { activeDocument } from "./active-document.js";

/** VS Code starts TypeScript 7 instead of tsserver if one of them is on; the second is the older name. */
const settings = ["js/ts.experimental.useTsgo", "typescript.experimental.useTsgo"];

export function isTypeScript7On(): boolean {
  return settings.some((name) => vscode.workspace.getConfiguration().get<boolean>(name) === true);
}

export const whyNothingIsShown =
  "TypeScript 7 is on, and it runs no plugins: typed-session shows nothing in this window. " +
  "Turn the setting useTsgo off, or run `npx typed-session check` in a terminal.";

/** Says once per window, at a file with a session, why nothing is found in it. */
export function noticeTypeScript7(): vscode.Disposable {
  let isSaid = false;
  const say = async (): Promise<void> => {
    const document = activeDocument();
    if (isSaid || !document || !isTypeScript7On() || !mayReadSession(document.getText())) return;
    isSaid = true;
    const openSettings = "Open Settings";
    if ((await vscode.window.showWarningMessage(whyNothingIsShown, openSettings)) === openSettings)
      await vscode.commands.executeCommand("workbench.action.openSettings", "useTsgo");
  };
  void say();
  return vscode.Disposable.from(
    vscode.window.onDidChangeActiveTextEditor(say),
    vscode.workspace.onDidChangeConfiguration(say),
  );
}
