import type ts from "typescript";
import type { TypeScript } from "../syntax/typescript.js";
import { mayReadOneOf, mayReadSession } from "../discover/text-scan.js";
import { isAssertion } from "../edits/assertions.js";
import { fieldName, isOnEveryObject, keyText, sessionUser, type FieldKey } from "../api/field-key.js";
import type { Model } from "./model.js";
import { isWrapper, outermostWrapper } from "../syntax/wrappers.js";
import { isOutsideCallbacks, readsOf } from "./readers.js";
import { callbackFunctions, type AuthConfig } from "../discover/auth-config.js";
import { propertyName } from "../syntax/names.js";
import type { Program } from "../api/program.js";
import { isOwnFile } from "../compiler/own-files.js";
import { compilerOf } from "../compiler/compiler.js";

/** The readers of a session field that `Session` does not declare. */
export interface FieldReaders {
  /** Whether some reader gets a session of another type, with the field. */
  readonly isGiven: boolean;
  /**
   * The places that lack it: where a session without the field is taken, and where the field is read but not declared.
   */
  readonly lacking: readonly ts.Node[];
}

/** A place where the project's code takes a session, and the session's type there. */
interface Given {
  readonly node: ts.Expression | ts.BindingElement;
  readonly type: ts.Type;
}

const known = new WeakMap<Program, Map<string, FieldReaders>>();

/** Asks the checker for the session types of the readers, for a field that `Session` does not declare. */
export function readersOfUndeclared(model: Model, key: FieldKey): FieldReaders {
  const { program } = model.workspace;
  const answers = known.get(program) ?? new Map<string, FieldReaders>();
  known.set(program, answers);
  const before = answers.get(keyText(key));
  if (before) return before;
  const answer = ask(model, key);
  answers.set(keyText(key), answer);
  return answer;
}

/**
 * Whether all readers of the session have a field that `Session` does not declare, by the callback's return type or a
 * type of their own.
 */
export function isHadByAll(model: Model, key: FieldKey): boolean {
  if (key.interface !== "Session") return false;
  const { isGiven, lacking } = readersOfUndeclared(model, key);
  return lacking.length === 0 && (isGiven || isReturnedTo(model, key));
}

/** The fields of the session that the callbacks assign and nobody declares. */
export function undeclaredInSession({ fields, declared }: Model): FieldKey[] {
  return [...fields.values()]
    .filter(({ key, isUnresolved }) => key.interface === "Session" && !isUnresolved && !declared.field(key))
    .map(({ key }) => key);
}

function ask(model: Model, key: FieldKey): FieldReaders {
  const session = model.declared.holder(sessionUser);
  const ownTypes = givenIn(model).filter(({ type }) => type !== session);
  const has = ({ type }: Given): boolean => hasField(model, type, key);
  const undeclared = undeclaredInSession(model);
  // If only a part of the project is loaded, only the files that name such a field count.
  const isNamed = (one: Given): boolean =>
    mayReadOneOf(
      one.node.getSourceFile().text,
      undeclared.filter((other) => hasField(model, one.type, other)).map(fieldName),
    );
  const isGiven = ownTypes.some((one) => has(one) && isNamed(one));
  if (!isGiven && !isReturnedTo(model, key)) return { isGiven, lacking: [] };
  const without = givenIn(model).filter((one) => !has(one) && !isHandedOnWith(model, key, one));
  const readers = readsOf(model, key).filter((node) => isOutsideCallbacks(model, { node }));
  return { isGiven, lacking: onePerLine([...without.map(({ node }) => node), ...readers]) };
}

/** Whether a session without the field is at once assigned to a type of the author's that has it. */
function isHandedOnWith(model: Model, key: FieldKey, { node }: Given): boolean {
  const { ts } = model.workspace;
  if (!ts.isExpression(node)) return false;
  const wanted = model.types.contextualType(wholeOf(ts, node));
  return wanted !== undefined && sessionsIn(model, wanted, true).some((type) => hasField(model, type, key));
}

/** The expression with the `await`, the parentheses and the `!` around it. */
function wholeOf(ts: TypeScript, node: ts.Expression): ts.Expression {
  const { parent } = node;
  const isAround = ts.isAwaitExpression(parent) || (isWrapper(ts, parent) && !ts.isAssertionExpression(parent));
  return isAround ? wholeOf(ts, parent) : node;
}

/**
 * The places where the project's own code takes a session: from a call, or from a property that its author has typed.
 */
