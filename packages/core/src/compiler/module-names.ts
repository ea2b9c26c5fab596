import type ts from "typescript";
import type { TypeScript } from "../syntax/typescript.js";
import { relativeName } from "./positions.js";
import type { ImportableName } from "../edits/needed-import.js";
import type { Program, Checker } from "../api/program.js";
import { type ProgramWithHost, compilerOf } from "./compiler.js";
import { isOwnFile } from "./own-files.js";

/**
 * The import that makes `symbol` nameable in `target`, if there is one.
 *
 * An existing import of `target` is used unchanged, with its path and its local name. Else a file of the same package is
 * imported by a relative path. A dependency, or another package of the repository, is imported by a specifier that the
 * project already uses for it, or by the package's name, if TypeScript resolves it to a module that exports the symbol.
 * The path is never absolute.
 */
export function importableName(
  ts: TypeScript,
  { program, host }: ProgramWithHost,
  symbol: ts.Symbol,
  target: string,
): ImportableName | undefined {
  const checker = program.getTypeChecker();
  const declaration = symbol.declarations?.[0];
  if (!declaration) return undefined;
  const file = declaration.getSourceFile();
  const importing = program.getSourceFile(target);
  const imported = importing && importOf(ts, checker, importing, symbol);
  if (imported) return imported;

  const exportOf = (moduleFile: ts.SourceFile): string | undefined => {
    const moduleSymbol = checker.getSymbolAtLocation(moduleFile);
    if (!moduleSymbol) return undefined;
    const exported = checker.getExportsOfModule(moduleSymbol);
    const found =
      exported.find((candidate) => unalias(ts, checker, candidate) === symbol) ??
      exported.find((candidate) => standsFor(ts, checker, candidate, symbol));
    return found?.name;
  };
  const resolve = (specifier: string): ts.SourceFile | undefined => {
    const fileName = compilerOf(ts).resolvedFile({ program, host }, specifier, target);
    return fileName === undefined ? undefined : program.getSourceFile(fileName);
  };

  const isOwn = isOwnFile(program, file);
  const manifest = isOwn ? manifestAround(host, file.fileName) : undefined;
  // Another package of the repository is imported by its name.
  const isOfOther = manifest !== undefined && manifest.folder !== manifestAround(host, target)?.folder;
  const specifiers = isOwn && !isOfOther ? [] : packageSpecifiers(ts, program, file, manifest?.text);
  for (const specifier of specifiers) {
    const resolved = resolve(specifier);
    const exportName = resolved && exportOf(resolved);
    if (exportName !== undefined) return { exportName, specifier };
  }
  const exportName = isOwn ? exportOf(file) : undefined;
  if (exportName === undefined) return undefined;
  const specifier = relativeSpecifiers(target, file.fileName).find((candidate) => resolve(candidate) === file);
  return specifier === undefined ? undefined : { exportName, specifier };
}

/** A `package.json`. */
export interface PackageManifest {
  /** Absolute, `/`-separated. */
  readonly folder: string;
  readonly text: string;
}

/** The nearest `package.json` around a file. */
export function manifestAround(host: ts.ModuleResolutionHost, fileName: string): PackageManifest | undefined {
  let folder = fileName;
  while (folder.includes("/")) {
    folder = folder.slice(0, folder.lastIndexOf("/"));
    const name = `${folder}/package.json`;
    const text = host.fileExists(name) ? host.readFile(name) : undefined;
    if (text !== undefined) return { folder, text };
  }
  return undefined;
}

/** The name that a manifest gives its package. */
function nameIn(manifest: string): string | undefined {
  try {
    const { name } = JSON.parse(manifest) as { readonly name?: unknown };
    return typeof name === "string" ? name : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Whether a name means a symbol. `export type Role = $Enums.Role` is another name for the same type, which a generated
 * Prisma client exports beside its namespace.
 */
export function standsFor(ts: TypeScript, checker: Checker, name: ts.Symbol, symbol: ts.Symbol): boolean {
  const meant = unalias(ts, checker, name);
  if (meant === symbol) return true;
  // Only the same name counts: the type of each export would make the checker read the whole client.
  if (meant.name !== symbol.name || (meant.flags & symbol.flags & ts.SymbolFlags.TypeAlias) === 0) return false;
  return checker.getDeclaredTypeOfSymbol(meant) === checker.getDeclaredTypeOfSymbol(symbol);
}

/** The first import of a symbol in a file. */
function importOf(
  ts: TypeScript,
  checker: Checker,
  file: ts.SourceFile,
  symbol: ts.Symbol,
): ImportableName | undefined {
  for (const { importClause, moduleSpecifier } of file.statements.filter(ts.isImportDeclaration)) {
    if (!ts.isStringLiteral(moduleSpecifier)) continue;
    for (const { name, exportName } of importedNames(ts, importClause)) {
      const alias = checker.getSymbolAtLocation(name);
      if (!alias || !standsFor(ts, checker, alias, symbol)) continue;
      const { text: specifier } = moduleSpecifier;
      return { exportName, specifier, ...(name.text !== exportName && { localName: name.text }) };
    }
  }
  return undefined;
}

/** The local names of an import declaration, each with the module's name for it. */
function importedNames(
  ts: TypeScript,
  clause: ts.ImportClause | undefined,
): readonly { readonly name: ts.Identifier; readonly exportName: string }[] {
  const { name: whole, namedBindings } = clause ?? {};
  const named = namedBindings && ts.isNamedImports(namedBindings) ? namedBindings.elements : [];
  return [
    ...(whole ? [{ name: whole, exportName: "default" }] : []),
    ...named.map(({ name, propertyName }) => ({ name, exportName: (propertyName ?? name).text })),
  ];
}

/** The symbol that an import or re-export finally stands for. */
export function unalias(ts: TypeScript, checker: Checker, symbol: ts.Symbol): ts.Symbol {
  return (symbol.flags & ts.SymbolFlags.Alias) !== 0 ? checker.getAliasedSymbol(symbol) : symbol;
}

/**
 * Bare specifiers that may lead to a dependency's file: those that the project imports, then the package's name.
 *
 * @param manifest that of another package of the repository
 */
function packageSpecifiers(ts: TypeScript, program: Program, file: ts.SourceFile, manifest?: string): string[] {
  const [, ...inModules] = file.fileName.split("/node_modules/");
  const inPackage = manifest === undefined ? /^(?:@[^/]+\/)?[^/]+/.exec(inModules.at(-1) ?? "")?.[0] : nameIn(manifest);
  const imported = new Set<string>();
  for (const own of compilerOf(ts).ownFiles(program)) {
    for (const statement of own.statements) {
      if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue;
      const specifier = statement.moduleSpecifier.text;
      if (!/^[./]/.test(specifier)) imported.add(specifier);
    }
  }
  if (inPackage !== undefined) imported.add(inPackage.replace(/^@types\//, ""));
  return [...imported];
}

/**
 * Relative specifiers for `to` as seen from `from`, the shortest form first; the caller asks TypeScript which one
 * resolves.
 */
export function relativeSpecifiers(from: string, to: string): string[] {
  const steps = relativeName(from.slice(0, from.lastIndexOf("/")), to);
  const path = steps.startsWith("../") ? steps : `./${steps}`;
  const bare = path.replace(/(\.d)?\.[cm]?[jt]sx?$/, "");
  const emitted = path.replace(/(?:\.d)?\.([cm]?)tsx?$/, ".$1js");
  return bare.endsWith("/index") ? [bare.slice(0, -"/index".length), bare, emitted] : [bare, emitted];
}
