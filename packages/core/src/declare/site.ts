import { editRootOf } from "../api/workspace.js";
import type ts from "typescript";
import { parentOf, type FieldKey } from "../api/field-key.js";
import type { DeclarationSite } from "./change.js";
import { styleOf, type Style } from "../edits/style.js";
import { newFileStyle, styleIn } from "../workspace/style/style-in.js";
import { isEditableFile } from "../compiler/own-files.js";

/** Whether a declaration may be changed at its place. */
export function isEditable({ workspace }: DeclarationSite, node: ts.Node): boolean {
  return isEditableFile(workspace.program, editRootOf(workspace), node.getSourceFile());
}

/** The innermost field around another that the project itself declares: `user` for `user.id`. */
export function declaredAncestor(
  site: DeclarationSite,
  key: FieldKey,
): { readonly key: FieldKey; readonly own: ts.PropertySignature } | undefined {
  const parent = parentOf(key);
  const own = parent && site.declared.field(parent)?.own;
  return parent && (own ? { key: parent, own } : declaredAncestor(site, parent));
}

export function styled(site: DeclarationSite, file: ts.SourceFile): { fileName: string; style: Style } {
  return { fileName: file.fileName, style: styleIn(site.workspace, file, styleIn(site.workspace, site.sample)) };
}

export function newFile(site: DeclarationSite): { fileName: string; style: Style } | undefined {
  const newFileName = site.newFileName();
  return newFileName === undefined
    ? undefined
    : {
        fileName: newFileName,
        style: newFileStyle(site.workspace, newFileName, styleOf(site.workspace.ts, site.sample)),
      };
}
