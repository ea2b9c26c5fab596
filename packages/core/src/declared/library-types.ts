import type ts from "typescript";
import { isOwnFile, resolvedFile, unalias } from "../compiler/module-names.js";
import type { ProgramWithHost } from "../compiler/overlay.js";
import type { Library } from "../discover/library.js";
import type { InterfaceName } from "../api/report.js";
import type { Workspace } from "../api/workspace.js";
import { overlayWorkspace } from "../workspace/edited.js";
import type { AuthConfig } from "../discover/auth-config.js";

const interfaces: readonly InterfaceName[] = ["Session", "JWT", "User", "Profile", "Account"];

/**
 * A workspace whose program holds every module that declares one of the library's interfaces. That is the given one, unless no file of it
 * imports such a module.
 */
export function withLibraryModules(workspace: Workspace, { library, node }: AuthConfig): Workspace {
  const { fileName } = node.getSourceFile();
  const missing = modulesNotLoaded(workspace, library, fileName);
  if (missing.length === 0) return workspace;
  const imports = missing.map((specifier) => `import type {} from ${JSON.stringify(specifier)};\n`);
  const probe = `${fileName.slice(0, fileName.lastIndexOf("/"))}/typed-session-probe.d.ts`;
  return overlayWorkspace(workspace, new Map([[probe, imports.join("")]]), workspace.lastOverlay);
}

/** The specifiers of a library that a file could import and that lead to no file of the program. */
export function modulesNotLoaded(workspace: Workspace, library: Library, fromFile: string): string[] {
  return [...new Set(Object.values(library.specifiers))].filter((specifier) => {
    const fileName = resolvedFile(workspace.ts, workspace, specifier, fromFile);
    return fileName !== undefined && !workspace.program.getSourceFile(fileName);
  });
}

/**
 * The library's interfaces as a file beside the config can import them: with every augmentation that takes effect, which is what the readers
 * of the session see. An interface that does not resolve is left out. So is a `JWT` that is not the one which the callbacks are given:
 * two copies of `@auth/core` have two.
 */
export function libraryTypes(
  tsModule: typeof ts,
  source: ProgramWithHost,
  { library, node }: AuthConfig,
): Map<InterfaceName, ts.Type> {
  const checker = source.program.getTypeChecker();
  const fromFile = node.getSourceFile().fileName;
  const exported = (specifier: string, name: string): ts.Type | undefined => {
    const module = moduleNamed(tsModule, source, specifier, fromFile);
    const symbol = module && checker.tryGetMemberInModuleExports(name, module);
    // With several augmentations the export is one symbol, and what they make of it another.
    const merged = symbol && checker.getExportSymbolOfSymbol(unalias(tsModule, checker, symbol));
    const type = merged && checker.getDeclaredTypeOfSymbol(asLibrarySeesIt(tsModule, source.program, merged));
    return type && (type.flags & tsModule.TypeFlags.Any) === 0 ? type : undefined;
  };
  const found = new Map<InterfaceName, ts.Type>();
  for (const name of interfaces) {
    const type = exported(library.specifiers[name], name);
    if (type) found.set(name, type);
  }
  const { module, exportName, property } = library.callbacksType;
  const holder = exported(module, exportName);
  const token = holder && givenToken(checker, property === undefined ? holder : member(checker, holder, property));
  if (token && token.symbol !== found.get("JWT")?.symbol) found.delete("JWT");
  return found;
}

/**
 * What a declaration of the library has become. Where a project augments a module and another one that re-exports it, the compiler may split
 * the interface in two, by the order of the blocks: the library's own code, and so every reader of a session, is given only this one.
 */
function asLibrarySeesIt(tsModule: typeof ts, program: ts.Program, symbol: ts.Symbol): ts.Symbol {
  const original = symbol.declarations
    ?.filter(tsModule.isInterfaceDeclaration)
    .find((one) => !isOwnFile(program, one.getSourceFile()));
  return (original && program.getTypeChecker().getSymbolAtLocation(original.name)) ?? symbol;
}

/** The module that a specifier stands for in a file: a project's own declaration of it, or the file that it resolves to. */
function moduleNamed(
  tsModule: typeof ts,
  source: ProgramWithHost,
  specifier: string,
  fromFile: string,
): ts.Symbol | undefined {
  const { program } = source;
  const checker = program.getTypeChecker();
  const ambient = checker.getAmbientModules().find(({ name }) => name === `"${specifier}"`);
  if (ambient) return ambient;
  const fileName = resolvedFile(tsModule, source, specifier, fromFile);
  const file = fileName === undefined ? undefined : program.getSourceFile(fileName);
  return file && checker.getSymbolAtLocation(file);
}

/** The type of the token that the `jwt` callback gets; `undefined` where that does not resolve. */
function givenToken(checker: ts.TypeChecker, callbacks: ts.Type | undefined): ts.Type | undefined {
  const [signature] = (callbacks && member(checker, callbacks, "jwt"))?.getCallSignatures() ?? [];
  const parameter = signature?.parameters[0];
  return parameter && member(checker, checker.getTypeOfSymbol(parameter), "token");
}

function member(checker: ts.TypeChecker, type: ts.Type, name: string): ts.Type | undefined {
  const symbol = checker.getPropertyOfType(type, name);
  return symbol && checker.getNonNullableType(checker.getTypeOfSymbol(symbol));
}
