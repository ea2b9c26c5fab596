import type ts from "typescript";
import type { Problem } from "../api/analysis.js";
import { isOwnFile } from "../compiler/module-names.js";
import { typesOf } from "../compiler/types.js";
import { locationOf } from "../compiler/positions.js";
import { unwrapped } from "../syntax/wrappers.js";
import type { Strategy } from "../api/report.js";
import type { AuthConfig, Callback } from "./auth-config.js";
import { libraries } from "./libraries/index.js";
import type { EntryPoint, Library } from "./library.js";
import { installedVersion, isOfVersion } from "./package-version.js";
import { once } from "../compiler/once.js";
import { readsOnly } from "./instances.js";
import { adapterUser } from "./adapter-user.js";
import { describeProviders } from "./providers.js";
import { createResolver, type Resolver } from "./resolve.js";
import { fileMayHoldAuth, mayReadSession } from "./text-scan.js";
import { configInside, insideUnresolved, throughWrapper } from "./unresolved-wrappers.js";
import type { Workspace } from "../api/workspace.js";
import { hasBody, type FunctionWithBody } from "../syntax/functions.js";

export interface Discovered {
  readonly configs: readonly AuthConfig[];
  /** Configs that are a part of one of those: see `withoutBases`. */
  readonly bases: readonly AuthConfig[];
  readonly problems: readonly Problem[];
}

/** Finds every auth config of the program, in program order, each once however many entry points name it. */
export function discoverConfigs(workspace: Workspace): Discovered {
  const { ts: tsModule, program } = workspace;
  const checker = program.getTypeChecker();
  const types = typesOf(tsModule, program);
  const resolver = createResolver(tsModule, types);
  const configs = new Map<ts.Node, AuthConfig>();
  const wrappers = new Map<ts.Node, ts.Expression>();
  const assigned: CallbackAssignment[] = [];
  const uses = new Map<ts.Node, ConfigUse[]>();
  const problems: Problem[] = [];

  const fail = (message: string, node: ts.Node): void => {
    if (!problems.some((known) => known.message === message))
      problems.push({ message, at: locationOf(workspace, node) });
  };
  /** @param candidates the libraries whose config it can be; which of them it is the installed version decides */
  const add = (node: ts.Expression, candidates: readonly Library[]): void => {
    const [first] = candidates;
    if (!first || configs.has(node)) return;
    const { fileName } = node.getSourceFile();
    const installed = (packageName: string): string | undefined =>
      installedVersion(workspace.host, fileName, packageName);
    const library = candidates.find((one) => isOfVersion(one, installed(one.typesPackage)));
    if (!library) {
      const found = installed(first.typesPackage);
      const { since } = first;
      const known =
        since === undefined
          ? candidates.flatMap(({ majors }) => majors).join(" or ")
          : `${since.version} or later, since older ones ${since.older}`;
      const state =
        found === undefined
          ? "is not installed; install the project's dependencies and run again."
          : `${found} is not supported; what can be read is version ${known}.`;
      fail(`${first.typesPackage} ${state}`, node);
      return;
    }
    const version = installed(library.packageName) ?? installed(library.typesPackage) ?? "";
    configs.set(
      node,
      tsModule.isObjectLiteralExpression(node)
        ? describe(workspace, resolver, library, version, node)
        : unseen(library, version, node),
    );
  };
  /** What an expression may stand for, and where that is the call of a wrapper that does not resolve, the config inside. */
  const alternatives = (expression: ts.Expression): ts.Node[] =>
    resolver.alternatives(expression).map((one) => {
      const inner = configInside(tsModule, types, resolver, one);
      if (inner) wrappers.set(inner.literal, inner.wrapper);
      return inner?.literal ?? one;
    });
  /** @param isSure whether the expression is a config even where it cannot be seen through */
  const addAll = (expression: ts.Expression, candidates: readonly Library[], isSure: boolean): void => {
    for (const one of alternatives(expression)) {
      if (tsModule.isObjectLiteralExpression(one)) add(one, candidates);
      else if (isSure) add(expression, candidates);
    }
  };

  for (const file of program.getSourceFiles()) {
    if (!fileMayHoldAuth(file) || !isOwnFile(program, file)) continue;
    if (!isTyped(program, file)) continue;
    const names = importedNames(tsModule, file);
    const visit = (node: ts.Node): void => {
      if (tsModule.isCallExpression(node)) {
        const called = entriesCalled(tsModule, checker, names, node.expression);
        for (const [index, argument] of node.arguments.entries()) {
          const taking = called.filter(({ entry }) => entry.configArgument(node.arguments.length) === index);
          const isSure = taking.some(({ entry }) => entry.calledByReaders !== true);
          if (taking.length === 0) continue;
          addAll(
            argument,
            taking.map(({ library }) => library),
            isSure,
          );
          for (const one of alternatives(argument)) uses.set(one, [...(uses.get(one) ?? []), { call: node, taking }]);
        }
      }
      const typed = typedConfig(tsModule, node);
      if (typed) {
        const matching = libraries.filter((library) => namesConfigType(tsModule, names, library, typed.type));
        if (matching.length > 0) addAll(typed.value, matching, false);
      }
      assigned.push(...assignedCallbacks(tsModule, resolver, node));
      tsModule.forEachChild(node, visit);
    };
    visit(file);
  }
  const all = [...configs.values()].map((seen): AuthConfig => {
    const wrapper = wrappers.get(seen.node);
    const config = wrapper ? throughWrapper(seen, wrapper) : seen;
    const own = usesOf(config.library, uses.get(config.node) ?? []);
    return {
      ...withAssigned(config, assigned),
      isForReading:
        own.length > 0
          ? own.every(({ call, entries }) => readsOnly(tsModule, checker, call, entries))
          : isSpread(tsModule, resolver, config, [...configs.values()]),
      calls: own.map(({ call }) => call),
    };
  });
  return { ...withoutBases(tsModule, resolver, all), problems };
}

