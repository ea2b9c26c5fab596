import type ts from "typescript";
import type { TypeScript } from "../syntax/typescript.js";
import type { Problem } from "../api/analysis.js";
import { viewOf, type ProgramView } from "../compiler/program-view.js";
import { locationOf } from "../compiler/positions.js";
import { unwrapped } from "../syntax/wrappers.js";
import { ignoredConfigs } from "./ignored.js";
import type { AuthConfig, Callback } from "./auth-config.js";
import { libraries } from "./libraries/index.js";
import type { EntryPoint, Library } from "./library.js";
import { installedVersion, isOfVersion, whyNotInstalled } from "./package-version.js";
import { readsOnly } from "./instances.js";
import { createResolver, type Resolver } from "./resolve.js";
import { fileMayHoldAuth, mayReadSession } from "./text-scan.js";
import { configInside, throughWrapper } from "./unresolved-wrappers.js";
import type { Workspace } from "../api/workspace.js";
import { importedNames, entriesCalled, typedConfig, namesConfigType, type ImportedNames } from "./entry-calls.js";
import { describe, unseen } from "./describe-config.js";
import type { Program } from "../api/program.js";
import { compilerOf } from "../compiler/compiler.js";

export interface Discovered {
  readonly configs: readonly AuthConfig[];
  /** Configs that are a part of another config: see `withoutBases`. */
  readonly bases: readonly AuthConfig[];
  readonly problems: readonly Problem[];
}

/**
 * Finds every auth config of the program, in program order, each once for all entry points that name it.
 *
 * @param ignored patterns of files whose configs are ignored
 */
export function discoverConfigs(workspace: Workspace, ignored: readonly string[] = []): Discovered {
  const { ts, program } = workspace;
  const search = new ConfigSearch(workspace);
  const isIgnored = ignoredConfigs(workspace.root, ignored);
  for (const file of compilerOf(ts).ownFiles(program)) {
    if (!fileMayHoldAuth(file) || isIgnored(file.fileName)) continue;
    if (isTyped(ts, program, file)) search.lookInto(file);
  }
  const { resolver, problems } = search;
  return { ...withoutBases(ts, resolver, search.found()), problems };
}

/** The configs found so far, file by file. */
class ConfigSearch {
  readonly resolver: Resolver;
  readonly problems: Problem[] = [];
  private readonly workspace: Workspace;
  private readonly view: ProgramView;
  private readonly configs = new Map<ts.Node, AuthConfig>();
  private readonly wrappers = new Map<ts.Node, ts.Expression>();
  private readonly assigned: CallbackAssignment[] = [];
  private readonly uses = new Map<ts.Node, ConfigUse[]>();

  constructor(workspace: Workspace) {
    this.workspace = workspace;
    this.view = viewOf(workspace);
    this.resolver = createResolver(this.view);
  }

