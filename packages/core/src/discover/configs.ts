import type ts from "typescript";
import type { Problem } from "../api/analysis.js";
import { isOwnFile } from "../compiler/module-names.js";
import { typesOf } from "../compiler/types.js";
import { locationOf } from "../compiler/positions.js";
import { unwrapped } from "../syntax/wrappers.js";
import type { AuthConfig, Callback } from "./auth-config.js";
import { libraries } from "./libraries/index.js";
import type { EntryPoint, Library } from "./library.js";
import { installedVersion, isOfVersion } from "./package-version.js";
import { readsOnly } from "./instances.js";
import { createResolver, type Resolver } from "./resolve.js";
import { fileMayHoldAuth, mayReadSession } from "./text-scan.js";
import { configInside, throughWrapper } from "./unresolved-wrappers.js";
import type { Workspace } from "../api/workspace.js";
import { importedNames, entriesCalled, typedConfig, namesConfigType } from "./entry-calls.js";
import { describe, unseen } from "./describe-config.js";

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