/** A call that takes a config, and the entry points of libraries that it may be a call of. */
interface ConfigUse {
  readonly call: ts.CallExpression;
  readonly taking: readonly { readonly library: Library; readonly entry: EntryPoint }[];
}

/** The calls that take a config as one of a library. */
function usesOf(library: Library, uses: readonly ConfigUse[]): { call: ts.CallExpression; entries: EntryPoint[] }[] {
  return uses.flatMap(({ call, taking }) => {
    const entries = taking.filter((one) => one.library === library).map(({ entry }) => entry);
    return entries.length > 0 ? [{ call, entries }] : [];
  });
}

/** Callbacks that are put into a config after it was made. */
interface CallbackAssignment {
  readonly config: ts.Node;
  readonly names: readonly ("session" | "jwt")[];
  readonly at: ts.Node;
}

/** `options.callbacks = …` and `options.callbacks.session = …` */
function assignedCallbacks(tsModule: typeof ts, resolver: Resolver, node: ts.Node): CallbackAssignment[] {
  if (!tsModule.isBinaryExpression(node) || node.operatorToken.kind !== tsModule.SyntaxKind.EqualsToken) return [];
  const target = unwrapped(tsModule, node.left);
  if (!tsModule.isPropertyAccessExpression(target)) return [];
  const of = (holder: ts.Expression, names: CallbackAssignment["names"]): CallbackAssignment[] => [
    { config: resolver.resolve(holder), names, at: node },
  ];
  if (target.name.text === "callbacks") return of(target.expression, ["session", "jwt"]);
  const [name] = (["session", "jwt"] as const).filter((one) => one === target.name.text);
  const callbacks = unwrapped(tsModule, target.expression);
  if (!name || !tsModule.isPropertyAccessExpression(callbacks) || callbacks.name.text !== "callbacks") return [];
  return of(callbacks.expression, [name]);
}

/** Whether and when such an assignment runs nobody can tell: the callback may be that one or the one before. */
function withAssigned(config: AuthConfig, assignments: readonly CallbackAssignment[]): AuthConfig {
  return assignments
    .filter((one) => one.config === config.node)
    .reduce((current, { names, at }) => {
      const open: Callback = { kind: "open", at };
      return { ...current, ...Object.fromEntries(names.map((name) => [name, open])) };
    }, config);
}

/**
 * Leaves out a config that another one spreads, callbacks included: it is a part of that one. What is shared between the edge and
 * Node, or between an app and its tests, would otherwise look like a second config that forgets what the first one writes. Where the
 * library is given one by itself as well, it makes sessions without the callbacks that the other one adds.
 */
function withoutBases(
  tsModule: typeof ts,
  resolver: Resolver,
  all: readonly AuthConfig[],
): Pick<Discovered, "configs" | "bases"> {
  const isKept = (base: Callback, callback: Callback): boolean =>
    base.kind === "absent" || (base.kind === "function" && callback.kind === "function" && base.node === callback.node);
  const isBase = (base: AuthConfig): boolean => {
    const isEmpty = base.session.kind === "absent" && base.jwt.kind === "absent";
    return all.some(
      (one) =>
        literalsSpread(tsModule, resolver, one.node).some((literal) => literal === base.node) &&
        (isEmpty || one.strategy === base.strategy) &&
        isKept(base.session, one.session) &&
        isKept(base.jwt, one.jwt),
    );
  };
  const bases = all.filter(isBase);
  return { configs: all.filter((one) => !bases.includes(one)), bases };
}