  lookInto(file: ts.SourceFile): void {
    const { ts } = this.workspace;
    const names = importedNames(ts, file);
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node)) this.lookAtCall(node, names);
      const typed = typedConfig(ts, node);
      if (typed) {
        const matching = libraries.filter((library) => namesConfigType(ts, names, library, typed.type));
        if (matching.length > 0) this.addAll(typed.value, matching, false);
      }
      this.assigned.push(...assignedCallbacks(ts, this.resolver, node));
      ts.forEachChild(node, visit);
    };
    visit(file);
  }

  /** The configs, completed after all files have been searched. */
  found(): AuthConfig[] {
    const { ts } = this.view;
    const all = [...this.configs.values()];
    return all.map((seen): AuthConfig => {
      const wrapper = this.wrappers.get(seen.node);
      const config = wrapper ? throughWrapper(seen, wrapper) : seen;
      const own = usesOf(config.library, this.uses.get(config.node) ?? []);
      return {
        ...withAssigned(config, this.assigned),
        isForReading:
          own.length > 0
            ? own.every(({ call, entries }) => readsOnly(this.view, call, entries))
            : isSpread(ts, this.resolver, config, all),
        calls: own.map(({ call }) => call),
      };
    });
  }

  private lookAtCall(node: ts.CallExpression, names: ImportedNames): void {
    const called = entriesCalled(this.view, names, node.expression);
    for (const [index, argument] of node.arguments.entries()) {
      const taking = called.filter(({ entry }) => entry.configArgument(node.arguments.length) === index);
      if (taking.length === 0) continue;
      this.addAll(
        argument,
        taking.map(({ library }) => library),
        taking.some(({ entry }) => entry.calledByReaders !== true),
      );
      for (const one of this.alternatives(argument))
        this.uses.set(one, [...(this.uses.get(one) ?? []), { call: node, taking }]);
    }
  }

  /** @param isSure whether the expression is a config even if it cannot be seen through */
  private addAll(expression: ts.Expression, candidates: readonly Library[], isSure: boolean): void {
    for (const one of this.alternatives(expression)) {
      if (this.workspace.ts.isObjectLiteralExpression(one)) this.add(one, candidates);
      else if (isSure) this.add(expression, candidates);
    }
  }

  /** The expressions that an expression may stand for, with the config inside an unresolved wrapper. */
  private alternatives(expression: ts.Expression): ts.Node[] {
    return this.resolver.alternatives(expression).map((one) => {
      const inner = configInside(this.view, this.resolver, one);
      if (inner) this.wrappers.set(inner.literal, inner.wrapper);
      return inner?.literal ?? one;
    });
  }

  /** @param candidates the libraries of which it may be a config; the installed version decides */
  private add(node: ts.Expression, candidates: readonly Library[]): void {
    const [first] = candidates;
    if (!first || this.configs.has(node)) return;
    const { fileName } = node.getSourceFile();
    const installed = (packageName: string): string | undefined =>
      installedVersion(this.workspace.host, fileName, packageName);
    const library = candidates.find((one) => isOfVersion(one, installed(one.typesPackage)));
    if (!library) {
      this.fail(this.whyNotRead(candidates, first, fileName), node);
      return;
    }
    const version = installed(library.packageName) ?? installed(library.typesPackage) ?? "";
    this.configs.set(
      node,
      this.workspace.ts.isObjectLiteralExpression(node)
        ? describe(this.view, this.resolver, library, version, node)
        : unseen(library, version, node),
    );
  }

  /** The reason why no candidate library can be read: a sentence with what to do. */
  private whyNotRead(candidates: readonly Library[], { typesPackage, since }: Library, fileName: string): string {
    const { host } = this.workspace;
    const found = installedVersion(host, fileName, typesPackage);
    if (found === undefined) return whyNotInstalled(host, fileName, typesPackage);
    const known =
      since === undefined
        ? candidates.flatMap(({ majors }) => majors).join(" or ")
        : `${since.version} or later, since older ones ${since.older}`;
    return `${typesPackage} ${found} is not supported; what can be read is version ${known}.`;
  }

  private fail(message: string, node: ts.Node): void {
    if (!this.problems.some((known) => known.message === message))
      this.problems.push({ message, at: locationOf(this.workspace, node) });
  }
}

/** A call that takes a config, and the entry points that it may call. */
interface ConfigUse {
  readonly call: ts.CallExpression;
  readonly taking: readonly { readonly library: Library; readonly entry: EntryPoint }[];
}

/** The calls that take a config of one library. */
function usesOf(library: Library, uses: readonly ConfigUse[]): { call: ts.CallExpression; entries: EntryPoint[] }[] {
  return uses.flatMap(({ call, taking }) => {
    const entries = taking.filter((one) => one.library === library).map(({ entry }) => entry);
    return entries.length > 0 ? [{ call, entries }] : [];
  });
}

/** Callbacks that are assigned to a config after its creation. */
interface CallbackAssignment {
  readonly config: ts.Node;
  readonly names: readonly ("session" | "jwt")[];
  readonly at: ts.Node;
}

