import type ts from "typescript";
import { isOwnFile } from "../compiler/module-names.js";
import { fieldName, type FieldKey } from "../api/field-key.js";
import { unwrapped } from "../syntax/wrappers.js";
import type { Model } from "./model.js";
import { isOutsideCallbacks } from "./readers.js";

/**
 * Whether a place outside the callbacks takes a field together with all others of its object, by a spread, a rest, a loop over the names or
 * `keyof`, or hands the object on as something that may have the field: then nobody can tell that the field is not read.
 */
export function isReadWhole(model: Model, key: FieldKey): boolean {
  const { program } = model.workspace;
  const holder = model.declared.holder(key);
  if (!holder) return false;
  const name = fieldName(key);
  return program.getSourceFiles().some((file) => isOwnFile(program, file) && isTakenIn(model, holder, name, file));
}

function isTakenIn(model: Model, holder: ts.Type, name: string, file: ts.SourceFile): boolean {
  const { ts: tsModule } = model.workspace;
  const isNamed = file.text.includes(name);
  const isHolder = (node: ts.Node): boolean => model.types.withoutNullable(model.types.typeAt(node)) === holder;
  const isTaken = (node: ts.Node): boolean => {
    const whole = takenWhole(tsModule, node);
    if (whole) return isHolder(whole);
    const given = isNamed ? handedOn(tsModule, node) : undefined;
    return given !== undefined && isHolder(given) && isWantedAs(model, given, holder, name);
  };
  const visit = (node: ts.Node): boolean =>
    (isTaken(node) && isOutsideCallbacks(model, { node })) || tsModule.forEachChild(node, visit) === true;
  return tsModule.forEachChild(file, visit) === true;
}

/** What a node takes all fields of. */
function takenWhole(tsModule: typeof ts, node: ts.Node): ts.Node | undefined {
  if (tsModule.isSpreadAssignment(node) || tsModule.isJsxSpreadAttribute(node) || tsModule.isForInStatement(node))
    return node.expression;
  if (tsModule.isTypeOperatorNode(node))
    return node.operator === tsModule.SyntaxKind.KeyOfKeyword ? node.type : undefined;
  if (tsModule.isBindingElement(node))
    return node.dotDotDotToken && tsModule.isObjectBindingPattern(node.parent) ? node.parent : undefined;
  return isArgument(tsModule, node) && goesThroughNames(tsModule, node.parent) ? node : undefined;
}

/** `Object.keys(user)`, `Object.assign({}, user)`, `Reflect.ownKeys(user)`. */
function goesThroughNames(tsModule: typeof ts, { expression }: ts.CallExpression): boolean {
  const callee = unwrapped(tsModule, expression);
  if (!tsModule.isPropertyAccessExpression(callee) || !tsModule.isIdentifier(callee.expression)) return false;
  return callee.expression.text === "Object" || callee.expression.text === "Reflect";
}

function isArgument(
  tsModule: typeof ts,
  node: ts.Node,
): node is ts.Expression & { readonly parent: ts.CallExpression } {
  return tsModule.isCallExpression(node.parent) && node.parent.expression !== node && tsModule.isExpression(node);
}

/** An expression that is handed on to something which has a type of its own. */
function handedOn(tsModule: typeof ts, node: ts.Node): ts.Expression | undefined {
  const isName = tsModule.isIdentifier(node) || tsModule.isPropertyAccessExpression(node);
  if (!isName && !tsModule.isElementAccessExpression(node)) return undefined;
  const { parent } = node;
  const isPart = tsModule.isPropertyAccessExpression(parent) || tsModule.isElementAccessExpression(parent);
  return isPart || tsModule.isTypeNode(parent) ? undefined : node;
}

/** Whether what an expression is handed on to may have a field of that name. */
function isWantedAs({ types }: Model, node: ts.Expression, holder: ts.Type, name: string): boolean {
  const wanted = types.checker.getContextualType(node);
  const type = wanted && types.withoutNullable(wanted);
  return type !== undefined && type !== holder && types.property(type, name) !== undefined;
}