/** Whether another config spreads this one. */
function isSpread(tsModule: typeof ts, resolver: Resolver, { node }: AuthConfig, all: readonly AuthConfig[]): boolean {
  return all.some((one) => literalsSpread(tsModule, resolver, one.node).some((literal) => literal === node));
}

/** The object literals that a config spreads, and those that they spread in turn. */
function literalsSpread(tsModule: typeof ts, resolver: Resolver, node: ts.Expression): ts.ObjectLiteralExpression[] {
  if (!tsModule.isObjectLiteralExpression(node)) return [];
  return node.properties.filter(tsModule.isSpreadAssignment).flatMap((member) => {
    const spread = resolver.resolve(member.expression);
    return tsModule.isObjectLiteralExpression(spread) ? [spread, ...literalsSpread(tsModule, resolver, spread)] : [];
  });
}

/** Whether somebody sees the types of what is written here: TypeScript, checked JavaScript, or JavaScript with readers in TypeScript. */
function isTyped(program: ts.Program, file: ts.SourceFile): boolean {
  return isChecked(program, file) || program.getSourceFiles().some((other) => isTypedReader(program, other));
}

function isTypedReader(program: ts.Program, file: ts.SourceFile): boolean {
  return !isJavaScript(file) && !file.isDeclarationFile && isOwnFile(program, file) && mayReadSession(file.text);
}

/** Whether the compiler checks a file. The last `@ts-check` or `@ts-nocheck` above a JavaScript file's first statement decides. */
function isChecked(program: ts.Program, file: ts.SourceFile): boolean {
  if (!isJavaScript(file)) return true;
  const head = file.text.slice(0, file.statements[0]?.getStart(file) ?? file.text.length);
  const directive = [...head.matchAll(/@ts-(check|nocheck)\b/g)].at(-1)?.[1];
  return directive === undefined ? program.getCompilerOptions().checkJs === true : directive === "check";
}

function isJavaScript(file: ts.SourceFile): boolean {
  return /\.[cm]?jsx?$/.test(file.fileName);
}

/** What a file's imports bring under which local name. */
type ImportedNames = ReadonlyMap<string, ImportedName>;

interface ImportedName {
  readonly module: string;
  readonly exportName: string;
}

function importedNames(tsModule: typeof ts, file: ts.SourceFile): ImportedNames {
  const names = new Map<string, ImportedName>();
  for (const statement of file.statements) {
    if (tsModule.isVariableStatement(statement)) {
      for (const declaration of statement.declarationList.declarations) {
        for (const [name, required] of requiredNames(tsModule, declaration)) names.set(name, required);
      }
    }
    if (!tsModule.isImportDeclaration(statement) || !tsModule.isStringLiteral(statement.moduleSpecifier)) continue;
    const module = statement.moduleSpecifier.text;
    const clause = statement.importClause;
    if (clause?.name) names.set(clause.name.text, { module, exportName: "default" });
    const bindings = clause?.namedBindings;
    if (bindings && tsModule.isNamedImports(bindings)) {
      for (const element of bindings.elements) {
        names.set(element.name.text, { module, exportName: (element.propertyName ?? element.name).text });
      }
    } else if (bindings) {
      names.set(bindings.name.text, { module, exportName: "*" });
    }
  }
  return names;
}

/** `const auth = require("…")`, `const NextAuth = require("…").default`, `const { default: NextAuth } = require("…")`. */
function requiredNames(tsModule: typeof ts, { name, initializer }: ts.VariableDeclaration): [string, ImportedName][] {
  if (!initializer) return [];
  const member = tsModule.isPropertyAccessExpression(initializer) ? initializer : undefined;
  const call = member?.expression ?? initializer;
  if (!tsModule.isCallExpression(call) || !tsModule.isIdentifier(call.expression)) return [];
  const [specifier] = call.arguments;
  if (call.expression.text !== "require" || !specifier || !tsModule.isStringLiteralLike(specifier)) return [];
  const module = specifier.text;
  if (tsModule.isIdentifier(name)) return [[name.text, { module, exportName: member?.name.text ?? "*" }]];
  if (member || !tsModule.isObjectBindingPattern(name)) return [];
  return name.elements.flatMap((element): [string, ImportedName][] => {
    const key = element.propertyName ?? element.name;
    if (!tsModule.isIdentifier(element.name) || !tsModule.isIdentifier(key)) return [];
    return [[element.name.text, { module, exportName: key.text }]];
  });
}