/** `options.callbacks = …` and `options.callbacks.session = …` */
function assignedCallbacks(ts: TypeScript, resolver: Resolver, node: ts.Node): CallbackAssignment[] {
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.EqualsToken) return [];
  const target = unwrapped(ts, node.left);
  if (!ts.isPropertyAccessExpression(target)) return [];
  const of = (holder: ts.Expression, names: CallbackAssignment["names"]): CallbackAssignment[] => [
    { config: resolver.resolve(holder), names, at: node },
  ];
  if (target.name.text === "callbacks") return of(target.expression, ["session", "jwt"]);
  const [name] = (["session", "jwt"] as const).filter((one) => one === target.name.text);
  const callbacks = unwrapped(ts, target.expression);
  if (!name || !ts.isPropertyAccessExpression(callbacks) || callbacks.name.text !== "callbacks") return [];
  return of(callbacks.expression, [name]);
}

/** Nobody can tell whether and when such an assignment runs: the callback may be that one or the one before. */
function withAssigned(config: AuthConfig, assignments: readonly CallbackAssignment[]): AuthConfig {
  return assignments
    .filter((one) => one.config === config.node)
    .reduce((current, { names, at }) => {
      const open: Callback = { kind: "open", at };
      return { ...current, ...Object.fromEntries(names.map((name) => [name, open])) };
    }, config);
}

/**
 * Leaves out a config that another one spreads with its callbacks, as a part of that one. A config shared between the
 * edge and Node, or between an app and its tests, would otherwise look like a second config without the first one's
 * fields. One that the library also gets by itself makes sessions without the callbacks that the other one adds.
 */
function withoutBases(
  ts: TypeScript,
  resolver: Resolver,
  all: readonly AuthConfig[],
): Pick<Discovered, "configs" | "bases"> {
  const isKept = (base: Callback, callback: Callback): boolean =>
    base.kind === "absent" || (base.kind === "function" && callback.kind === "function" && base.node === callback.node);
  const isBase = (base: AuthConfig): boolean => {
    const isEmpty = base.session.kind === "absent" && base.jwt.kind === "absent";
    return all.some(
      (one) =>
        literalsSpread(ts, resolver, one.node).some((literal) => literal === base.node) &&
        (isEmpty || one.strategy === base.strategy) &&
        isKept(base.session, one.session) &&
        isKept(base.jwt, one.jwt),
    );
  };
  const bases = all.filter(isBase);
  return { configs: all.filter((one) => !bases.includes(one)), bases };
}

/** Whether another config spreads this one. */
function isSpread(ts: TypeScript, resolver: Resolver, { node }: AuthConfig, all: readonly AuthConfig[]): boolean {
  return all.some((one) => literalsSpread(ts, resolver, one.node).some((literal) => literal === node));
}

/** The object literals that a config spreads, and those that they spread in turn. */
function literalsSpread(ts: TypeScript, resolver: Resolver, node: ts.Expression): ts.ObjectLiteralExpression[] {
  if (!ts.isObjectLiteralExpression(node)) return [];
  return node.properties.filter(ts.isSpreadAssignment).flatMap((member) => {
    const spread = resolver.resolve(member.expression);
    return ts.isObjectLiteralExpression(spread) ? [spread, ...literalsSpread(ts, resolver, spread)] : [];
  });
}

/**
 * Whether somebody sees the types of a file: it is TypeScript, checked JavaScript, or JavaScript with readers in
 * TypeScript.
 */
function isTyped(ts: TypeScript, program: Program, file: ts.SourceFile): boolean {
  return isChecked(program, file) || compilerOf(ts).ownFiles(program).some(isTypedReader);
}

function isTypedReader(file: ts.SourceFile): boolean {
  return !isJavaScript(file) && !file.isDeclarationFile && mayReadSession(file.text);
}

/** Whether the compiler checks a file. The last `@ts-check` or `@ts-nocheck` above a JavaScript file's first statement decides. */
function isChecked(program: Program, file: ts.SourceFile): boolean {
  if (!isJavaScript(file)) return true;
  const head = file.text.slice(0, file.statements[0]?.getStart(file) ?? file.text.length);
  const directive = [...head.matchAll(/@ts-(check|nocheck)\b/g)].at(-1)?.[1];
  return directive === undefined ? program.getCompilerOptions().checkJs === true : directive === "check";
}

function isJavaScript(file: ts.SourceFile): boolean {
  return /\.[cm]?jsx?$/.test(file.fileName);
}
