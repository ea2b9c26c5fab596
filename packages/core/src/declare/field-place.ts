import type ts from "typescript";
import type { TypeScript } from "../syntax/typescript.js";
import type { Style } from "../edits/style.js";
import type { FieldKey } from "../api/field-key.js";
import type { InterfaceName } from "../api/report.js";
import { insertionPointOf, insertionPointWithin, type InsertionPoint } from "./insertion-point.js";
import type { DeclarationSite } from "./change.js";
import { isEditable, declaredAncestor, styled, newFile } from "./site.js";

/** The file in which a change to this field is written, for printing types. */
export function targetFile(
  site: DeclarationSite,
  key: FieldKey,
): { readonly fileName: string; readonly style: Style } | undefined {
  const own = site.declared.field(key)?.own;
  if (own) return styled(site, own.getSourceFile());
  const home = insertionPointFor(site, key);
  return home && home.kind !== "new-file" ? styled(site, home.file) : newFile(site);
}

export function insertionPointFor(site: DeclarationSite, key: FieldKey): InsertionPoint | undefined {
  const { ts } = site.workspace;
  const editable = (node: ts.Node): boolean => isEditable(site, node);
  const outer = declaredAncestor(site, key);
  if (outer) return editable(outer.own) ? insertionPointWithin(ts, site.types, editable, outer.own) : undefined;
  const others = site.declared.field({ interface: key.interface, names: key.names.slice(0, 1) })?.node;
  // A second `user` beside a foreign one in `Session` would contradict it; narrowing a field itself is intended.
  if (key.names.length > 1 && others && isMemberOf(ts, others, key.interface)) return undefined;
  const declarations = site.declared.ownDeclarations(key.interface).filter(editable);
  const home = insertionPointOf(ts, declarations, site.augmentations, site.library.specifiers[key.interface]);
  return home.kind === "new-file" && site.home ? { kind: "file", file: site.home } : home;
}

/** Whether a member belongs to an interface of that name itself, not to one that it extends. */
function isMemberOf(ts: TypeScript, member: ts.Node, name: InterfaceName): boolean {
  return ts.isInterfaceDeclaration(member.parent) && member.parent.name.text === name;
}
