import type ts from "typescript";
import type { TypeScript } from "../syntax/typescript.js";
import type { ProgramView, TypeView } from "../compiler/program-view.js";
import type { EntryPoint } from "../discover/library.js";
import { createResolver, type Resolver } from "../discover/resolve.js";
import { mayReadOneOf } from "../discover/text-scan.js";
import { unwrapped } from "../syntax/wrappers.js";
import type { AuthConfig } from "../discover/auth-config.js";
import { accessedName, propertyName } from "../syntax/names.js";
import { hasBody, returnedBy } from "../syntax/functions.js";
import { compilerOf } from "../compiler/compiler.js";

/** Maximum number of names and calls between a value and its source. */
const maxHops = 12;

/** The search for readers of one instance. */
interface Search extends TypeView {
  readonly resolver: Resolver;
  readonly config: ts.Expression;
  /** The calls that make an instance of the config. */
  readonly calls: readonly ts.CallExpression[];
  /** The functions of the library that make a temporary instance to give its session. */
  readonly readers: readonly EntryPoint[];
  /** The members of an instance that give its session. */
  readonly members: readonly string[];
  /** Functions that get a request with the session in it: `auth((request) => …)`. */
  readonly handlers: ReadonlySet<ts.Node>;
  /** The function that decides by the session whether a request may pass. */
  readonly authorized: ts.Node | undefined;
  /** The names from the session to the field. */
  readonly path: readonly string[];
}

/**
 * A place that reads a field of the session from the instances of one config: `(await auth()).user.role`,
 * `request.auth.user.role`, the `auth` of `authorized`. `undefined` if there is none: an instance whose session nobody
 * reads lacks nothing.
 * @param path the names from the session to the field
 */
export function readFromInstance(
  { ts, program, types }: ProgramView,
  { node: config, calls, library }: AuthConfig,
  path: readonly string[],
): ts.Node | undefined {
  const name = path.at(-1);
  const readers = library.entryPoints.filter(({ calledByReaders }) => calledByReaders === true);
  if (name === undefined || (calls.length === 0 && readers.length === 0)) return undefined;
  const resolver = createResolver({ ts, types });
  const files = compilerOf(ts)
    .ownFiles(program)
    .filter((file) => !file.isDeclarationFile && mayReadOneOf(file.text, [name]));
  if (files.length === 0) return undefined;
  const members = library.entryPoints.flatMap(({ readers = [] }) => readers);
  const search: Search = {
    ts,
    types,
    resolver,
    config,
    calls,
    readers,
    members,
    handlers: new Set(),
    authorized: authorizedOf(ts, resolver, config),
    path,
  };
  const callingFiles = calls.map((call) => call.getSourceFile());
  const handlers = new Set([...files, ...callingFiles].flatMap((file) => handlersIn(search, file)));
  return files.flatMap((file) => placesNaming(ts, file, name)).find((place) => reads({ ...search, handlers }, place));
}

function authorizedOf(ts: TypeScript, resolver: Resolver, config: ts.Expression): ts.Node | undefined {
  if (!ts.isObjectLiteralExpression(config)) return undefined;
  const callbacks = resolver.property(config, "callbacks");
  if (callbacks.kind !== "value" || !ts.isObjectLiteralExpression(callbacks.value)) return undefined;
  const authorized = resolver.property(callbacks.value, "authorized");
  return authorized.kind === "value" ? authorized.value : undefined;
}

type Place = ts.PropertyAccessExpression | ts.ElementAccessExpression | ts.BindingElement;

