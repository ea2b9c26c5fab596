import ts from "typescript";
import type { MemberContainer } from "../../src/edits/members.js";
import { applyEdits, type TextEdit } from "../../src/edits/text-edit.js";

/** A declaration file parsed from its text. */
export function parsed(text: string): ts.SourceFile {
  return ts.createSourceFile("/types.d.ts", text, ts.ScriptTarget.Latest, true);
}

/** The first interface of that name, or type literal behind the property of that name. */
export function containerIn(file: ts.SourceFile, name: string): MemberContainer {
  let found: MemberContainer | undefined;
  const visit = (node: ts.Node): void => {
    if (ts.isInterfaceDeclaration(node) && node.name.text === name) found ??= node;
    if (ts.isPropertySignature(node) && node.name.getText() === name && node.type && ts.isTypeLiteralNode(node.type))
      found ??= node.type;
    ts.forEachChild(node, visit);
  };
  visit(file);
  if (!found) throw new Error(`There is no ${name}.`);
  return found;
}

/** The property signature of that name. */
export function memberIn(file: ts.SourceFile, name: string): ts.PropertySignature {
  let found: ts.PropertySignature | undefined;
  const visit = (node: ts.Node): void => {
    if (ts.isPropertySignature(node) && node.name.getText() === name) found ??= node;
    ts.forEachChild(node, visit);
  };
  visit(file);
  if (!found) throw new Error(`There is no member ${name}.`);
  return found;
}

/** A text after an edit of the file it parses to. */
export function edited(text: string, edit: (file: ts.SourceFile) => readonly TextEdit[]): string {
  return applyEdits(text, edit(parsed(text)));
}
