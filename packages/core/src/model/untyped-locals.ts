import type ts from "typescript";
import type { TypeScript } from "../syntax/typescript.js";
import { sessionUser } from "../api/field-key.js";
import type { Types } from "../compiler/types.js";
import { mayReadSession } from "../discover/text-scan.js";
import { accessedName, propertyName } from "../syntax/names.js";
import { isAssertion } from "../edits/assertions.js";
import { isAssignmentTarget } from "../syntax/assignment-target.js";
import { outermostWrapper, unwrapped } from "../syntax/wrappers.js";
import type { Model } from "./model.js";
import { compilerOf } from "../compiler/compiler.js";

/** A property of Express's `res.locals` that holds the session, and that its readers get as `any`. */
export interface UntypedLocal {
  readonly name: string;
  /** The assigned expression: `res.locals.session`. */
  readonly write: ts.Expression;
  /** Whether `null` is assigned to it as well. */
  readonly isNullable: boolean;
  /** The reads without a type. */
  readonly reads: readonly ts.Node[];
}

interface Write {
  readonly target: ts.Expression;
  /** `undefined` for any other assignment than `=`: as a part of a pattern, or by a `delete`. */
  readonly value: ts.Expression | undefined;
}

interface Uses {
  readonly writes: Write[];
  readonly reads: ts.Node[];
  /** Places at which the code that fills it tests it first, which are no readers. */
  readonly looks: Set<ts.Node>;
}

/**
 * The properties of `res.locals` that hold only the library's session, are not declared on `Express.Locals`, and have a
 * reader that gives them no type.
 */
export function untypedLocals(model: Model): UntypedLocal[] {
  const { ts, program } = model.workspace;
  const session = model.declared.holder(sessionUser);
  if (!session) return [];
  const uses = new Map<string, Uses>();
  for (const file of compilerOf(ts).ownFiles(program)) {
    const mayUse = !file.isDeclarationFile && file.text.includes("locals") && mayReadSession(file.text);
    if (mayUse) gather(model, file, uses);
  }
  return [...uses].flatMap(([name, { writes, looks, reads: all }]): UntypedLocal[] => {
    const [write] = writes;
    const reads = all.filter((node) => !looks.has(node));
    if (!write || reads.length === 0) return [];
    const types = writes.map(({ value }) => value && assignedType(model, name, value));
    if (!types.every((type) => type !== undefined && isSessionOrNone(model.types, type, session))) return [];
    const held = types.filter((type) => type !== undefined);
    if (!held.some((type) => model.types.withoutNullable(type) === session)) return [];
    const isNullable = held.some((type) => model.types.isNullable(model.types.withoutUndefined(type)));
    return [{ name, write: write.target, isNullable, reads }];
  });
}

