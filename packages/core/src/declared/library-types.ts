import type ts from "typescript";
import { once } from "../compiler/once.js";
import { viewOf, type ProgramView } from "../compiler/program-view.js";
import type { Types } from "../compiler/types.js";
import { augmentationsIn } from "./augmentations.js";
import type { Library } from "../discover/library.js";
import type { InterfaceName } from "../api/report.js";
import type { Workspace } from "../api/workspace.js";
import { overlayWorkspace } from "../workspace/edited.js";
import type { AuthConfig } from "../discover/auth-config.js";
import { isOwnFile } from "../compiler/own-files.js";
import { compilerOf } from "../compiler/compiler.js";

const interfaces: readonly InterfaceName[] = ["Session", "JWT", "User", "Profile", "Account"];

/**
 * A workspace whose program holds every interface of the library. That is the given one, unless a module with one of
 * them is imported by no file and cannot be replaced.
 */
export function withLibraryModules(workspace: Workspace, config: AuthConfig): Workspace {
  const { library, node } = config;
  const { fileName } = node.getSourceFile();
  const isTold = once(() => isTokenTold(workspace, config));
  const missing = modulesNotLoaded(workspace, library, fileName).filter(
    (specifier) => specifier !== library.specifiers.JWT || !isTold(),
  );
  if (missing.length === 0) return workspace;
  const imports = missing.map((specifier) => `import type {} from ${JSON.stringify(specifier)};\n`);
  const probe = `${fileName.slice(0, fileName.lastIndexOf("/"))}/typed-session-probe.d.ts`;
  return overlayWorkspace(workspace, new Map([[probe, imports.join("")]]), workspace.lastOverlay);
}

/**
 * Whether the callbacks' own types tell what the token's module would: nobody augments that module, so it only
 * re-exports the type that they are given.
 */
function isTokenTold(workspace: Workspace, config: AuthConfig): boolean {
  const { ts, program } = workspace;
  const specifier = config.library.specifiers.JWT;
  const isAugmented = augmentationsIn(ts, program, [config.library]).some((one) => one.specifier.text === specifier);
  return (
    !isAugmented && libraryTypes(viewOf(workspace), config.library, config.node.getSourceFile().fileName).has("JWT")
  );
}

/** The importable specifiers of a library that lead to no file of the program. */
export function modulesNotLoaded(workspace: Workspace, library: Library, fromFile: string): string[] {
  return [...new Set(Object.values(library.specifiers))].filter((specifier) => {
    const fileName = compilerOf(workspace.ts).resolvedFile(workspace, specifier, fromFile);
    return fileName !== undefined && !workspace.program.getSourceFile(fileName);
  });
}

/**
 * The library's interfaces as a file imports them: with every effective augmentation, as the readers of the session see
 * them. An interface that does not resolve is left out. So is a `JWT` other than the callbacks' own: two copies of
 * `@auth/core` have two.
 */
export function libraryTypes(view: ProgramView, library: Library, fromFile: string): Map<InterfaceName, ts.Type> {
  const { types } = view;
  const exported = (specifier: string, name: string): ts.Type | undefined => {
    const module = moduleNamed(view, specifier, fromFile);
    const symbol = module && types.exportNamed(module, name);
    const type = symbol && types.declaredType(asLibrarySeesIt(view, symbol));
    return type && !types.isAny(type) ? type : undefined;
  };
  const found = new Map<InterfaceName, ts.Type>();
  for (const name of interfaces) {
    const type = exported(library.specifiers[name], name);
    if (type) found.set(name, type);
  }
  const { module, exportName, property } = library.callbacksType;
  const holder = exported(module, exportName);
  const token = holder && givenToken(types, property === undefined ? holder : types.propertyType(holder, property));
  if (!token) return found;
  const known = found.get("JWT");
  if (known && types.symbolOf(token) !== types.symbolOf(known)) found.delete("JWT");
  if (!known && handsTokenOn(view, library, fromFile)) found.set("JWT", token);
  return found;
}

/**
 * Whether the unimported module of the token belongs to the package that declares the callbacks, so that both have the
 * same type. Another package may have two copies.
 */
function handsTokenOn(view: ProgramView, { specifiers, callbacksType }: Library, fromFile: string): boolean {
  if (!specifiers.JWT.startsWith(`${callbacksType.module}/`)) return false;
  const fileName = compilerOf(view.ts).resolvedFile(view, specifiers.JWT, fromFile);
  return fileName !== undefined && !view.program.getSourceFile(fileName);
}

/**
 * The interface that a declaration of the library has become. If a project augments both a module and another one that
 * re-exports it, the compiler may split the interface in two, depending on the order of the blocks. The library's own
 * code, and so every reader of a session, gets only this one.
 */
function asLibrarySeesIt({ ts, program, types }: ProgramView, symbol: ts.Symbol): ts.Symbol {
  const original = types
    .declarationsOf(symbol)
    .filter(ts.isInterfaceDeclaration)
    .find((one) => !isOwnFile(program, one.getSourceFile()));
  return (original && types.symbolAt(original.name)) ?? symbol;
}

/** The module behind a specifier in a file: a project's own declaration of it, or the file that it resolves to. */
function moduleNamed(view: ProgramView, specifier: string, fromFile: string): ts.Symbol | undefined {
  const { program, types } = view;
  const ambient = types.ambientModule(specifier);
  if (ambient) return ambient;
  const fileName = compilerOf(view.ts).resolvedFile(view, specifier, fromFile);
  const file = fileName === undefined ? undefined : program.getSourceFile(fileName);
  return file && types.moduleOf(file);
}

/** The type of the token that the `jwt` callback gets; `undefined` if that does not resolve. */
function givenToken(types: Types, callbacks: ts.Type | undefined): ts.Type | undefined {
  const jwt = callbacks && types.propertyType(callbacks, "jwt");
  const [signature] = jwt ? types.signaturesOf(types.withoutNullable(jwt)) : [];
  const [parameter] = signature ? types.parameterTypes(signature) : [];
  const token = parameter && types.propertyType(parameter, "token");
  return token && types.withoutNullable(token);
}