/** The places of a file that take a property by a name. */
function placesNaming(ts: TypeScript, file: ts.SourceFile, name: string): Place[] {
  const found: Place[] = [];
  const visit = (node: ts.Node): void => {
    const isAccess = ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node);
    if (isAccess ? accessedName(ts, node) === name : ts.isBindingElement(node) && boundName(ts, node) === name)
      found.push(node as Place);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** The name of the property that an element of a pattern takes. */
function boundName(
  ts: TypeScript,
  { propertyName: key, name, dotDotDotToken, parent }: ts.BindingElement,
): string | undefined {
  if (dotDotDotToken || !ts.isObjectBindingPattern(parent)) return undefined;
  return propertyName(ts, (key ?? name) as ts.PropertyName);
}

function reads(search: Search, place: Place): boolean {
  const { ts } = search;
  return ts.isBindingElement(place) ? comesFromPattern(search, place, [], 0) : comesFrom(search, place, [], 0);
}

/** Whether a value, after some property names are taken in turn, is the field of the instance's session. */
function comesFrom(search: Search, expression: ts.Expression, names: readonly string[], hops: number): boolean {
  const { ts, types, resolver } = search;
  if (hops > maxHops) return false;
  const inner = (one: ts.Expression, taken = names): boolean => comesFrom(search, one, taken, hops + 1);
  const value = unwrapped(ts, expression);
  if (ts.isAwaitExpression(value)) return inner(value.expression);
  if (ts.isPropertyAccessExpression(value) || ts.isElementAccessExpression(value)) {
    const name = accessedName(ts, value);
    return name !== undefined && inner(value.expression, [name, ...names]);
  }
  if (ts.isConditionalExpression(value)) return inner(value.whenTrue) || inner(value.whenFalse);
  if (ts.isBinaryExpression(value)) return inner(value.left) || inner(value.right);
  if (ts.isCallExpression(value)) {
    if (givesSession(search, value)) return isPath(names, search.path);
    const called = resolver.functionOf(value.expression);
    return called !== undefined && returnedBy(ts, called).some((one) => inner(one));
  }
  const declaration = ts.isIdentifier(value) ? types.valueDeclarationOf(types.resolvedAt(value)) : undefined;
  if (!declaration) return false;
  if (ts.isBindingElement(declaration)) return comesFromPattern(search, declaration, names, hops);
  if (ts.isParameter(declaration)) return isGivenTo(search, declaration, names);
  return (
    ts.isVariableDeclaration(declaration) && declaration.initializer !== undefined && inner(declaration.initializer)
  );
}

function comesFromPattern(search: Search, element: ts.BindingElement, names: readonly string[], hops: number): boolean {
  const { ts } = search;
  const name = boundName(ts, element);
  if (name === undefined) return false;
  const taken = [name, ...names];
  const holder = element.parent.parent;
  if (ts.isBindingElement(holder)) return comesFromPattern(search, holder, taken, hops + 1);
  if (ts.isParameter(holder)) return isGivenTo(search, holder, taken);
  return holder.initializer !== undefined && comesFrom(search, holder.initializer, taken, hops + 1);
}

/** Whether a parameter holds the session: that of `authorized`, or the request of a function given to `auth`. */
function isGivenTo(
  { handlers, authorized, path }: Search,
  { parent }: ts.ParameterDeclaration,
  names: readonly string[],
): boolean {
  return (parent === authorized || handlers.has(parent)) && isPath(names, ["auth", ...path]);
}

function isPath(names: readonly string[], path: readonly string[]): boolean {
  return names.length === path.length && names.every((name, index) => name === path[index]);
}

/** The functions that a file passes to a member of the instance. */
function handlersIn(search: Search, file: ts.SourceFile): ts.Node[] {
  const { ts, resolver } = search;
  const found: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && isMember(search, node.expression, 0)) {
      const given = node.arguments.map((argument) => resolver.resolve(argument));
      found.push(...given.filter((one) => hasBody(ts, one)));
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/**
 * Whether a call gives the session of the instance: `auth()`, or `getServerSession(config)` with a temporary instance.
 */
function givesSession(search: Search, call: ts.CallExpression): boolean {
  return isReader(search, call) || isMember(search, call.expression, 0);
}

function isReader({ ts, types, resolver, config, readers }: Search, call: ts.CallExpression): boolean {
  const name = ts.isPropertyAccessExpression(call.expression) ? call.expression.name : call.expression;
  const called = readers.length > 0 ? types.resolvedAt(name)?.name : undefined;
  const entry = readers.find(({ exportName }) => exportName === called);
  const given = entry && call.arguments[entry.configArgument(call.arguments.length) ?? call.arguments.length];
  return given !== undefined && resolver.resolve(given) === config;
}

/** Whether an expression is the member of the instance that reads its session, under any name. */
function isMember(search: Search, expression: ts.Expression, hops: number): boolean {
  const { ts, types } = search;
  const value = unwrapped(ts, expression);
  if (hops > maxHops) return false;
  if (ts.isPropertyAccessExpression(value) && isInstance(search, value.expression, hops + 1))
    return search.members.includes(value.name.text);
  const name = ts.isPropertyAccessExpression(value) ? value.name : value;
  const [declaration] = ts.isIdentifier(name) ? types.declarationsOf(types.resolvedAt(name)) : [];
  if (!declaration) return false;
  if (ts.isExportAssignment(declaration)) return isMember(search, declaration.expression, hops + 1);
  if (ts.isBindingElement(declaration)) {
    const { initializer } = declaration.parent.parent;
    const name = boundName(ts, declaration);
    if (name === undefined || !search.members.includes(name) || !initializer) return false;
    return isInstance(search, initializer, hops + 1);
  }
  if (!ts.isVariableDeclaration(declaration) || !declaration.initializer) return false;
  return isMember(search, declaration.initializer, hops + 1);
}

/** Whether an expression is the library's instance of the config. */
function isInstance(search: Search, expression: ts.Expression, hops: number): boolean {
  const { ts, types, calls } = search;
  const value = unwrapped(ts, expression);
  if (hops > maxHops) return false;
  if (calls.some((call) => call === value)) return true;
  const [declaration] = ts.isIdentifier(value) ? types.declarationsOf(types.resolvedAt(value)) : [];
  if (!declaration || !ts.isVariableDeclaration(declaration) || !declaration.initializer) return false;
  return isInstance(search, declaration.initializer, hops + 1);
}
