import path from "node:path";
import * as vscode from "vscode";
import { ask, askOrTell, nothingFound } from "./server.js";
import { shapeMarkdown } from "./shape-markdown.js";

const scheme = "typed-session";

/** The command that shows the session and the token beside the code, up to date with it. */
export function shapeCommand(): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const refresh = (): void => {
    for (const { uri } of vscode.workspace.textDocuments) if (uri.scheme === scheme) changed.fire(uri);
  };
  return vscode.Disposable.from(
    changed,
    vscode.languages.onDidChangeDiagnostics(({ uris }) => {
      if (uris.some((uri) => uri.scheme !== scheme)) refresh();
    }),
    vscode.workspace.registerTextDocumentContentProvider(scheme, {
      onDidChange: changed.event,
      provideTextDocumentContent: async ({ query }) => {
        const shape = await ask(
          "_typed-session:shape",
          await vscode.workspace.openTextDocument(vscode.Uri.file(query)),
        );
        return shape ? shapeMarkdown(shape, (file) => pathInPreview(path.join(shape.root, file))) : nothingFound;
      },
    }),
    vscode.commands.registerCommand("typed-session.showShape", showShape),
  );
}

async function showShape(): Promise<void> {
  const asked = await askOrTell("_typed-session:shape");
  if (!asked) return;
  const uri = vscode.Uri.from({ scheme, path: "/Session shape.md", query: asked.document.uri.fsPath });
  await vscode.commands.executeCommand("markdown.showPreviewToSide", uri);
}

/** The preview resolves a path from the first folder of the window, because the page is in none of them. */
function pathInPreview(file: string): string | undefined {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  const relative = folder && path.relative(folder.uri.fsPath, file);
  if (relative === undefined || relative === "" || path.isAbsolute(relative)) return undefined;
  return `/${relative.split(path.sep).join("/")}`;
}
