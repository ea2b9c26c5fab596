import * as vscode from "vscode";
import { activeDocument } from "./active-document.js";
import { ask } from "./server.js";

/**
 * Says which file a quick fix has created, and opens it. The plugin writes such a file itself, and VS Code shows
 * nothing of its answer, so each new declaration file makes the extension ask.
 */
export function createdFiles(): vscode.Disposable {
  const watcher = vscode.workspace.createFileSystemWatcher("**/*.d.ts", false, true, true);
  const tell = async (): Promise<void> => {
    const document = activeDocument();
    const files = (document && (await ask("_typed-session:created", document)))?.files ?? [];
    for (const file of files)
      void vscode.window.showInformationMessage(`Created ${vscode.workspace.asRelativePath(file)}.`);
    await openCreated(files);
  };
  return vscode.Disposable.from(watcher, watcher.onDidCreate(tell));
}

/** @param files absolute */
export async function openCreated(files: readonly string[]): Promise<void> {
  for (const file of files) await vscode.window.showTextDocument(vscode.Uri.file(file), { preview: false });
}
