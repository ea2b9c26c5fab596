import type ts from "typescript";
import type { TypeScript } from "../syntax/typescript.js";
import type { Types } from "../compiler/types.js";
import { mayReadOneOf } from "../discover/text-scan.js";
import { assertedValue, isAssertion, skipParentheses, type Assertion } from "../edits/assertions.js";
import { outermostWrapper, unwrapped } from "../syntax/wrappers.js";
import { isIdentifierName, accessedName, propertyName } from "../syntax/names.js";
import { fieldIn, fieldName, isOnEveryObject, keyText, sessionUser, type FieldKey } from "../api/field-key.js";
import { filesThatMayHold } from "./holders.js";
import type { Model, Reader, Target } from "./model.js";
import { callbackFunctions } from "../discover/auth-config.js";
import { compilerOf } from "../compiler/compiler.js";

/** A place that names a property: an access, or a part of a destructuring pattern. */
export interface Use {
  readonly node: ts.PropertyAccessExpression | ts.ElementAccessExpression | ts.BindingElement;
  readonly name: string;
  /** The expression, or the pattern, whose type owns the property. */
  readonly object: ts.Node;
  /** It is the target of an assignment. */
  readonly isAssigned: boolean;
}

/**
 * The places in the program's own files that read a field of the session, the token or an input, without writes:
 * property accesses, element accesses and destructurings of a value of the interface's type, or that of
 * `Session["user"]`.
 * @param only the one file to look at
 */
export function readsOf(model: Model, key: FieldKey, only?: ts.SourceFile): ts.Node[] {
  return usesOf(model, key, only && [only])
    .filter((use) => !use.isAssigned)
    .map(({ node }) => node);
}

/** The same, with the reads in the other programs that read this session. */
export function readsAnywhere(model: Model, key: FieldKey): ts.Node[] {
  return [...readsOf(model, key), ...model.otherReaders().flatMap((reader) => readsBy(reader, key))];
}

/** The places in one program that read a field. */
export function readsBy(reader: Reader, key: FieldKey): ts.Node[] {
  return usesOf(reader, key)
    .filter((use) => !use.isAssigned)
    .map(({ node }) => node);
}

/** The programs that read the session. */
export function readersOf(model: Model): readonly Reader[] {
  return [model, ...model.otherReaders()];
}

/** The places of a program that read or assign a field of a value of its interface's type. */
function usesOf(reader: Reader, key: FieldKey, only?: readonly ts.SourceFile[]): Use[] {
  const holder = reader.declared.holder(key);
  const name = fieldName(key);
  if (!holder) return [];
  const files = only ?? filesThatMayHold(reader, holder);
  // A name that is no identifier may be written in many ways.
  const isWritten = isIdentifierName(name);
  const constant = isWritten ? undefined : name;
  return usesIn(reader, (text) => !isWritten || text.includes(name), files, constant).filter(
    (use) => use.name === name && isOfType(reader, use.object, holder),
  );
}

/**
 * The uses of a field of the session's user that go through the session by name, since a value of the user's type may
 * come from elsewhere.
 */
export function usesInSession(model: Model, key: FieldKey): { readonly isRead: boolean; readonly isAssigned: boolean } {
  const { ts } = model.workspace;
  const isTakenFromSession = (reader: Reader, { object }: Use): boolean => {
    const session = reader.declared.holder(sessionUser);
    const { initializer } = object.parent as { initializer?: ts.Expression };
    const taken = ts.isObjectBindingPattern(object) ? initializer : object;
    if (!session || !taken || !ts.isExpression(taken)) return false;
    const user = unwrapped(ts, taken);
    return (
      ts.isPropertyAccessExpression(user) && user.name.text === "user" && isOfType(reader, user.expression, session)
    );
  };
  const uses = readersOf(model).flatMap((reader) =>
    usesOf(reader, key).filter((use) => isTakenFromSession(reader, use)),
  );
  return {
    isRead: uses.some((use) => !use.isAssigned),
    isAssigned: uses.some((use) => use.isAssigned && isOutsideCallbacks(model, use)),
  };
}

/**
 * Whether a place may read a field without a type that tells: it takes the name out of an `any`, or names it in a text,
 * as `get(session, "user.role")` does. Mostly it is another field of that name, but nobody can tell.
 */
export function mayBeReadUnseen(model: Model, key: FieldKey): boolean {
  return readersOf(model).some((reader) => mayBeReadUnseenIn(reader, key));
}

function mayBeReadUnseenIn(reader: Reader, key: FieldKey): boolean {
  const { types, skips } = reader;
  const { ts, program } = reader.workspace;
  const name = fieldName(key);
  const isWorthALook = (text: string): boolean => mayReadOneOf(text, [name]);
  const isTaken = readsIn(reader, isWorthALook).some(
    (use) => use.name === name && types.isAny(types.typeAt(use.object)),
  );
  const names = (node: ts.Node): boolean =>
    !ts.isModuleDeclaration(node) &&
    ((ts.isStringLiteralLike(node) && (node.text === name || node.text.endsWith(`.${name}`))) ||
      ts.forEachChild(node, names) === true);
  return (
    isTaken ||
    compilerOf(ts)
      .ownFiles(program)
      .some((file) => mayUse(file, skips) && isWorthALook(file.text) && names(file))
  );
}