function gather(model: Model, file: ts.SourceFile, uses: Map<string, Uses>): void {
  const { ts } = model.workspace;
  const of = (name: string): Uses => {
    const found = uses.get(name) ?? { writes: [], reads: [], looks: new Set() };
    uses.set(name, found);
    return found;
  };
  const visit = (node: ts.Node): void => {
    if (isAccess(ts, node)) {
      const name = localOf(model, node);
      if (name !== undefined && isAssignmentTarget(ts, node)) {
        const write = writeOf(ts, node);
        of(name).writes.push(write);
        const before = write.value && valueBefore(model, name, write.value);
        if (before) of(name).looks.add(before.left);
      } else if (name !== undefined && !isTypedByReader(ts, node)) of(name).reads.push(node);
    } else if (ts.isBindingElement(node)) {
      const name = boundLocal(model, node);
      if (name !== undefined) of(name).reads.push(node);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
}

/** The name that an access takes from `res.locals`, if it is not declared. */
function localOf(model: Model, node: ts.PropertyAccessExpression | ts.ElementAccessExpression): string | undefined {
  const { ts } = model.workspace;
  const name = accessedName(ts, node);
  return name !== undefined && isUndeclaredIn(model, model.types.typeAt(node.expression), name) ? name : undefined;
}

/** `const { session } = res.locals` */
function boundLocal(
  model: Model,
  { parent, propertyName: key, name, dotDotDotToken }: ts.BindingElement,
): string | undefined {
  const { ts } = model.workspace;
  if (dotDotDotToken || !ts.isObjectBindingPattern(parent)) return undefined;
  const bound = propertyName(ts, (key ?? name) as ts.PropertyName);
  return bound !== undefined && isUndeclaredIn(model, model.types.typeAt(parent), bound) ? bound : undefined;
}

/** Whether a type is that of `res.locals`, and gives `any` for a name. */
function isUndeclaredIn({ types, workspace: { ts } }: Model, type: ts.Type, name: string): boolean {
  if (types.property(type, name) || !types.isIntersection(type)) return false;
  return types.intersectedIn(type).some((part) => isOfExpress(ts, types, part));
}

/** Whether it is the interface that extends the global `Express.Locals`, which older types of Express lack. */
function isOfExpress(ts: TypeScript, types: Types, type: ts.Type): boolean {
  const isLocals = (part: ts.Type): boolean => {
    const symbol = types.symbolOf(part);
    return types.declarationsOf(symbol).some((one) => {
      const around = one.parent.parent as ts.Node | undefined;
      return symbol?.name === "Locals" && around && ts.isModuleDeclaration(around) && around.name.text === "Express";
    });
  };
  return types.isClassOrInterface(type) && (isLocals(type) || types.baseTypes(type).some(isLocals));
}

function writeOf(ts: TypeScript, node: ts.Expression): Write {
  const target = outermostWrapper(ts, node);
  const { parent } = target;
  const { EqualsToken, QuestionQuestionEqualsToken, BarBarEqualsToken } = ts.SyntaxKind;
  const isPlain =
    ts.isBinaryExpression(parent) &&
    parent.left === target &&
    [EqualsToken, QuestionQuestionEqualsToken, BarBarEqualsToken].includes(parent.operatorToken.kind);
  return { target: node, value: isPlain ? parent.right : undefined };
}

/**
 * The type of the assigned value. The property's own value adds nothing: `res.locals.session ?? (await getSession(…))`.
 */
function assignedType(model: Model, name: string, value: ts.Expression): ts.Type {
  return model.types.typeAt(valueBefore(model, name, value)?.right ?? value);
}

/** The property itself, and the value in its absence. */
function valueBefore(
  model: Model,
  name: string,
  value: ts.Expression,
): { readonly left: ts.Expression; readonly right: ts.Expression } | undefined {
  const { ts } = model.workspace;
  const { QuestionQuestionToken, BarBarToken } = ts.SyntaxKind;
  const inner = initialValue(model, unwrapped(ts, value));
  if (!ts.isBinaryExpression(inner)) return undefined;
  const left = unwrapped(ts, inner.left);
  const isFallback = [QuestionQuestionToken, BarBarToken].includes(inner.operatorToken.kind);
  if (!isFallback || !isAccess(ts, left) || localOf(model, left) !== name) return undefined;
  return { left, right: inner.right };
}

/** The initial value behind the name of a constant: `const session = res.locals.session ?? …`. */
function initialValue({ types, workspace: { ts } }: Model, value: ts.Expression): ts.Expression {
  const declaration = ts.isIdentifier(value) ? types.valueDeclarationOf(types.symbolAt(value)) : undefined;
  const isConstant =
    declaration &&
    ts.isVariableDeclaration(declaration) &&
    declaration.type === undefined &&
    (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0;
  return isConstant && declaration.initializer ? unwrapped(ts, declaration.initializer) : value;
}

function isAccess(ts: TypeScript, node: ts.Node): node is ts.PropertyAccessExpression | ts.ElementAccessExpression {
  return ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node);
}

function isSessionOrNone(types: Types, type: ts.Type, session: ts.Type): boolean {
  const value = types.withoutNullable(type);
  return value === session || (types.isNever(value) && !types.isNever(type));
}

/** Whether the reader gives it a type, by a cast or by the type of the variable that takes it. */
function isTypedByReader(ts: TypeScript, node: ts.Expression): boolean {
  const whole = outermostWrapper(ts, node);
  for (let inner: ts.Node = node; inner !== whole; inner = inner.parent) if (isAssertion(ts, inner.parent)) return true;
  const { parent } = whole;
  return ts.isVariableDeclaration(parent) && parent.initializer === whole && parent.type !== undefined;
}
