import type ts from "typescript";

/** The parameters that take a call's arguments: without `this`, which is a type and nothing else. */
export function argumentParameters({ parameters }: ts.SignatureDeclaration): readonly ts.ParameterDeclaration[] {
  return parameters.filter(({ name }) => !("text" in name && name.text === "this"));
}
