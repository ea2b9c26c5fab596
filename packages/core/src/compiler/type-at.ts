import type ts from "typescript";
import type { TypeScript } from "../syntax/typescript.js";
import type { Checker } from "../api/program.js";

/** An object or array literal, or one in parentheses or before a `satisfies`. */
type Literal =
  ts.ObjectLiteralExpression | ts.ArrayLiteralExpression | ts.ParenthesizedExpression | ts.SatisfiesExpression;

/** The types of literals, for the lifetime of their checker. */
const ofLiterals = new WeakMap<Checker, WeakMap<Literal, ts.Type>>();

/**
 * The checker's type of a node. The type of a nested literal is read from the type of the outer one: the checker would
 * compute each of them anew from its contents and its context, which takes the cube of the depth of nesting.
 */
export function typeAt(ts: TypeScript, checker: Checker, node: ts.Node): ts.Type {
  if (!isLiteral(ts, node)) return checker.getTypeAtLocation(node);
  const known = ofLiterals.get(checker) ?? new WeakMap<Literal, ts.Type>();
  ofLiterals.set(checker, known);
  const type = known.get(node) ?? typeInOuter(ts, checker, node) ?? checker.getTypeAtLocation(node);
  known.set(node, type);
  return type;
}

function isLiteral(ts: TypeScript, node: ts.Node): node is Literal {
  return (
    ts.isObjectLiteralExpression(node) ||
    ts.isArrayLiteralExpression(node) ||
    ((ts.isParenthesizedExpression(node) || ts.isSatisfiesExpression(node)) && isLiteral(ts, node.expression))
  );
}

/**
 * The type of a literal, read from that of the literal around it; `undefined` if that type covers more than this
 * literal.
 */
function typeInOuter(ts: TypeScript, checker: Checker, node: Literal): ts.Type | undefined {
  const { parent } = node;
  if (ts.isPropertyAssignment(parent)) return typeOfMember(ts, checker, parent);
  if (!isLiteral(ts, parent)) return undefined;
  const outer = typeAt(ts, checker, parent);
  if (!ts.isArrayLiteralExpression(parent)) return outer;
  const isOnlyElement = parent.elements.length === 1 && (checker.isArrayType(outer) || checker.isTupleType(outer));
  return isOnlyElement ? checker.getTypeArguments(outer as ts.TypeReference)[0] : undefined;
}

/** The type of a property that comes from one member of an object literal alone. */
function typeOfMember(ts: TypeScript, checker: Checker, member: ts.PropertyAssignment): ts.Type | undefined {
  const { name, parent: literal } = member;
  // A spread or a second member of the same name adds to the property's type, but not to this value's.
  const isWrittenOut = literal.properties.every((one) => one.name && !ts.isComputedPropertyName(one.name));
  if (!isWrittenOut || ts.isComputedPropertyName(name)) return undefined;
  const property = checker.getPropertyOfType(typeAt(ts, checker, literal), name.text);
  const isAlone = property?.declarations?.length === 1 && property.valueDeclaration === member;
  return isAlone ? checker.getTypeOfSymbol(property) : undefined;
}
