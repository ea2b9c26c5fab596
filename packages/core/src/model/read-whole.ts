import type ts from "typescript";
import type { TypeScript } from "../syntax/typescript.js";
import { fieldName, type FieldKey } from "../api/field-key.js";
import { unwrapped } from "../syntax/wrappers.js";
import { filesThatMayHold } from "./holders.js";
import type { Model, Reader } from "./model.js";
import { isOfType, isOutsideCallbacks } from "./readers.js";

/**
 * Whether a place outside the callbacks takes a field together with all others of its object: by a spread, a rest, a
 * loop over the names or `keyof`, or by passing the object as a type that may have the field. The field may then be
 * read unseen.
 */
export function isReadWhole(model: Model, key: FieldKey): boolean {
  const name = fieldName(key);
  const isOutside = (node: ts.Node): boolean => isOutsideCallbacks(model, { node });
  return [model, ...model.otherReaders()].some((reader) => {
    const holder = reader.declared.holder(key);
    return (
      holder !== undefined &&
      filesThatMayHold(reader, holder).some((file) => isTakenIn(reader, holder, name, file, isOutside))
    );
  });
}

function isTakenIn(
  reader: Reader,
  holder: ts.Type,
  name: string,
  file: ts.SourceFile,
  isOutside: (node: ts.Node) => boolean,
): boolean {
  const { ts } = reader.workspace;
  const isNamed = file.text.includes(name);
  const isHolder = (node: ts.Node): boolean => isOfType(reader, node, holder);
  const isTaken = (node: ts.Node): boolean => {
    const whole = takenWhole(ts, node);
    if (whole) return isHolder(whole);
    const given = isNamed ? handedOn(ts, node) : undefined;
    return given !== undefined && isHolder(given) && isWantedAs(reader, given, holder, name);
  };
  const visit = (node: ts.Node): boolean => (isTaken(node) && isOutside(node)) || ts.forEachChild(node, visit) === true;
  return ts.forEachChild(file, visit) === true;
}

/** The object of which a node takes all fields. */
function takenWhole(ts: TypeScript, node: ts.Node): ts.Node | undefined {
  if (ts.isSpreadAssignment(node) || ts.isJsxSpreadAttribute(node) || ts.isForInStatement(node)) return node.expression;
  if (ts.isTypeOperatorNode(node)) return node.operator === ts.SyntaxKind.KeyOfKeyword ? node.type : undefined;
  if (ts.isBindingElement(node))
    return node.dotDotDotToken && ts.isObjectBindingPattern(node.parent) ? node.parent : undefined;
  return isArgument(ts, node) && goesThroughNames(ts, node.parent) ? node : undefined;
}

/** `Object.keys(user)`, `Object.assign({}, user)`, `Reflect.ownKeys(user)`. */
function goesThroughNames(ts: TypeScript, { expression }: ts.CallExpression): boolean {
  const callee = unwrapped(ts, expression);
  if (!ts.isPropertyAccessExpression(callee) || !ts.isIdentifier(callee.expression)) return false;
  return callee.expression.text === "Object" || callee.expression.text === "Reflect";
}

function isArgument(ts: TypeScript, node: ts.Node): node is ts.Expression & { readonly parent: ts.CallExpression } {
  return ts.isCallExpression(node.parent) && node.parent.expression !== node && ts.isExpression(node);
}

/** An expression that is passed to a place with a type of its own. */
function handedOn(ts: TypeScript, node: ts.Node): ts.Expression | undefined {
  const isName = ts.isIdentifier(node) || ts.isPropertyAccessExpression(node);
  if (!isName && !ts.isElementAccessExpression(node)) return undefined;
  const { parent } = node;
  const isPart = ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent);
  return isPart || ts.isTypeNode(parent) || isNameIn(ts, parent, node) ? undefined : node;
}

/** Whether a node names what its parent declares, imports, calls or renders, so that its type is not needed. */
function isNameIn(ts: TypeScript, parent: ts.Node, node: ts.Node): boolean {
  if (ts.isShorthandPropertyAssignment(parent)) return false;
  if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) return parent.expression === node;
  const { name, propertyName, tagName } = parent as Partial<Record<"name" | "propertyName" | "tagName", ts.Node>>;
  return node === name || node === propertyName || node === tagName;
}

/** Whether the type that an expression is passed as may have a field of that name. */
function isWantedAs({ types }: Reader, node: ts.Expression, holder: ts.Type, name: string): boolean {
  const wanted = types.contextualType(node);
  const type = wanted && types.withoutNullable(wanted);
  return type !== undefined && type !== holder && types.property(type, name) !== undefined;
}