/** The entry points that a callee names, read off the imports: that works even where the library's types do not resolve. */
function entriesCalled(
  tsModule: typeof ts,
  checker: ts.TypeChecker,
  names: ImportedNames,
  callee: ts.Expression,
): { library: Library; entry: EntryPoint }[] {
  const all = libraries.flatMap((library) => library.entryPoints.map((entry) => ({ library, entry })));
  if (tsModule.isPropertyAccessExpression(callee)) {
    // NextAuth.default(…) and, with `import * as auth`, auth.getServerSession(…)
    if (!tsModule.isIdentifier(callee.expression)) return [];
    const object = names.get(callee.expression.text);
    if (!object) return [];
    const wanted = callee.name.text;
    return all.filter(
      ({ entry }) =>
        entry.modules.includes(object.module) &&
        (object.exportName === "*"
          ? entry.exportName === wanted
          : wanted === "default" && entry.exportName === object.exportName),
    );
  }
  if (!tsModule.isIdentifier(callee)) return [];
  const imported = names.get(callee.text);
  if (imported) {
    return all.filter(
      ({ entry }) => entry.modules.includes(imported.module) && entry.exportName === imported.exportName,
    );
  }
  return all.filter(({ entry }) => entry.autoImportedAs === callee.text && !isDeclaredInOwnCode(checker, callee));
}

function isDeclaredInOwnCode(checker: ts.TypeChecker, name: ts.Identifier): boolean {
  return (
    checker
      .getSymbolAtLocation(name)
      ?.declarations?.some((declaration) => !declaration.getSourceFile().isDeclarationFile) === true
  );
}

/** `const x: T = value`, in JavaScript with a JSDoc type, `value satisfies T`, `value as T`, `(): T => value`. */
function typedConfig(tsModule: typeof ts, node: ts.Node): { type: ts.TypeNode; value: ts.Expression } | undefined {
  if (tsModule.isVariableDeclaration(node) && node.initializer) {
    const type = node.type ?? tsModule.getJSDocType(node);
    return type && { type, value: node.initializer };
  }
  if (tsModule.isSatisfiesExpression(node) || tsModule.isAssertionExpression(node))
    return { type: node.type, value: node.expression };
  if (tsModule.isArrowFunction(node) && node.type && !tsModule.isBlock(node.body))
    return { type: node.type, value: node.body };
  if (tsModule.isReturnStatement(node) && node.expression) {
    const owner = tsModule.findAncestor(node, tsModule.isFunctionLike);
    if (owner?.type) return { type: owner.type, value: node.expression };
  }
  return undefined;
}

/** Whether a type is the library's config, or a promise of it. */
function namesConfigType(tsModule: typeof ts, names: ImportedNames, library: Library, type: ts.TypeNode): boolean {
  const { modules, names: typeNames } = library.configTypes;
  if (tsModule.isImportTypeNode(type)) {
    const { argument, qualifier } = type;
    if (!qualifier || !tsModule.isIdentifier(qualifier) || !tsModule.isLiteralTypeNode(argument)) return false;
    const { literal } = argument;
    return tsModule.isStringLiteral(literal) && modules.includes(literal.text) && typeNames.includes(qualifier.text);
  }
  if (!tsModule.isTypeReferenceNode(type)) return false;
  const { typeName } = type;
  const [inner] = type.typeArguments ?? [];
  if (inner && tsModule.isIdentifier(typeName) && typeName.text === "Promise")
    return namesConfigType(tsModule, names, library, inner);
  if (tsModule.isIdentifier(typeName)) {
    const imported = names.get(typeName.text);
    return imported !== undefined && modules.includes(imported.module) && typeNames.includes(imported.exportName);
  }
  const namespace = tsModule.isIdentifier(typeName.left) ? names.get(typeName.left.text) : undefined;
  return namespace?.exportName === "*" && modules.includes(namespace.module) && typeNames.includes(typeName.right.text);
}

/** A config that the library is given and that cannot be seen through: `NextAuth(merge(base, own))`. It may hold any callback. */
function unseen(library: Library, version: string, node: ts.Expression): AuthConfig {
  const open: Callback = { kind: "open", at: node };
  return {
    library,
    version,
    node,
    session: open,
    jwt: open,
    signIn: open,
    hasAdapter: true,
    adapterUser: () => undefined,
    strategy: "unknown",
    hasDefaultStrategy: false,
    providers: { list: [], complete: false },
    isForReading: false,
    calls: [],
    mintsTokens: false,
  };
}

