import type ts from "typescript";
import type { TypeView } from "../compiler/program-view.js";
import type { Types } from "../compiler/types.js";
import type { TypeScript } from "../syntax/typescript.js";
import { libraries } from "./libraries/index.js";
import type { EntryPoint, Library } from "./library.js";

/** A file's imports under their local names. */
export type ImportedNames = ReadonlyMap<string, ImportedName>;

interface ImportedName {
  readonly module: string;
  readonly exportName: string;
}

export function importedNames(ts: TypeScript, file: ts.SourceFile): ImportedNames {
  const names = new Map<string, ImportedName>();
  for (const statement of file.statements) {
    if (ts.isVariableStatement(statement)) {
      for (const declaration of statement.declarationList.declarations) {
        for (const [name, required] of requiredNames(ts, declaration)) names.set(name, required);
      }
    }
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue;
    const module = statement.moduleSpecifier.text;
    const clause = statement.importClause;
    if (clause?.name) names.set(clause.name.text, { module, exportName: "default" });
    const bindings = clause?.namedBindings;
    if (bindings && ts.isNamedImports(bindings)) {
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
function requiredNames(ts: TypeScript, { name, initializer }: ts.VariableDeclaration): [string, ImportedName][] {
  if (!initializer) return [];
  const member = ts.isPropertyAccessExpression(initializer) ? initializer : undefined;
  const call = member?.expression ?? initializer;
  if (!ts.isCallExpression(call) || !ts.isIdentifier(call.expression)) return [];
  const [specifier] = call.arguments;
  if (call.expression.text !== "require" || !specifier || !ts.isStringLiteralLike(specifier)) return [];
  const module = specifier.text;
  if (ts.isIdentifier(name)) return [[name.text, { module, exportName: member?.name.text ?? "*" }]];
  if (member || !ts.isObjectBindingPattern(name)) return [];
  return name.elements.flatMap((element): [string, ImportedName][] => {
    const key = element.propertyName ?? element.name;
    if (!ts.isIdentifier(element.name) || !ts.isIdentifier(key)) return [];
    return [[element.name.text, { module, exportName: key.text }]];
  });
}

/** The entry points that a callee names, according to the imports alone, even if the library's types do not resolve. */
export function entriesCalled(
  { ts, types }: TypeView,
  names: ImportedNames,
  callee: ts.Expression,
): { library: Library; entry: EntryPoint }[] {
  const all = libraries.flatMap((library) => library.entryPoints.map((entry) => ({ library, entry })));
  if (ts.isPropertyAccessExpression(callee)) {
    // NextAuth.default(…) and, with `import * as auth`, auth.getServerSession(…)
    if (!ts.isIdentifier(callee.expression)) return [];
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
  if (!ts.isIdentifier(callee)) return [];
  const imported = names.get(callee.text);
  if (imported) {
    return all.filter(
      ({ entry }) => entry.modules.includes(imported.module) && entry.exportName === imported.exportName,
    );
  }
  return all.filter(({ entry }) => entry.autoImportedAs === callee.text && !isDeclaredInOwnCode(types, callee));
}

function isDeclaredInOwnCode(types: Types, name: ts.Identifier): boolean {
  return types
    .declarationsOf(types.symbolAt(name))
    .some((declaration) => !declaration.getSourceFile().isDeclarationFile);
}

/**
 * `const x: T = value`, in JavaScript with a JSDoc type, `value satisfies T`, `value as T`, `(): T => value`. => A
 * typed value: `const x: T = value`, in JavaScript with a JSDoc type, `value satisfies T`, `value as T`, `(): T =>
 * value`.
 */
export function typedConfig(ts: TypeScript, node: ts.Node): { type: ts.TypeNode; value: ts.Expression } | undefined {
  if (ts.isVariableDeclaration(node) && node.initializer) {
    const type = node.type ?? ts.getJSDocType(node);
    return type && { type, value: node.initializer };
  }
  if (ts.isSatisfiesExpression(node) || ts.isAssertionExpression(node))
    return { type: node.type, value: node.expression };
  if (ts.isArrowFunction(node) && node.type && !ts.isBlock(node.body)) return { type: node.type, value: node.body };
  if (ts.isReturnStatement(node) && node.expression) {
    const owner = ts.findAncestor(node, ts.isFunctionLike);
    if (owner?.type) return { type: owner.type, value: node.expression };
  }
  return undefined;
}

/** Whether a type is the library's config, or a promise of it. */
export function namesConfigType(ts: TypeScript, names: ImportedNames, library: Library, type: ts.TypeNode): boolean {
  const { modules, names: typeNames } = library.configTypes;
  if (ts.isImportTypeNode(type)) {
    const { argument, qualifier } = type;
    if (!qualifier || !ts.isIdentifier(qualifier) || !ts.isLiteralTypeNode(argument)) return false;
    const { literal } = argument;
    return ts.isStringLiteral(literal) && modules.includes(literal.text) && typeNames.includes(qualifier.text);
  }
  if (!ts.isTypeReferenceNode(type)) return false;
  const { typeName } = type;
  const [inner] = type.typeArguments ?? [];
  if (inner && ts.isIdentifier(typeName) && typeName.text === "Promise")
    return namesConfigType(ts, names, library, inner);
  if (ts.isIdentifier(typeName)) {
    const imported = names.get(typeName.text);
    return imported !== undefined && modules.includes(imported.module) && typeNames.includes(imported.exportName);
  }
  const namespace = ts.isIdentifier(typeName.left) ? names.get(typeName.left.text) : undefined;
  return namespace?.exportName === "*" && modules.includes(namespace.module) && typeNames.includes(typeName.right.text);
}
