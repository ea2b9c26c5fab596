import type ts from "typescript";

/** The parameters that take a call's arguments: all but `this`, which is only a type. */
export function argumentParameters({ parameters }: ts.SignatureDeclaration): readonly ts.ParameterDeclaration[] {
  return parameters.filter(({ name }) => !("text" in name && name.text === "this"));
}