function describe(
  workspace: Workspace,
  resolver: Resolver,
  library: Library,
  version: string,
  node: ts.ObjectLiteralExpression,
): AuthConfig {
  const { ts: tsModule } = workspace;
  const callback = callbacksOf(workspace, resolver, node);
  const mintsTokens = ((): boolean => {
    const jwt = resolver.property(node, "jwt");
    if (jwt.kind === "absent") return false;
    if (jwt.kind === "open" || !tsModule.isObjectLiteralExpression(jwt.value)) return true;
    const { value } = jwt;
    return ["encode", "decode"].some((name) => resolver.property(value, name).kind !== "absent");
  })();
  return {
    library,
    version,
    node,
    session: callback("session"),
    jwt: callback("jwt"),
    signIn: callback("signIn"),
    hasAdapter: resolver.property(node, "adapter").kind !== "absent",
    adapterUser: once(() => adapterUser(workspace, resolver, node)),
    ...strategyOf(workspace, resolver, node),
    providers: describeProviders(workspace, resolver, node),
    isForReading: false,
    calls: [],
    mintsTokens,
  };
}

/** The callbacks of a config by name, seen through wrappers that do not resolve. */
function callbacksOf(
  { ts: tsModule, program }: Workspace,
  resolver: Resolver,
  config: ts.ObjectLiteralExpression,
): (name: string) => Callback {
  const types = typesOf(tsModule, program);
  const callbacks = resolver.property(config, "callbacks");
  const inside = <Meant extends ts.Node>(node: ts.Node, isMeant: (part: ts.Node) => part is Meant): Meant | undefined =>
    insideUnresolved(tsModule, types, resolver, node, isMeant);
  const isFunction = (part: ts.Node): part is FunctionWithBody => hasBody(tsModule, part);
  const isCallbacks = (part: ts.Node): part is ts.ObjectLiteralExpression =>
    tsModule.isObjectLiteralExpression(part) &&
    ["session", "jwt", "signIn"].some((name) => resolver.property(part, name).kind === "value");
  return (name) => {
    if (callbacks.kind !== "value") return callbacks;
    const outer = callbacks.value;
    const literal = tsModule.isObjectLiteralExpression(outer) ? outer : inside(outer, isCallbacks);
    if (!literal) return { kind: "open", at: outer };
    const found = resolver.property(literal, name);
    const isWrapped = literal !== outer && !tsModule.isFunctionLike(outer);
    if (found.kind === "absent" && isWrapped) return { kind: "open", at: outer };
    if (found.kind !== "value") return found;
    const { value } = found;
    if (isFunction(value)) return { kind: "function", node: value, ...(isWrapped && { wrapper: outer }) };
    const inner = inside(value, isFunction);
    return inner && !tsModule.isFunctionLike(value)
      ? { kind: "function", node: inner, wrapper: value }
      : { kind: "open", at: value };
  };
}

/** `session.strategy` where it is written; else `database` with an adapter and `jwt` without one, the libraries' own default. */
function strategyOf(
  { ts: tsModule, program }: Workspace,
  resolver: Resolver,
  node: ts.ObjectLiteralExpression,
): Pick<AuthConfig, "strategy" | "hasDefaultStrategy"> {
  const written = (strategy: Strategy): ReturnType<typeof strategyOf> => ({ strategy, hasDefaultStrategy: false });
  const session = resolver.property(node, "session");
  if (session.kind === "open") return written("unknown");
  if (session.kind === "value") {
    if (!tsModule.isObjectLiteralExpression(session.value)) return written("unknown");
    const strategy = resolver.property(session.value, "strategy");
    if (strategy.kind === "open") return written("unknown");
    if (strategy.kind === "value") {
      const { value } = strategy;
      if (!tsModule.isStringLiteralLike(value)) return written("unknown");
      return written(value.text === "jwt" || value.text === "database" ? value.text : "unknown");
    }
  }
  const byDefault = (strategy: Strategy): ReturnType<typeof strategyOf> => ({ strategy, hasDefaultStrategy: true });
  const adapter = resolver.property(node, "adapter");
  if (adapter.kind === "absent") return byDefault("jwt");
  if (adapter.kind === "open" || !tsModule.isExpression(adapter.value)) return byDefault("unknown");
  // `adapter: isTest ? undefined : …`
  const types = typesOf(tsModule, program);
  return byDefault(types.isNullable(types.typeAt(adapter.value)) ? "unknown" : "database");
}
