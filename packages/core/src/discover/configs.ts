import type ts from "typescript";
import type { Problem, Workspace } from "../analysis.js";
import { isOwnFile } from "../compiler/module-names.js";
import { typesOf } from "../compiler/types.js";
import { locationOf } from "../compiler/positions.js";
import type { Strategy } from "../report.js";
import { libraries } from "./libraries/index.js";
import type { EntryPoint, Library } from "./library.js";
import { installedVersion } from "./package-version.js";
import { describeProviders, type Providers } from "./providers.js";
import { createResolver, hasBody, type FunctionWithBody, type Resolver } from "./resolve.js";
import { mayHoldAuth } from "./text-scan.js";

/** One auth config of the program: the object that holds the callbacks, and what it says beside them. */
export interface AuthConfig {
  readonly library: Library;
  readonly version: string;
  /** The object literal; a config's place in reports is where this starts. */
  readonly node: ts.ObjectLiteralExpression;
  readonly session: Callback;
  readonly jwt: Callback;
  readonly strategy: Strategy;
  /** The strategy is nowhere written: it is the library's default for a config with, or without, an adapter. */
  readonly hasDefaultStrategy: boolean;
  readonly providers: Providers;
  /** The config encodes or decodes tokens itself, so that a token can hold what no callback wrote. */
  readonly mintsTokens: boolean;
}

/** A callback of the config: its function, nothing, or something that cannot be seen through. */
export type Callback =
  | { readonly kind: "function"; readonly node: FunctionWithBody }
  | { readonly kind: "absent" }
  | { readonly kind: "open"; readonly at: ts.Node };

/** The functions of a config's callbacks, where they can be followed. */
export function callbackFunctions({ session, jwt }: AuthConfig): FunctionWithBody[] {
  return [session, jwt].flatMap((one) => (one.kind === "function" ? [one.node] : []));
}

export interface Discovered {
  readonly configs: readonly AuthConfig[];
  readonly problems: readonly Problem[];
}

/** Finds every auth config of the program, in program order, each once however many entry points name it. */
export function discoverConfigs(workspace: Workspace): Discovered {
  const { ts: tsModule, program } = workspace;
  const checker = program.getTypeChecker();
  const resolver = createResolver(tsModule, checker);
  const configs = new Map<ts.Node, AuthConfig>();
  const problems: Problem[] = [];

  const fail = (message: string, node: ts.Node): void => {
    if (!problems.some((known) => known.message === message))
      problems.push({ message, at: locationOf(workspace, node) });
  };
  const add = (expression: ts.Expression, candidates: readonly Library[]): void => {
    const resolved = resolver.resolve(expression);
    const [first] = candidates;
    if (!first || !tsModule.isObjectLiteralExpression(resolved) || configs.has(resolved)) return;
    const fileName = resolved.getSourceFile().fileName;
    const installed = (packageName: string): string | undefined =>
      installedVersion(workspace.host, fileName, packageName);
    const version = installed(first.typesPackage);
    if (version === undefined) {
      fail(`${first.typesPackage} is not installed; install the project's dependencies and run again.`, resolved);
      return;
    }
    const library = candidates.find((candidate) => candidate.supports(version));
    if (!library) {
      fail(`${first.typesPackage} ${version} is not supported.`, resolved);
      return;
    }
    configs.set(resolved, describe(workspace, resolver, library, installed(library.packageName) ?? version, resolved));
  };

  for (const file of program.getSourceFiles()) {
    if (file.isDeclarationFile || !isOwnFile(program, file) || !mayHoldAuth(file.text)) continue;
    const names = importedNames(tsModule, file);
    const visit = (node: ts.Node): void => {
      if (tsModule.isCallExpression(node)) {
        for (const { library, entry } of entriesCalled(tsModule, checker, names, node.expression)) {
          const index = entry.configArgument(node.arguments.length);
          const argument = index === undefined ? undefined : node.arguments[index];
          if (argument) add(argument, [library]);
        }
      }
      const typed = typedConfig(tsModule, node);
      if (typed) {
        const matching = libraries.filter((library) => namesConfigType(tsModule, names, library, typed.type));
        if (matching.length > 0) add(typed.value, matching);
      }
      tsModule.forEachChild(node, visit);
    };
    visit(file);
  }
  return { configs: [...configs.values()], problems };
}

/** What a file's imports bring under which local name. */
type ImportedNames = ReadonlyMap<string, { readonly module: string; readonly exportName: string }>;

function importedNames(tsModule: typeof ts, file: ts.SourceFile): ImportedNames {
  const names = new Map<string, { module: string; exportName: string }>();
  for (const statement of file.statements) {
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

/** `const x: T = value`, `value satisfies T`, `value as T`, `(): T => value`. */
function typedConfig(tsModule: typeof ts, node: ts.Node): { type: ts.TypeNode; value: ts.Expression } | undefined {
  if (tsModule.isVariableDeclaration(node) && node.type && node.initializer)
    return { type: node.type, value: node.initializer };
  if (tsModule.isSatisfiesExpression(node) || tsModule.isAsExpression(node))
    return { type: node.type, value: node.expression };
  if (tsModule.isArrowFunction(node) && node.type && !tsModule.isBlock(node.body))
    return { type: node.type, value: node.body };
  if (tsModule.isReturnStatement(node) && node.expression) {
    const owner = tsModule.findAncestor(node, tsModule.isFunctionLike);
    if (owner?.type) return { type: owner.type, value: node.expression };
  }
  return undefined;
}

function namesConfigType(tsModule: typeof ts, names: ImportedNames, library: Library, type: ts.TypeNode): boolean {
  if (!tsModule.isTypeReferenceNode(type)) return false;
  const { modules, names: typeNames } = library.configTypes;
  const { typeName } = type;
  if (tsModule.isIdentifier(typeName)) {
    const imported = names.get(typeName.text);
    return imported !== undefined && modules.includes(imported.module) && typeNames.includes(imported.exportName);
  }
  const namespace = tsModule.isIdentifier(typeName.left) ? names.get(typeName.left.text) : undefined;
  return namespace?.exportName === "*" && modules.includes(namespace.module) && typeNames.includes(typeName.right.text);
}

function describe(
  workspace: Workspace,
  resolver: Resolver,
  library: Library,
  version: string,
  node: ts.ObjectLiteralExpression,
): AuthConfig {
  const { ts: tsModule } = workspace;
  const callbacks = resolver.property(node, "callbacks");
  const callback = (name: string): Callback => {
    if (callbacks.kind !== "value") return callbacks;
    if (!tsModule.isObjectLiteralExpression(callbacks.value)) return { kind: "open", at: callbacks.value };
    const found = resolver.property(callbacks.value, name);
    if (found.kind !== "value") return found;
    return hasBody(tsModule, found.value) ? { kind: "function", node: found.value } : { kind: "open", at: found.value };
  };
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
    ...strategyOf(workspace, resolver, node),
    providers: describeProviders(workspace, resolver, node),
    mintsTokens,
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
