import type ts from "typescript";
import type { TypeView } from "../compiler/program-view.js";
import { skipParentheses } from "../edits/assertions.js";
import { unwrapped } from "../syntax/wrappers.js";
import type { AuthConfig } from "../discover/auth-config.js";
import { propertyName } from "../syntax/names.js";
import { hasBody, returnedBy } from "../syntax/functions.js";

/** A place that gives an adapter to a typed target. */
export interface GivenAdapter {
  readonly written: ts.Expression;
  /** Without a type at the place itself: the configs given to the library, whose `adapter` has the wanted type. */
  readonly configs: readonly ts.Expression[];
}

/** Maximum number of spreads, names and calls to the place that makes an adapter. */
const maxSteps = 8;

/**
 * The places that a config's adapter passes, the config's own first: `adapter: made`, `const made: Adapter = make()`,
 * `function make(): Adapter { return PrismaAdapter(db) }`. The compiler reports a misfit at one of them. A cast ends
 * the way, as the author vouches for it.
 */
export function givenAdapters(
  { ts, types }: TypeView,
  { node, calls }: Pick<AuthConfig, "node" | "calls">,
): GivenAdapter[] {
  const configs = [node, ...calls.flatMap((call) => [...call.arguments])];
  const places: GivenAdapter[] = [];
  const follow = (written: ts.Expression, steps: number): void => {
    places.push({ written, configs });
    const next = steps < maxSteps ? nextOf(skipParentheses(ts, written)) : undefined;
    if (next) follow(next, steps + 1);
  };
  const nextOf = (value: ts.Expression): ts.Expression | undefined => {
    if (ts.isIdentifier(value)) return initializerOf(value);
    const callee = ts.isCallExpression(value) && ts.isIdentifier(value.expression) && value.expression;
    const declaration = callee && declarationOf(callee);
    const made = declaration && (hasBody(ts, declaration) ? declaration : functionIn(declaration));
    const [returned, ...others] = made ? returnedBy(ts, made) : [];
    return others.length === 0 ? returned : undefined;
  };
  const declarationOf = (name: ts.Identifier): ts.Declaration | undefined => {
    const symbol = types.namedValue(name);
    return types.declarationsOf(symbol && types.resolved(symbol))[0];
  };
  const initializerOf = (name: ts.Identifier): ts.Expression | undefined => {
    const declaration = declarationOf(name);
    return declaration && ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
  };
  const functionIn = (declaration: ts.Declaration): Parameters<typeof returnedBy>[1] | undefined => {
    const value = ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
    return value && hasBody(ts, value) ? value : undefined;
  };
  /** The last member that gives it wins, as at run time. */
  const memberIn = (object: ts.Expression, steps: number): ts.Expression | undefined => {
    const value = unwrapped(ts, object);
    if (steps > maxSteps) return undefined;
    if (!ts.isObjectLiteralExpression(value)) {
      const next = nextOf(value);
      return next && memberIn(next, steps + 1);
    }
    for (const member of [...value.properties].reverse()) {
      if (ts.isSpreadAssignment(member)) {
        const found = memberIn(member.expression, steps + 1);
        if (found) return found;
      } else if (propertyName(ts, member.name) === "adapter") {
        if (ts.isPropertyAssignment(member)) return member.initializer;
        return ts.isShorthandPropertyAssignment(member) ? member.name : undefined;
      }
    }
    return undefined;
  };
  const first = memberIn(node, 0);
  if (first) follow(first, 0);
  return places;
}
