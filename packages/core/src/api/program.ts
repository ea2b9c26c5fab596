import type ts from "typescript";

/**
 * A program, as the engine asks it. TypeScript's own `Program` is one. Nodes, types and symbols have TypeScript's own
 * names for their parts, whichever compiler has made them.
 */
export interface Program extends Pick<
  ts.Program,
  | "getCompilerOptions"
  | "getSemanticDiagnostics"
  | "getSourceFile"
  | "getSyntacticDiagnostics"
  | "isSourceFileDefaultLibrary"
  | "isSourceFileFromExternalLibrary"
> {
  readonly getTypeChecker: () => Checker;
}

/** The questions to a program's checker. TypeScript's own `TypeChecker` answers them. */
export type Checker = Pick<
  ts.TypeChecker,
  | "getAliasedSymbol"
  | "getAnyType"
  | "getAwaitedType"
  | "getBaseConstraintOfType"
  | "getBaseTypeOfLiteralType"
  | "getBaseTypes"
  | "getContextualType"
  | "getDeclaredTypeOfSymbol"
  | "getExportSymbolOfSymbol"
  | "getExportsOfModule"
  | "getIndexInfosOfType"
  | "getNeverType"
  | "getNonNullableType"
  | "getPropertiesOfType"
  | "getPropertyOfType"
  | "getResolvedSignature"
  | "getReturnTypeOfSignature"
  | "getShorthandAssignmentValueSymbol"
  | "getSignatureFromDeclaration"
  | "getSignaturesOfType"
  | "getSymbolAtLocation"
  | "getTypeArguments"
  | "getTypeAtLocation"
  | "getTypeFromTypeNode"
  | "getTypeOfSymbol"
  | "getTypeOfSymbolAtLocation"
  | "getUndefinedType"
  | "getWidenedType"
  | "isArrayType"
  | "isTupleType"
  | "isTypeAssignableTo"
  | "tryGetMemberInModuleExports"
  | "typeToString"
>;

/** The files around a program. TypeScript's own `CompilerHost` is one. */
export type Host = Pick<
  ts.CompilerHost,
  "directoryExists" | "fileExists" | "getCanonicalFileName" | "getCurrentDirectory" | "readFile"
> & {
  /** If it is set, the engine throws TypeScript's `OperationCanceledException` soon. */
  readonly getCancellationToken?: () => ts.CancellationToken;
};

/** The disk around a project. TypeScript's own `System` is one. */
export type System = Pick<
  ts.System,
  | "directoryExists"
  | "fileExists"
  | "getCurrentDirectory"
  | "getDirectories"
  | "readDirectory"
  | "readFile"
  | "realpath"
  | "resolvePath"
  | "useCaseSensitiveFileNames"
>;
