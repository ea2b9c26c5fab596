import type ts from "typescript";
import type { Callback } from "../discover/configs.js";
import { isAssertion, removeAssertion, type Assertion } from "../edits/assertions.js";
import type { TextEdit } from "../edits/text-edit.js";
import type { Types } from "../compiler/types.js";
import { castsIn } from "./casts.js";
import type { Model } from "../model.js";
import { unresolvedInType } from "./unresolved.js";

/**
 * Edits that give callbacks without types (`session({ session, token }: any)`, or a handler whose module is not generated yet)
 * the types that the library calls them with. They are laid over the program to learn what is assigned, and never written.
 */
export function parameterAnnotations(model: Model): TextEdit[] {
  return model.configs.flatMap(({ library, jwt, session }) => [
    ...annotated(model, jwt, library.callbackParameters.jwt),
    ...annotated(model, session, library.callbackParameters.session),
  ]);
}

/**
 * The same for the `profile` function of a provider. In `providers: [Github({ profile: (profile) => … })]` the list's own type makes
 * the checker infer `any` for its parameter; called by itself, the provider says what it gets.
 */
export function providerAnnotations(model: Model): TextEdit[] {
  const { ts: tsModule } = model.workspace;
  return model.configs.flatMap(({ providers }) =>
    providers.list.flatMap(({ node, profileFunction }) => {
      if (!profileFunction || !tsModule.isCallExpression(node)) return [];
      const { expression: callee } = node;
      // `.default` exists at run time only.
      const isDefault = tsModule.isPropertyAccessExpression(callee) && callee.name.text === "default";
      const provider = isDefault ? callee.expression : callee;
      if (!tsModule.isIdentifier(provider)) return [];
      const type = `Parameters<NonNullable<ReturnType<typeof ${provider.getText()}>["profile"]>>[0]`;
      return annotated(model, { kind: "function", node: profileFunction }, type);
    }),
  );
}

/**
 * Edits that take away casts behind which a type stands that says more: to `any`, to a record of anything, and to a wider type, as
 * in `(token as any).role` and `token.role as string`. They too are only laid over the program.
 */
export function uncastValues(model: Model): TextEdit[] {
  const { ts: tsModule } = model.workspace;
  return castsIn(model)
    .filter((cast) => !isAssertion(tsModule, cast.parent))
    .flatMap((cast) => {
      if (isBlinding(model, cast) || isWidening(model, cast)) return removeAssertion(tsModule, cast);
      const read = memberRead(tsModule, cast);
      if (!read || !widensMember(model, cast, read.name.text)) return [];
      // That the field is there its author says as well.
      const { fileName } = read.getSourceFile();
      return [...removeAssertion(tsModule, cast), { fileName, start: read.end, end: read.end, text: "!" }];
    });
}

function isBlinding({ workspace: { ts: tsModule }, types }: Model, cast: Assertion): boolean {
  const type = types.typeAt(cast);
  if (unresolvedInType(tsModule, types, cast.type).length > 0) return false;
  return types.isAny(type) || type.getStringIndexType() !== undefined;
}

/** `token.role as string`, where `token.role` is declared as a union of literals. */
function isWidening({ types }: Model, cast: Assertion): boolean {
  const own = types.typeAt(cast.expression);
  return !types.isObject(own) && isNarrower(types, own, types.typeAt(cast));
}

/** `(user as { role: string }).role`, where `User` declares the role as a union of literals. */
function widensMember({ types }: Model, cast: Assertion, name: string): boolean {
  const [own, said] = [cast.expression, cast].map((node) => types.property(types.typeAt(node), name));
  if (!own || !said) return false;
  const saidType = types.typeOfProperty(said);
  if (types.includesUndefined(saidType)) return false;
  return isNarrower(types, types.withoutUndefined(types.typeOfProperty(own)), saidType);
}

/** That something may be missing a cast says on purpose. */
function isNarrower(types: Types, own: ts.Type, said: ts.Type): boolean {
  if (![own, said].every((type) => types.isKnown(type)) || (types.isNullable(said) && !types.isNullable(own)))
    return false;
  return types.isAssignable(own, said) && !types.isAssignable(said, own);
}

/** The access that reads a member of what is cast: `(user as Row).role`. */
function memberRead(tsModule: typeof ts, cast: Assertion): ts.PropertyAccessExpression | undefined {
  let node: ts.Node = cast;
  while (tsModule.isParenthesizedExpression(node.parent)) node = node.parent;
  const read = node.parent;
  if (!tsModule.isPropertyAccessExpression(read) || read.expression !== node) return undefined;
  const { parent } = read;
  const isTarget = tsModule.isBinaryExpression(parent) && parent.left === read;
  return isTarget || tsModule.isCallExpression(parent) || tsModule.isPropertyAccessExpression(parent)
    ? undefined
    : read;
}

function annotated(model: Model, callback: Callback, type: string): TextEdit[] {
  const parameter = callback.kind === "function" ? callback.node.parameters[0] : undefined;
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

/** Whether the parameter, or what is destructured from it, is `any`. */
function isUntyped(model: Model, parameter: ts.ParameterDeclaration): boolean {
  const { ts: tsModule } = model.workspace;
  if (parameter.type) {
    const type = model.types.checker.getTypeFromTypeNode(parameter.type);
    // What it will be, once it resolves, its author has said.
    if (unresolvedInType(tsModule, model.types, parameter.type).length > 0) return false;
    const isLoose = (property: ts.Symbol): boolean => model.types.isAny(model.types.typeOfProperty(property));
    return model.types.isAny(type) || model.types.propertiesOf(type).some(isLoose);
  }
  if (!tsModule.isObjectBindingPattern(parameter.name)) return model.types.isAny(model.types.typeAt(parameter));
  const [first] = parameter.name.elements;
  return first !== undefined && model.types.isAny(model.types.typeAt(first));
}
