import type ts from "typescript";
import type { TypeScript } from "../syntax/typescript.js";
import { betweenQuotes } from "../syntax/quoted.js";
import { relativeName } from "../compiler/positions.js";
import { replace } from "../edits/members.js";
import { applyEdits, type TextEdit } from "../edits/text-edit.js";

/** Edits that keep a file's relative imports leading to the same files from another place. */
export function rebasing(ts: TypeScript, file: ts.SourceFile, target: string): TextEdit[] {
  const edits: TextEdit[] = [];
  const visit = (node: ts.Node): void => {
    const literal = specifierIn(ts, node);
    const range = literal && betweenQuotes(file, literal);
    if (range && /^\.\.?(?:\/|$)/.test(literal.text)) {
      const rebased = rebasedSpecifier(literal.text, file.fileName, target);
      edits.push(replace(file, range.start, range.end, rebased));
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return edits;
}

/** A relative specifier such as `./roles` in one file, rewritten for another file. */
export function rebasedSpecifier(specifier: string, from: string, to: string): string {
  const path = relativeName(folderOf(to), joined(folderOf(from), specifier));
  return path.startsWith(".") ? path : `./${path}`;
}

/** A part of a file's text after those of the edits that fall into it. */
export function rebasedText(file: ts.SourceFile, edits: readonly TextEdit[], start: number, end: number): string {
  const inside = edits
    .filter((edit) => start <= edit.start && edit.end <= end)
    .map((edit) => ({ ...edit, start: edit.start - start, end: edit.end - start }));
  return applyEdits(file.text.slice(start, end), inside);
}

/** The specifier of a node that imports: `import … from "…"`, `export … from "…"`, `import("…").Name`. */
function specifierIn(ts: TypeScript, node: ts.Node): ts.StringLiteral | undefined {
  const named =
    ts.isImportDeclaration(node) || ts.isExportDeclaration(node)
      ? node.moduleSpecifier
      : ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)
        ? node.argument.literal
        : undefined;
  return named && ts.isStringLiteral(named) ? named : undefined;
}

function folderOf(fileName: string): string {
  return fileName.slice(0, fileName.lastIndexOf("/"));
}

/** A relative path from a folder as an absolute one. */
function joined(folder: string, path: string): string {
  const steps = folder.split("/");
  for (const step of path.split("/")) {
    if (step === "..") steps.pop();
    else if (step !== ".") steps.push(step);
  }
  return steps.join("/");
}
