import type ts from "typescript";
import JSON5 from "json5";
import type { Compiler, WithCompiler } from "../compiler.js";
import type { TypeScript } from "../../syntax/typescript.js";
import { testsOfKinds } from "./kinds.js";
import type { NativeModules } from "./modules.js";

/** Makes a file of a text, outside of any program. */
export type Parse = (fileName: string, text: string) => ts.SourceFile;

/**
 * The part of the `typescript` namespace that the engine uses, on the compiler of TypeScript 7. Its nodes have the
 * names and parts of TypeScript's own; what has another name, or is missing, is here.
 */
export function nativeNamespace(modules: NativeModules, parse: Parse, compiler: Compiler): WithCompiler {
  // The types of the two trees are not related, but the parts that the engine reads are the same.
  const { ast, sync } = modules as unknown as { readonly ast: TypeScript & Renamed; readonly sync: TypeScript };
  const { SyntaxKind } = ast;
  const scannerOf = ast.createScanner as unknown as (
    skipTrivia: boolean,
    variant?: ts.LanguageVariant,
    text?: string,
  ) => ts.Scanner;
  return {
    ...ast,
    ...sync,
    ...flagsOf(ast),
    compiler,
    version: modules.version,
    versionMajorMinor: modules.version.split(".").slice(0, 2).join(".") as TypeScript["versionMajorMinor"],
    TypeFormatFlags: typeFormatFlags as TypeScript["TypeFormatFlags"],
    ScriptTarget: { Latest: 99 } as TypeScript["ScriptTarget"],
    createScanner: (_, skipTrivia, variant, text) => scannerOf(skipTrivia, variant, text),
    createSourceFile: (fileName, text) => parse(fileName, text),
    parseJsonText: (fileName, text) => parse(fileName, text) as ts.JsonSourceFile,
    parseConfigFileTextToJson: (_, text) => {
      try {
        return { config: JSON5.parse<unknown>(text) };
      } catch {
        return {};
      }
    },
    flattenDiagnosticMessageText: (text, newLine) => flattened(text, newLine),
    forEachChild: (node, visit) => node.forEachChild(visit),
    findAncestor,
    ...testsOfKinds(ast),
    isExternalModule: ({ externalModuleIndicator }: ts.SourceFile & { readonly externalModuleIndicator?: unknown }) =>
      externalModuleIndicator !== undefined,
    getNameOfDeclaration: (node) => (node as { readonly name?: ts.DeclarationName } | undefined)?.name,
    isParameter: ast.isParameterDeclaration,
    isPropertySignature: ast.isPropertySignatureDeclaration,
    isMethodSignature: ast.isMethodSignatureDeclaration,
    isTypeAssertionExpression: ast.isTypeAssertion,
    isStringLiteralLike: ast.isStringLiteralLikeNode,
    // A hole in a pattern of a list is an element without a name.
    isOmittedExpression: ((node: ts.Node) =>
      ast.isOmittedExpression(node) ||
      (ast.isBindingElement(node) &&
        (node.name as ts.Node | undefined) === undefined)) as TypeScript["isOmittedExpression"],
    isOptionalChain: ((node: ts.Node) =>
      (node.flags & ast.NodeFlags.OptionalChain) !== 0 &&
      [
        SyntaxKind.PropertyAccessExpression,
        SyntaxKind.ElementAccessExpression,
        SyntaxKind.CallExpression,
        SyntaxKind.NonNullExpression,
      ].includes(node.kind)) as TypeScript["isOptionalChain"],
  };
}

/** Of those that the engine uses; 7.0 does not export them. */
const typeFormatFlags = {
  NoTruncation: 1,
  UseFullyQualifiedType: 64,
  UseAliasDefinedOutsideCurrentScope: 16_384,
  InTypeAlias: 8_388_608,
};

/** Tests with another name than in TypeScript's own namespace. */
interface Renamed {
  readonly isParameterDeclaration: TypeScript["isParameter"];
  readonly isPropertySignatureDeclaration: TypeScript["isPropertySignature"];
  readonly isMethodSignatureDeclaration: TypeScript["isMethodSignature"];
  readonly isTypeAssertion: TypeScript["isTypeAssertionExpression"];
  readonly isStringLiteralLikeNode: TypeScript["isStringLiteralLike"];
  readonly isModifier: (node: ts.Node) => node is ts.Modifier;
}

/** Questions about modifiers and flags. */
function flagsOf(
  ast: TypeScript & Renamed,
): Pick<
  TypeScript,
  "canHaveModifiers" | "getCombinedModifierFlags" | "getCombinedNodeFlags" | "getJSDocType" | "getModifiers"
> {
  const { SyntaxKind, ModifierFlags } = ast;
  const flagOf = new Map<ts.SyntaxKind, ts.ModifierFlags>([
    [SyntaxKind.AsyncKeyword, ModifierFlags.Async],
    [SyntaxKind.ExportKeyword, ModifierFlags.Export],
    [SyntaxKind.PrivateKeyword, ModifierFlags.Private],
    [SyntaxKind.ProtectedKeyword, ModifierFlags.Protected],
    [SyntaxKind.ReadonlyKeyword, ModifierFlags.Readonly],
    [SyntaxKind.StaticKeyword, ModifierFlags.Static],
  ]);
  const declaredWith = (node: ts.Node): ts.Node =>
    ast.isBindingElement(node) ? declaredWith(node.parent.parent) : node;
  const modifiersOf = (node: ts.Node): readonly ts.ModifierLike[] =>
    (node as { readonly modifiers?: readonly ts.ModifierLike[] }).modifiers ?? [];
  return {
    canHaveModifiers: ((node: ts.Node) => "modifiers" in node) as TypeScript["canHaveModifiers"],
    getModifiers: (node) => modifiersOf(node).filter((one) => ast.isModifier(one)),
    getCombinedNodeFlags: (node) => {
      // A variable, also one from a pattern, has the flags of its list and its statement.
      const declared = declaredWith(node);
      const list = ast.isVariableDeclaration(declared) ? declared.parent : declared;
      const statement = ast.isVariableDeclarationList(list) ? list.parent : list;
      return node.flags | list.flags | statement.flags;
    },
    getCombinedModifierFlags: (node): ts.ModifierFlags => {
      const declared = declaredWith(node);
      const list = ast.isVariableDeclaration(declared) ? declared.parent : undefined;
      const owner = list && ast.isVariableDeclarationList(list) ? list.parent : declared;
      return modifiersOf(owner).reduce<number>((flags, { kind }) => flags | (flagOf.get(kind) ?? 0), 0);
    },
    // The types in comments of JavaScript are parts of the tree.
    getJSDocType: () => undefined,
  };
}

function findAncestor(node: ts.Node | undefined, test: (node: ts.Node) => boolean | "quit"): ts.Node | undefined {
  for (let one = node; one; one = one.parent as ts.Node | undefined) {
    const answer = test(one);
    if (answer === "quit") return undefined;
    if (answer) return one;
  }
  return undefined;
}

function flattened(text: string | ts.DiagnosticMessageChain | undefined, newLine: string, indent = 0): string {
  if (text === undefined) return "";
  if (typeof text === "string") return text;
  const own = indent === 0 ? text.messageText : `${newLine}${"  ".repeat(indent)}${text.messageText}`;
  return own + (text.next ?? []).map((one) => flattened(one, newLine, indent + 1)).join("");
}
