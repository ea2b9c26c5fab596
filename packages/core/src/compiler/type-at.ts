import type ts from "typescript";

/** An object or array literal, or one in parentheses or before a `satisfies`. */
type Literal =
  ts.ObjectLiteralExpression | ts.ArrayLiteralExpression | ts.ParenthesizedExpression | ts.SatisfiesExpression;

/** The types of literals, for as long as there is their checker. */
const ofLiterals = new WeakMap<ts.TypeChecker, WeakMap<Literal, ts.Type>>();

/**
 * The checker's type of a node. Of a literal within another the outer one's type tells: the checker would work out each of them anew from
 * its contents and its context, and of literals within literals that takes the cube of their depth.
 */
export function typeAt(tsModule: typeof ts, checker: ts.TypeChecker, node: ts.Node): ts.Type {
  if (!isLiteral(tsModule, node)) return checker.getTypeAtLocation(node);
  const known = ofLiterals.get(checker) ?? new WeakMap<Literal, ts.Type>();
  ofLiterals.set(checker, known);
  const type = known.get(node) ?? typeInOuter(tsModule, checker, node) ?? checker.getTypeAtLocation(node);
  known.set(node, type);
  return type;
}

function isLiteral(tsModule: typeof ts, node: ts.Node): node is Literal {
  return (
    tsModule.isObjectLiteralExpression(node) ||
    tsModule.isArrayLiteralExpression(node) ||
    ((tsModule.isParenthesizedExpression(node) || tsModule.isSatisfiesExpression(node)) &&
      isLiteral(tsModule, node.expression))
  );
}

/** The type of a literal as that of the one around it tells it; `undefined` where that says something else as well. */
function typeInOuter(tsModule: typeof ts, checker: ts.TypeChecker, node: Literal): ts.Type | undefined {
  const { parent } = node;
  if (tsModule.isPropertyAssignment(parent)) return typeOfMember(tsModule, checker, parent);
  if (!isLiteral(tsModule, parent)) return undefined;
  const outer = typeAt(tsModule, checker, parent);
  if (!tsModule.isArrayLiteralExpression(parent)) return outer;
  const isOnlyElement = parent.elements.length === 1 && (checker.isArrayType(outer) || checker.isTupleType(outer));
  return isOnlyElement ? checker.getTypeArguments(outer as ts.TypeReference)[0] : undefined;
}

/** The type of the property that a member of an object literal alone makes. */
function typeOfMember(
  tsModule: typeof ts,
  checker: ts.TypeChecker,
  member: ts.PropertyAssignment,
): ts.Type | undefined {
  const { name, parent: literal } = member;
  // What a spread or a second member of the same name adds belongs to the property, and not to this value.
  const isWrittenOut = literal.properties.every((one) => one.name && !tsModule.isComputedPropertyName(one.name));
  if (!isWrittenOut || tsModule.isComputedPropertyName(name)) return undefined;
  const property = checker.getPropertyOfType(typeAt(tsModule, checker, literal), name.text);
  const isAlone = property?.declarations?.length === 1 && property.valueDeclaration === member;
  return isAlone ? checker.getTypeOfSymbol(property) : undefined;
}
