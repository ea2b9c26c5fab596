import type ts from "typescript";
import type { TypeScript } from "../syntax/typescript.js";
import type { Location } from "../api/report.js";
import { reportRootOf, type Roots } from "../api/workspace.js";

/**
 * A file's name as reports show it: relative to a folder, `/`-separated, without a `./` before it. Both names are
 * absolute.
 */
export function relativeName(root: string, fileName: string): string {
  const partsOf = (name: string): string[] => name.split("/").filter((part) => part !== "");
  const rootParts = partsOf(root);
  const fileParts = partsOf(fileName);
  const apart = rootParts.findIndex((part, index) => part !== fileParts[index]);
  const common = apart === -1 ? rootParts.length : apart;
  return [...rootParts.slice(common).map(() => ".."), ...fileParts.slice(common)].join("/");
}

/** The absolute name of a file that reports name from a folder: the inverse of `relativeName`. */
export function absoluteName(root: string, name: string): string {
  const [, up = "", rest = ""] = /^((?:\.\.\/)*)(.*)$/.exec(name) ?? [];
  const parts = root.split("/");
  return [...parts.slice(0, parts.length - up.length / 3), rest].join("/");
}

/** The 1-based location of an offset. */
export function locationAt(root: string, file: ts.SourceFile, offset: number): Location {
  const { line, character } = file.getLineAndCharacterOfPosition(offset);
  return { file: relativeName(root, file.fileName), line: line + 1, column: character + 1 };
}

/** The location of a node's start, after the comments before it. */
export function locationOf(workspace: Roots, node: ts.Node): Location {
  const file = node.getSourceFile();
  return locationAt(reportRootOf(workspace), file, node.getStart(file));
}

/** A text as messages quote it: on one line, and no longer than `length`. */
export function oneLine(text: string, length = 60): string {
  const line = text.replace(/\s+/g, " ");
  return line.length <= length ? line : `${line.slice(0, length - 1)}…`;
}

/** The node of a kind that spans exactly a range of a file; `undefined` if there is none. */
export function nodeAtRange(
  ts: TypeScript,
  file: ts.SourceFile,
  kind: ts.SyntaxKind,
  start: number,
  end: number,
): ts.Node | undefined {
  const find = (node: ts.Node): ts.Node | undefined => {
    if (node.kind === kind && node.getStart(file) === start && node.end === end) return node;
    return node.pos <= start && end <= node.end ? ts.forEachChild(node, find) : undefined;
  };
  return find(file);
}

/** The text of the statement around a place or, if that declares a name, of the function around it. */
export function codeAround(ts: TypeScript, file: ts.SourceFile, offset: number): string {
  let around: ts.Node = file;
  const visit = (node: ts.Node): void => {
    if (offset < node.getStart(file) || node.end <= offset) return;
    if (ts.isFunctionLike(node) || ts.isExpressionStatement(node)) around = node;
    ts.forEachChild(node, visit);
  };
  visit(file);
  return around.getText(file);
}

/**
 * Tells which places the compiler judges together with an offset, at which it reports a wrong type: those of the value
 * that is assigned to a name, passed or returned, outside the functions in it.
 */
export function judgedWith(ts: TypeScript, file: ts.SourceFile, offset: number): (place: number) => boolean {
  const holds = (node: ts.Node, place: number): boolean =>
    node.pos <= place && place < node.end && node.getStart(file) <= place;
  let judged: ts.Node | undefined;
  const find = (node: ts.Node): void => {
    if (!holds(node, offset)) return;
    // Each argument is judged by itself.
    const isApart = ts.isFunctionLike(node) || (ts.isCallExpression(node) && !holds(node.expression, offset));
    if (isApart) judged = undefined;
    else if (isJudgedWhole(ts, node)) judged = node;
    ts.forEachChild(node, find);
  };
  find(file);
  const isOutsideFunctions = (node: ts.Node, place: number): boolean => {
    if (ts.isFunctionLike(node)) return false;
    const inner = ts.forEachChild(node, (child) => (holds(child, place) ? child : undefined));
    return !inner || isOutsideFunctions(inner, place);
  };
  return (place) => judged !== undefined && holds(judged, place) && isOutsideFunctions(judged, place);
}

function isJudgedWhole(ts: TypeScript, node: ts.Node): boolean {
  return (
    ts.isVariableDeclaration(node) ||
    ts.isPropertyDeclaration(node) ||
    ts.isPropertyAssignment(node) ||
    ts.isJsxAttribute(node) ||
    ts.isJsxOpeningElement(node) ||
    ts.isJsxSelfClosingElement(node) ||
    ts.isCallExpression(node) ||
    ts.isReturnStatement(node) ||
    ts.isExpressionStatement(node)
  );
}
