import type ts from "typescript";
import type { TypeScript } from "../syntax/typescript.js";
import type { ErrorAt } from "../compiler/errors.js";
import type { Model } from "./model.js";
import { isWrapper } from "../syntax/wrappers.js";

/** Maximum number of constants between a use and its value. */
const maxSteps = 5;

/**
 * Whether an error of a program is about a value or a type of the session, its user, the token or an input of the
 * callbacks, under whatever name.
 *
 * @param model of the program with the error
 */
export function concernsSession(model: Model, { fileName, start, end }: ErrorAt): boolean {
  const { ts, program } = model.workspace;
  const file = program.getSourceFile(fileName);
  const node = file && subjectOf(ts, nodeAround(file, start, end));
  return node !== undefined && holds(model, typesOfSession(model), node, 0);
}

/** The types that the library gives and takes. */
function typesOfSession({ declared }: Model): ReadonlySet<ts.Type> {
  const user = declared.holder({ interface: "Session", names: ["user", "name"] });
  const all = declared.names.flatMap((name) => declared.holder({ interface: name, names: ["name"] }) ?? []);
  return new Set(user ? [...all, user] : all);
}

/** The innermost node that an error spans. */
function nodeAround(file: ts.SourceFile, start: number, end: number): ts.Node {
  let found: ts.Node = file;
  // A node's start is dear, and a broken list may have thousands of them.
  const visit = (node: ts.Node): true | undefined => {
    if (node.pos > start || node.end < end || node.getStart(file) > start) return undefined;
    found = node;
    node.forEachChild(visit);
    return true;
  };
  file.forEachChild(visit);
  return found;
}

/** The node that an error on a name is about: the declaration with the name, or its value. */
function subjectOf(ts: TypeScript, node: ts.Node): ts.Node | undefined {
  if (ts.isSourceFile(node) || ts.isBlock(node)) return undefined;
  const { parent } = node;
  const { name, tagName } = parent as { readonly name?: ts.Node; readonly tagName?: ts.Node };
  if (name === node || tagName === node) return parent;
  if (ts.isLiteralTypeNode(parent) || isIndex(ts, node, parent)) return subjectOf(ts, parent);
  const isAssigned =
    ts.isBinaryExpression(parent) && parent.left === node && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken;
  return isAssigned ? parent : node;
}

/** The name in `session["user"]`, of a value or of a type. */
function isIndex(ts: TypeScript, node: ts.Node, parent: ts.Node): boolean {
  return (
    (ts.isElementAccessExpression(parent) && parent.argumentExpression === node) ||
    (ts.isIndexedAccessTypeNode(parent) && parent.indexType === node)
  );
}

/** Whether a part of a node, except functions inside it, has one of the types, or is a constant made from one. */
function holds(model: Model, types: ReadonlySet<ts.Type>, node: ts.Node, step: number): boolean {
  const { ts } = model.workspace;
  if (ts.isFunctionLike(node) && !ts.isTypeNode(node)) return false;
  if (isOfSession(model, types, node)) return true;
  if (ts.isIdentifier(node)) {
    const made = step < maxSteps ? originOf(model, node) : undefined;
    if (made && holds(model, types, made, step + 1)) return true;
  }
  return ts.forEachChild(node, (child) => holds(model, types, child, step) || undefined) === true;
}

function isOfSession({ types, workspace: { ts } }: Model, all: ReadonlySet<ts.Type>, node: ts.Node): boolean {
  const isValue = ts.isIdentifier(node) || ts.isCallExpression(node) || ts.isAwaitExpression(node);
  const isAccess = ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node);
  if (!isValue && !isAccess && !isWrapper(ts, node) && !ts.isTypeNode(node)) return false;
  return all.has(types.withoutNullable(types.typeAt(node)));
}

/** The value, or the pattern's whole value, of a constant. */
function originOf({ types, workspace: { ts } }: Model, name: ts.Identifier): ts.Node | undefined {
  const declaration = types.valueDeclarationOf(types.namedValue(name));
  if (!declaration) return undefined;
  if (ts.isBindingElement(declaration)) return patternsValue(ts, declaration);
  return ts.isVariableDeclaration(declaration) && declaration.name !== name ? declaration.initializer : undefined;
}

function patternsValue(ts: TypeScript, { parent: { parent } }: ts.BindingElement): ts.Node | undefined {
  if (ts.isBindingElement(parent)) return patternsValue(ts, parent);
  return ts.isVariableDeclaration(parent) ? parent.initializer : parent.type;
}
