import { byCause } from "@typed-session/core";
import type { FileEdit, ProjectFix } from "@typed-session/typescript-plugin/protocol";
import * as vscode from "vscode";
import { openCreated } from "./created-files.js";
import { askOrTell } from "./server.js";

/**
 * Fixes everything fixable in the project's session types. A changed file stays unsaved, so that the author can look at
 * it.
 */
export async function fixTypes(): Promise<void> {
  const asked = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: "Type-checking the fix of the session's types" },
    () => askOrTell("_typed-session:fix"),
  );
  if (!asked) return;
  const edit = new vscode.WorkspaceEdit();
  for (const change of asked.answer.changes) {
    if (await addTo(edit, change)) continue;
    void vscode.window.showErrorMessage(`Nothing was changed: ${change.file} has changed in the meantime. Try again.`);
    return;
  }
  if (!(await vscode.workspace.applyEdit(edit))) {
    void vscode.window.showErrorMessage("Nothing was changed: VS Code did not take the edits. Is a file read-only?");
    return;
  }
  void vscode.window.showInformationMessage(outcome(asked.answer));
  await openCreated(asked.answer.changes.flatMap(({ file, before }) => (before === null ? [file] : [])));
}

/** @returns whether the file still has the text that the edits are for */
async function addTo(edit: vscode.WorkspaceEdit, { file, before, edits }: FileEdit): Promise<boolean> {
  const uri = vscode.Uri.file(file);
  if (before === null) {
    const contents = new TextEncoder().encode(edits.map(({ newText }) => newText).join(""));
    edit.createFile(uri, { contents });
    return true;
  }
  const document = await vscode.workspace.openTextDocument(uri);
  if (withoutEndings(document.getText()) !== withoutEndings(before)) return false;
  for (const { start, end, newText } of edits) {
    const range = new vscode.Range(start.line, start.character, end.line, end.character);
    edit.replace(uri, range, newText);
  }
  return true;
}

/** The editor has one kind of line ends for a whole file, and hides a byte order mark. */
function withoutEndings(text: string): string {
  return text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
}

function outcome({ fixed, remaining }: ProjectFix): string {
  const [problems, others] = [byCause(fixed).length, byCause(remaining).length];
  const left = others === 0 ? "" : ` ${counted(others)} left for you to decide: see Problems.`;
  if (problems > 0) return `Fixed: ${counted(problems)}.${left}`;
  return left === "" ? "The session's types are in step with the callbacks." : `Nothing could be fixed.${left}`;
}

function counted(count: number): string {
  return count === 1 ? "1 problem" : `${count} problems`;
}
