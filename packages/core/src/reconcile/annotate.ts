import type ts from "typescript";
import { isAssertion, removeAssertion, type Assertion } from "../edits/assertions.js";
import type { TextEdit } from "../edits/text-edit.js";
import { castsIn } from "../model/casts.js";
import type { Model } from "../model/model.js";
import { argumentParameters } from "../syntax/parameters.js";
import { unresolvedInType } from "../infer/unresolved.js";
import type { Callback } from "../discover/auth-config.js";

/**
 * Edits that give untyped callbacks (`session({ session, token }: any)`, or a handler whose module is not generated
 * yet) the library's parameter types. They are only laid over the program, to learn the assigned types.
 */
export function parameterAnnotations(model: Model): TextEdit[] {
  return model.configs.flatMap(({ library, jwt, session }) => [
    ...annotated(model, jwt, library.callbackParameters.jwt),
    ...annotated(model, session, library.callbackParameters.session),
  ]);
}

/**
 * The same for the `profile` function of a provider. In `providers: [Github({ profile: (profile) => … })]` the list's own
 * type makes the checker infer `any` for its parameter; called by itself, the provider gives its type.
 */
export function providerAnnotations(model: Model): TextEdit[] {
  const { ts } = model.workspace;
  return model.configs.flatMap(({ providers }) =>
    providers.list.flatMap(({ node, profileFunction }) => {
      if (!profileFunction || !ts.isCallExpression(node)) return [];
      const { expression: callee } = node;
      // `.default` exists only at run time.
      const isDefault = ts.isPropertyAccessExpression(callee) && callee.name.text === "default";
      const provider = isDefault ? callee.expression : callee;
      if (!ts.isIdentifier(provider)) return [];
      const type = `Parameters<NonNullable<ReturnType<typeof ${provider.getText()}>["profile"]>>[0]`;
      return annotated(model, { kind: "function", node: profileFunction }, type);
    }),
  );
}

/**
 * Edits that remove casts to `any` or to a record of anything, as in `(token as any).role`, whose field has a known
 * type. They too are only laid over the program.
 */
export function uncastValues(model: Model): TextEdit[] {
  const { ts } = model.workspace;
  const isBlinding = (cast: Assertion): boolean => {
    const type = model.types.typeAt(cast);
    if (unresolvedInType(model.view, cast.type).length > 0) return false;
    return model.types.isAny(type) || model.types.stringIndexType(type) !== undefined;
  };
  return castsIn(model)
    .filter((cast) => !isAssertion(ts, cast.parent) && isBlinding(cast))
    .flatMap((cast) => removeAssertion(ts, cast));
}

function annotated(model: Model, callback: Callback, type: string): TextEdit[] {
  const parameter = callback.kind === "function" ? argumentParameters(callback.node)[0] : undefined;
  if (!parameter || !isUntyped(model, parameter)) return [];
  const file = parameter.getSourceFile();
  const isParenthesized = file.text.slice(parameter.parent.getStart(file), parameter.getStart(file)).includes("(");
  if (!isParenthesized) return [];
  const { fileName } = file;
  if (/\.[cm]?jsx?$/.test(fileName)) {
    const before = parameter.getStart(file);
    return [{ fileName, start: before, end: before, text: `/** @type {${type}} */ ` }];
  }
  if (!/\.[cm]?tsx?$/.test(fileName)) return [];
  const start = parameter.type ? parameter.type.getStart(file) : parameter.name.end;
  return [{ fileName, start, end: parameter.type?.end ?? start, text: parameter.type ? type : `: ${type}` }];
}

/** Whether the parameter, or its pattern's object, is `any`. */
function isUntyped(model: Model, parameter: ts.ParameterDeclaration): boolean {
  const { ts } = model.workspace;
  if (parameter.type) {
    const type = model.types.typeFromNode(parameter.type);
    // The author has given it a type that does not resolve yet.
    if (unresolvedInType(model.view, parameter.type).length > 0) return false;
    const isLoose = (property: ts.Symbol): boolean => model.types.isAny(model.types.typeOfProperty(property));
    return model.types.isAny(type) || model.types.propertiesOf(type).some(isLoose);
  }
  if (!ts.isObjectBindingPattern(parameter.name)) return model.types.isAny(model.types.typeAt(parameter));
  const [first] = parameter.name.elements;
  return first !== undefined && model.types.isAny(model.types.typeAt(first));
}
