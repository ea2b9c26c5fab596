import type ts from "typescript";
import type { TypeScript } from "../syntax/typescript.js";

/** An object or array literal, or one in parentheses or before a `satisfies`. */
type Literal =
  ts.ObjectLiteralExpression | ts.ArrayLiteralExpression | ts.ParenthesizedExpression | ts.SatisfiesExpression;

/** The types of literals, for as long as there is their checker. */
const ofLiterals = new WeakMap<ts.TypeChecker, WeakMap<Literal, ts.Type>>();

/**
 * The checker's type of a node. Of a literal within another the outer one's type tells: the checker would work out each of them anew from
 * its contents and its context, and of literals within literals that takes the cube of their depth.
 */
export function typeAt(ts: TypeScript, checker: ts.TypeChecker, node: ts.Node): ts.Type {
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

/** The type of a literal as that of the one around it tells it; `undefined` where that says something else as well. */
function typeInOuter(ts: TypeScript, checker: ts.TypeChecker, node: Literal): ts.Type | undefined {
  const { parent } = node;
  if (ts.isPropertyAssignment(parent)) return typeOfMember(ts, checker, parent);
  if (!isLiteral(ts, parent)) return undefined;
  const outer = typeAt(ts, checker, parent);
  if (!ts.isArrayLiteralExpression(parent)) return outer;
  const isOnlyElement = parent.elements.length === 1 && (checker.isArrayType(outer) || checker.isTupleType(outer));
  return isOnlyElement ? checker.getTypeArguments(outer as ts.TypeReference)[0] : undefined;
}

/** The type of the property that a member of an object literal alone makes. */
function typeOfMember(ts: TypeScript, checker: ts.TypeChecker, member: ts.PropertyAssignment): ts.Type | undefined {
  const { name, parent: literal } = member;
  // What a spread or a second member of the same name adds belongs to the property, and not to this value.
  const isWrittenOut = literal.properties.every((one) => one.name && !ts.isComputedPropertyName(one.name));
  if (!isWrittenOut || ts.isComputedPropertyName(name)) return undefined;
  const property = checker.getPropertyOfType(typeAt(ts, checker, literal), name.text);
  const isAlone = property?.declarations?.length === 1 && property.valueDeclaration === member;
  return isAlone ? checker.getTypeOfSymbol(property) : undefined;
}
