import type ts from "typescript";
import type { Program } from "../api/program.js";

/** Questions about the parameters and results of functions. */
export interface Calls {
  /** The declaration of the called function; with several signatures, the one that fits. */
  calledDeclaration(call: ts.CallExpression): ts.SignatureDeclaration | ts.JSDocSignature | undefined;
  /** The type of the parameter that takes an argument of a call; for a rest parameter, the type of the list. */
  parameterTaking(call: ts.CallExpression, index: number): ts.Type | undefined;
  /** The declared return type of a function, or the inferred one. */
  returnedBy(declaration: ts.SignatureDeclaration): ts.Type | undefined;
  /** The call signatures of a type, in the order of their declarations. */
  signaturesOf(type: ts.Type): readonly ts.Signature[];
  /** The return type of a signature. */
  returnType(signature: ts.Signature): ts.Type;
  /** The types of a signature's parameters. */
  parameterTypes(signature: ts.Signature): readonly ts.Type[];
  /** The type that the place of an expression asks for. */
  contextualType(expression: ts.Expression): ts.Type | undefined;
}

/** Makes the questions about calls for one program. */
export function callsIn(program: Program): Calls {
  const checker = program.getTypeChecker();
  return {
    calledDeclaration: (call) => checker.getResolvedSignature(call)?.declaration,
    parameterTaking: (call, index) => {
      const parameters = checker.getResolvedSignature(call)?.parameters ?? [];
      const parameter = parameters[Math.min(index, parameters.length - 1)];
      return parameter && checker.getTypeOfSymbolAtLocation(parameter, call);
    },
    returnedBy: (declaration) => {
      const signature = checker.getSignatureFromDeclaration(declaration);
      return signature && checker.getReturnTypeOfSignature(signature);
    },
    signaturesOf: (type) => type.getCallSignatures(),
    returnType: (signature) => checker.getReturnTypeOfSignature(signature),
    parameterTypes: ({ parameters }) => parameters.map((parameter) => checker.getTypeOfSymbol(parameter)),
    contextualType: (expression) => checker.getContextualType(expression),
  };
}