function givenIn(model: Model): readonly Given[] {
  const { ts, program } = model.workspace;
  const before = givens.get(program);
  if (before) return before;
  const found: Given[] = [];
  const take = (node: Given["node"], type: ts.Type, isSession = false): void => {
    if (isOutsideCallbacks(model, { node }))
      found.push(...sessionsIn(model, type, isSession).map((one) => ({ node, type: one })));
  };
  const session = model.declared.holder(sessionUser);
  const takeCall = (node: ts.CallExpression): void => {
    if (!/session|auth|user|viewer|context|ctx/i.test(calledName(ts, node))) return;
    const { parent } = wholeOf(ts, node);
    if (!isAssertion(ts, parent)) {
      take(node, model.types.typeAt(node));
      return;
    }
    // A cast to another type shows neither that a reader has the field nor that it lacks it.
    const asserted = model.types.typeAt(parent);
    if (sessionsIn(model, asserted).some((one) => one === session)) take(node, asserted);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) {
      takeCall(node);
    } else if (ts.isPropertyAccessExpression(node) && node.name.text === "session") {
      if (isTypedByAuthor(model, model.types.typeAt(node.expression))) take(node, model.types.typeAt(node), true);
    } else if (ts.isBindingElement(node) && ts.isObjectBindingPattern(node.parent) && !node.dotDotDotToken) {
      const name = propertyName(ts, (node.propertyName ?? node.name) as ts.PropertyName);
      if (name === "session" && isTypedByAuthor(model, model.types.typeAt(node.parent)))
        take(node, model.types.typeAt(node), true);
    }
    ts.forEachChild(node, visit);
  };
  for (const file of compilerOf(ts).ownFiles(program)) {
    if (!file.isDeclarationFile && mayReadSession(file.text)) visit(file);
  }
  givens.set(program, found);
  return found;
}

const givens = new WeakMap<Program, readonly Given[]>();

function calledName(ts: TypeScript, { expression }: ts.CallExpression): string {
  if (ts.isPropertyAccessExpression(expression)) return expression.name.text;
  return ts.isIdentifier(expression) ? expression.text : "";
}

/** Whether the project's own code declares the type of the property `session` of an object. */
function isTypedByAuthor(model: Model, type: ts.Type): boolean {
  const { ts, program } = model.workspace;
  const declarations = model.types.declarationsOf(model.types.property(type, "session"));
  return declarations.some(
    (one) =>
      (ts.isPropertySignature(one) || ts.isPropertyDeclaration(one)) &&
      one.type !== undefined &&
      isOwnFile(program, one.getSourceFile()),
  );
}

/**
 * The session types in a value: its own, the promised one, and that of a hook's `data`.
 * @param isSession whether its name says that it is a session, which then need not have all of a session's fields
 */
function sessionsIn(model: Model, type: ts.Type, isSession = false): ts.Type[] {
  const { types } = model;
  const value = types.withoutNullable(types.awaited(type));
  const data = types.partsOf(value).flatMap((part) => {
    const found = types.property(part, "status") && types.propertyType(part, "data");
    return found ? [types.withoutNullable(found)] : [];
  });
  return [...new Set([value, ...data])].filter(
    (one) => types.property(one, "user") !== undefined && (isSession || types.property(one, "expires") !== undefined),
  );
}

/** Whether a session type has a field by name. */
function hasField({ types }: Model, session: ts.Type, { names }: FieldKey): boolean {
  let type = session;
  for (const name of names) {
    const property = types.property(type, name);
    if (!property || (isOnEveryObject(name) && types.isBuiltIn(property))) return false;
    type = types.typeOfProperty(property);
  }
  return true;
}

/**
 * Whether the library gives server-side readers the return type of the config's callback, and that type has the field.
 */
function isReturnedTo(model: Model, key: FieldKey): boolean {
  return model.configs.some((config) => {
    const type = config.library.givesReturnedSession && returnedSession(model, config);
    return type !== undefined && type !== false && hasField(model, type, key);
  });
}

/** The return type of the `session` callback, if the type of the config that readers pass on still has it. */
function returnedSession(model: Model, config: AuthConfig): ts.Type | undefined {
  const { ts } = model.workspace;
  const { types } = model;
  if (callbackFunctions(config).length === 0) return undefined;
  const node = outermostWrapper(ts, config.node);
  const { parent } = node;
  const named = isExported(model, parent) && (ts.isVariableDeclaration(parent) ? parent.name : node);
  const callbacks = named && types.propertyType(types.typeAt(named), "callbacks");
  const session = callbacks && types.propertyType(callbacks, "session");
  const [signature] = session ? types.signaturesOf(session) : [];
  return signature && types.withoutNullable(types.awaited(types.returnType(signature)));
}

/** Whether other files can pass on a declaration. */
function isExported({ types, workspace: { ts } }: Model, place: ts.Node): boolean {
  if (!ts.isVariableDeclaration(place)) return ts.isExportAssignment(place);
  const symbol = types.symbolAt(place.name);
  const module = types.moduleOf(place.getSourceFile());
  return module !== undefined && types.exportsOf(module).some((one) => types.resolved(one) === symbol);
}

function onePerLine(nodes: readonly ts.Node[]): ts.Node[] {
  const seen = new Set<string>();
  return nodes.filter((node) => {
    const file = node.getSourceFile();
    const line = `${file.fileName} ${String(file.getLineAndCharacterOfPosition(node.getStart(file)).line)}`;
    return !seen.has(line) && seen.add(line);
  });
}