/** Whether the project's code outside the callbacks assigns a field of a value of its interface's type. */
export function isAssignedElsewhere(model: Model, key: FieldKey): boolean {
  return readersOf(model)
    .flatMap((reader) => usesOf(reader, key))
    .some((use) => use.isAssigned && isOutsideCallbacks(model, use));
}

/** Whether a place is in no callback: assignments in a callback have been followed to its returns. */
export function isOutsideCallbacks(
  { configs, workspace: { ts } }: Model,
  { node }: { readonly node: ts.Node },
): boolean {
  const callbacks = new Set<ts.Node>(configs.flatMap(callbackFunctions));
  return ts.findAncestor(node, (one) => callbacks.has(one)) === undefined;
}

/**
 * The session fields that readers name, nothing declares and no callback assigns. The compiler reports them, and no
 * declaration can fix that. An object that the analysis cannot see whole has none.
 */
export function readInVain(model: Model): FieldKey[] {
  if (model.configs.every(({ session }) => session.kind !== "function")) return [];
  const keys = new Map<string, FieldKey>();
  for (const [outer, target] of sessionObjects) {
    const holder = model.declared.holder(fieldIn(outer, "any"));
    const isOpen = model.open.get(target)?.length !== 0;
    if (!holder || isOpen || model.types.hasUnnamedProperties(holder)) continue;
    for (const read of readsIn(model, (text) => text.includes("session"))) {
      const key = fieldIn(outer, read.name);
      const isKnown = model.fields.has(keyText(key)) || isDeclared(model.types, holder, read.name);
      if (!isKnown && isOfType(model, read.object, holder)) keys.set(keyText(key), key);
    }
  }
  return [...keys.values()];
}

/** The session and its user, each as the object around its fields. */
export const sessionObjects: readonly (readonly [outer: FieldKey, target: Target])[] = [
  [{ interface: "Session", names: [] }, "Session"],
  [sessionUser, "Session.user"],
];

/** Casts of a session or its user at reads of a declared field: `(session.user as any).role`. */
export function readerCasts(model: Model): Assertion[] {
  const { ts } = model.workspace;
  return readsIn(model, (text) => text.includes("session")).flatMap(({ name, object }): Assertion[] => {
    const cast = ts.isExpression(object) ? skipParentheses(ts, object) : object;
    if (!isAssertion(ts, cast)) return [];
    const value = assertedValue(ts, cast);
    const isDeclaredField = sessionObjects.some(([outer]) => {
      const holder = model.declared.holder(fieldIn(outer, name));
      return holder && isOfType(model, value, holder);
    });
    return isDeclaredField ? [cast] : [];
  });
}

/** `toString` and the like are on every object. */
function isDeclared(types: Types, holder: ts.Type, name: string): boolean {
  return types.property(holder, name) !== undefined || isOnEveryObject(name);
}

export function isOfType({ types }: Pick<Reader, "types">, node: ts.Node, holder: ts.Type): boolean {
  return types.withoutNullable(types.typeAt(node)) === holder;
}

/** All reads by name in the program's own files that pass a check of their text. */
export function readsIn(reader: Reader, isWorthALook: (text: string) => boolean): Use[] {
  return usesIn(reader, isWorthALook).filter((use) => !use.isAssigned);
}

function usesIn(
  reader: Reader,
  isWorthALook: (text: string) => boolean,
  files: readonly ts.SourceFile[] = compilerOf(reader.workspace.ts).ownFiles(reader.workspace.program),
  constant?: string,
): Use[] {
  const { ts } = reader.workspace;
  const found: Use[] = [];
  const byConstant = (key: ts.Expression): string | undefined =>
    constant !== undefined && isConstant(reader, key, constant) ? constant : undefined;
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) {
      const isElement = ts.isElementAccessExpression(node);
      const name = accessedName(ts, node) ?? (isElement ? byConstant(node.argumentExpression) : undefined);
      if (name !== undefined) found.push({ node, name, object: node.expression, isAssigned: isAssigned(ts, node) });
    } else if (ts.isBindingElement(node) && ts.isObjectBindingPattern(node.parent)) {
      // Within `{ … }` a pattern has a name before it.
      const key = (node.propertyName ?? node.name) as ts.PropertyName;
      const isComputed = ts.isComputedPropertyName(key);
      const name = propertyName(ts, key) ?? (isComputed ? byConstant(key.expression) : undefined);
      if (name !== undefined && !node.dotDotDotToken)
        found.push({ node, name, object: node.parent, isAssigned: false });
    }
    ts.forEachChild(node, visit);
  };
  for (const file of files) {
    if (mayUse(file, reader.skips) && isWorthALook(file.text)) visit(file);
  }
  return found;
}

/** Whether an own file holds code, and no other reader answers for it. */
function mayUse(file: ts.SourceFile, skips: Reader["skips"]): boolean {
  return !file.isDeclarationFile && skips?.has(file.fileName) !== true;
}

/** Whether an expression is a name or a number with one possible text: `[ROLES]`. */
function isConstant({ types, workspace: { ts } }: Reader, key: ts.Expression, text: string): boolean {
  if (!ts.isIdentifier(key) && !ts.isPropertyAccessExpression(key) && !ts.isNumericLiteral(key)) return false;
  const value = types.literalValue(types.typeAt(key));
  return (typeof value === "string" || typeof value === "number") && String(value) === text;
}

function isAssigned(ts: TypeScript, node: ts.Expression): boolean {
  const target = outermostWrapper(ts, node);
  const { parent } = target;
  return (
    ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken && parent.left === target
  );
}
