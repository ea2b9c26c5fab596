import * as vscode from "vscode";

const languages = ["typescript", "typescriptreact", "javascript", "javascriptreact", "vue"];

/** The document of the commands and the status item. */
export function activeDocument(): vscode.TextDocument | undefined {
  const document = vscode.window.activeTextEditor?.document;
  return document && languages.includes(document.languageId) && document.uri.scheme === "file" ? document : undefined;
}
