import type ts from "typescript";

/** What functions take and give. */
export interface Calls {
  /** The declaration of what a call calls: of several signatures, of the one that fits. */
  calledDeclaration(call: ts.CallExpression): ts.SignatureDeclaration | ts.JSDocSignature | undefined;
  /** The type of the parameter that takes an argument of a call: of a rest parameter, that of the list. */
  parameterTaking(call: ts.CallExpression, index: number): ts.Type | undefined;
  /** What a function is declared to return, or returns where it does not say. */
  returnedBy(declaration: ts.SignatureDeclaration): ts.Type | undefined;
  /** The signatures by which a value of the type can be called, in the order of their declarations. */
  signaturesOf(type: ts.Type): readonly ts.Signature[];
  /** What a signature returns. */
  returnType(signature: ts.Signature): ts.Type;
  /** The types of a signature's parameters. */
  parameterTypes(signature: ts.Signature): readonly ts.Type[];
  /** The type that the place of an expression asks for. */
  contextualType(expression: ts.Expression): ts.Type | undefined;
}

/** The questions about calls, to one program. */
export function callsIn(program: ts.Program): Calls {
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
