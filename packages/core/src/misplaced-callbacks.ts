import type ts from "typescript";
import type { Problem, Workspace } from "./analysis.js";
import { locationOf } from "./compiler/positions.js";
import { callbackFunctions, type AuthConfig } from "./discover/configs.js";
import { propertyName } from "./discover/resolve.js";
import { unwrapped } from "./syntax/wrappers.js";

/** Mistakes that keep the callbacks of a config from doing what their author expects: no types, parameters as in next-auth 3, a wrong place. */
export function misplacedCallbacks(workspace: Workspace, configs: readonly AuthConfig[]): Problem[] {
  const problems = configs.flatMap((config) => [
    ...untypedOptions(workspace, config),
    ...positionalParameters(workspace, config),
    ...callbacksOfProviders(workspace, config),
  ]);
  // Two configs may share a callback.
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}

/** Options whose callbacks have parameters without types, and that no type stands beside: one annotation gives all of them theirs. */
function untypedOptions(workspace: Workspace, config: AuthConfig): Problem[] {
  const { ts: tsModule, program } = workspace;
  const { node } = config;
  const { parent } = node;
  const [typeName] = config.library.configTypes.names;
  const isUntyped =
    tsModule.isVariableDeclaration(parent) &&
    parent.type === undefined &&
    /\.[cm]?tsx?$/.test(node.getSourceFile().fileName);
  const lacksTypes = callbackFunctions(config).some(
    (callback) =>
      callback.parameters.some(({ type }) => type === undefined) &&
      tsModule.findAncestor(callback, (one) => one === node) !== undefined,
  );
  if (!isUntyped || !lacksTypes || typeName === undefined) return [];
  if (program.getTypeChecker().getContextualType(node) !== undefined) return [];
  const name = parent.name.getText();
  const message = `\`${name}\` has no type, so that nothing is known of what its callbacks are given: annotate it, \`${name}: ${typeName}\`.`;
  return [{ message, at: locationOf(workspace, parent.name) }];
}

const parameters = { jwt: "{ token, user }", session: "{ session, token }" };

/** `session(session, token)`, as in next-auth 3. */
function positionalParameters(workspace: Workspace, { jwt, session }: AuthConfig): Problem[] {
  return Object.entries({ jwt, session }).flatMap(([name, callback]): Problem[] => {
    if (callback.kind !== "function" || callback.wrapper) return [];
    const [first, second] = callback.node.parameters;
    if (!first || !second || second.initializer || second.dotDotDotToken) return [];
    const written = `${name}(${parameters[name as keyof typeof parameters]})`;
    const message = `\`${name}\` takes its values one by one, as in next-auth 3; since version 4 a callback gets them in one object: write \`${written}\`.`;
    return [{ message, at: locationOf(workspace, first) }];
  });
}

/** `GithubProvider({ …, callbacks: { … } })` */
function callbacksOfProviders(workspace: Workspace, { node }: AuthConfig): Problem[] {
  const { ts: tsModule } = workspace;
  const members = (literal: ts.Expression, name: string): ts.ObjectLiteralElementLike[] =>
    tsModule.isObjectLiteralExpression(literal)
      ? literal.properties.filter(({ name: key }) => key !== undefined && propertyName(tsModule, key) === name)
      : [];
  return members(node, "providers").flatMap((providers) => {
    const list = tsModule.isPropertyAssignment(providers) && unwrapped(tsModule, providers.initializer);
    if (!list || !tsModule.isArrayLiteralExpression(list)) return [];
    const literals = list.elements.flatMap((element) => {
      const provider = unwrapped(tsModule, element);
      return tsModule.isCallExpression(provider) ? [...provider.arguments] : [provider];
    });
    return literals
      .flatMap((literal) => members(unwrapped(tsModule, literal), "callbacks"))
      .map((callbacks) => ({
        message:
          "A provider has no callbacks: what stands here never runs. Move it to the `callbacks` of the options, beside `providers`.",
        at: locationOf(workspace, callbacks),
      }));
  });
}
