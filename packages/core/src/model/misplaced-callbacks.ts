import type ts from "typescript";
import { argumentParameters } from "../syntax/parameters.js";
import type { Problem } from "../api/analysis.js";
import { locationOf } from "../compiler/positions.js";
import { viewOf } from "../compiler/program-view.js";
import { createResolver, type Resolver } from "../discover/resolve.js";
import { unwrapped } from "../syntax/wrappers.js";
import type { Workspace } from "../api/workspace.js";
import { callbackFunctions, type AuthConfig, type Callback } from "../discover/auth-config.js";
import { propertyName } from "../syntax/names.js";
import { hasBody, type FunctionWithBody } from "../syntax/functions.js";

/**
 * Mistakes that keep the callbacks of a config from working as expected: no types, parameters as in next-auth 3, a
 * wrong place.
 */
export function misplacedCallbacks(workspace: Workspace, configs: readonly AuthConfig[]): Problem[] {
  const resolver = createResolver(viewOf(workspace));
  const problems = configs.flatMap((config) => [
    ...untypedOptions(workspace, config),
    ...positionalParameters(workspace, resolver, config),
    ...callbacksOfProviders(workspace, resolver, config),
  ]);
  // Two configs may share a callback.
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}

/** Options without a type whose callbacks have parameters without types: one annotation gives all of them theirs. */
function untypedOptions(workspace: Workspace, config: AuthConfig): Problem[] {
  const { ts, types } = viewOf(workspace);
  const { node } = config;
  const { parent } = node;
  const [typeName] = config.library.configTypes.names;
  const isUntyped =
    ts.isVariableDeclaration(parent) && parent.type === undefined && /\.[cm]?tsx?$/.test(node.getSourceFile().fileName);
  const lacksTypes = callbackFunctions(config).some(
    (callback) =>
      callback.parameters.some(({ type }) => type === undefined) &&
      ts.findAncestor(callback, (one) => one === node) !== undefined,
  );
  if (!isUntyped || !lacksTypes || typeName === undefined) return [];
  if (types.contextualType(node) !== undefined) return [];
  const name = parent.name.getText();
  const message = `\`${name}\` has no type, so that nothing is known of what its callbacks are given: annotate it, \`${name}: ${typeName}\`.`;
  return [{ message, at: locationOf(workspace, parent.name) }];
}

/** The parameters of each callback since version 4. */
const parameters = {
  signIn: "{ user, account, profile }",
  redirect: "{ url, baseUrl }",
  jwt: "{ token, user }",
  session: "{ session, token }",
};

/** Finds `session(session, token)`, as in next-auth 3. */
function positionalParameters(workspace: Workspace, resolver: Resolver, config: AuthConfig): Problem[] {
  const { jwt, session, signIn, node } = config;
  const redirect = ownCallback(workspace, resolver, node, "redirect");
  const functions = { signIn: ofConfig(signIn), redirect, jwt: ofConfig(jwt), session: ofConfig(session) };
  return Object.entries(functions).flatMap(([name, callback]): Problem[] => {
    const [first, second] = callback ? argumentParameters(callback) : [];
    if (!first || !second || second.initializer || second.questionToken || second.dotDotDotToken) return [];
    // It takes the one object, and another parameter of its author's own.
    if (workspace.ts.isObjectBindingPattern(first.name)) return [];
    const written = `${name}(${parameters[name as keyof typeof parameters]})`;
    const message = `\`${name}\` takes its values one by one, as in next-auth 3; since version 4 a callback gets them in one object: write \`${written}\`.`;
    return [{ message, at: locationOf(workspace, first) }];
  });
}

/** The function of a callback; the arguments from a wrapper are unknown. */
function ofConfig(callback: Callback): FunctionWithBody | undefined {
  return callback.kind === "function" && !callback.wrapper ? callback.node : undefined;
}

/** A callback that the types of a session do not reach. */
function ownCallback(
  { ts }: Workspace,
  resolver: Resolver,
  config: ts.Expression,
  name: string,
): FunctionWithBody | undefined {
  if (!ts.isObjectLiteralExpression(config)) return undefined;
  const callbacks = resolver.property(config, "callbacks");
  if (callbacks.kind !== "value" || !ts.isObjectLiteralExpression(callbacks.value)) return undefined;
  const found = resolver.property(callbacks.value, name);
  return found.kind === "value" && hasBody(ts, found.value) ? found.value : undefined;
}

/** `GithubProvider({ …, callbacks: { … } })` */
function callbacksOfProviders(workspace: Workspace, resolver: Resolver, { providers }: AuthConfig): Problem[] {
  const { ts } = workspace;
  return providers.list.flatMap(({ node }) => {
    const provider = resolver.resolve(node);
    const given = !ts.isCallExpression(provider)
      ? [provider]
      : takesCallbacks(workspace, resolver, provider)
        ? []
        : provider.arguments.map((argument) => resolver.resolve(argument));
    return given
      .filter(ts.isObjectLiteralExpression)
      .flatMap((literal) => literal.properties)
      .filter(({ name }) => name !== undefined && propertyName(ts, name) === "callbacks")
      .map((callbacks) => ({
        message:
          "A provider has no callbacks: what stands here never runs. Move it to the `callbacks` of the options, beside `providers`.",
        at: locationOf(workspace, callbacks),
      }));
  });
}

/**
 * Whether the maker of a provider may use callbacks of its own: a function of the project's, or of a package that
 * declares them.
 */
function takesCallbacks(workspace: Workspace, resolver: Resolver, call: ts.CallExpression): boolean {
  const { ts, types } = viewOf(workspace);
  const callee = types.typeAt(unwrapped(ts, call.expression));
  if (types.isUnresolved(callee) || resolver.functionOf(call.expression)) return true;
  return types
    .signaturesOf(callee)
    .some((signature) =>
      types.parameterTypes(signature).some((taken) => types.property(taken, "callbacks") !== undefined),
    );
}
