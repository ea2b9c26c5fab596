import type ts from "typescript";
import { isPrototype, isSameField } from "../../api/field-key.js";
import { isComma, isNamed, unwrapped } from "../../syntax/wrappers.js";
import type { PathState } from "../heap/state.js";
import { type Source, type AbstractValue, inputInterfaces } from "../heap/value.js";
import type { Run } from "./context.js";
import { accessedNames } from "./names.js";

/** Maximum number of local names between a value and its source. */
const maxHops = 8;

/**
 * The fields of the token, the user, the account and the profile that an expression reads, in order, even through local
 * names: `const { id } = token; … = id` comes from `JWT.id`.
 */
export function sourcesOf(run: Run, expression: ts.Expression, state: PathState): Source[] {
  const found: Source[] = [];
  const add = (source: Source): void => {
    if (!found.some((one) => isSameField(one, source))) found.push(source);
  };
  const visit = (node: ts.Node, hops: number): void => {
    const source = directSource(run, node, state);
    if (source) {
      add(source);
      return;
    }
    if (run.ts.isIdentifier(node)) {
      const value = valueOfName(run, node, state);
      if (value?.kind !== "opaque") return;
      if (value.source) add(value.source);
      else if (value.from && hops < maxHops) visit(value.from, hops + 1);
      return;
    }
    if (run.ts.isFunctionLike(node)) return;
    const kept = keptPart(run, node);
    if (kept !== node) {
      if (kept) visit(kept, hops);
      return;
    }
    // The result of `db.find(token.sub)` does not come from the token, nor does the answer of a server. The result of
    // `String(token.sub)` does.
    if (run.ts.isCallExpression(node) && asksServer(run, node)) return;
    if (run.ts.isCallExpression(node) && !isBuiltInCall(run, node)) {
      visit(node.expression, hops);
      return;
    }
    run.ts.forEachChild(node, (child) => {
      visit(child, hops);
    });
  };
  visit(expression, 0);
  return found;
}

/** The part of an expression that gives its value: the table and not the key, the right side of a comma. */
function keptPart(run: Run, node: ts.Node): ts.Node | undefined {
  const { ts } = run;
  if (ts.isVoidExpression(node)) return undefined;
  if (isComma(ts, node)) return node.right;
  if (ts.isElementAccessExpression(node)) return node.expression;
  if (!ts.isCallExpression(node) || !isBuiltInCall(run, node)) return node;
  const callee = unwrapped(ts, node.expression);
  return ts.isPropertyAccessExpression(callee) && lookups.includes(callee.name.text) ? callee.expression : node;
}

/** Methods of the language that look up a value. */
const lookups: readonly string[] = ["at", "get", "getAll"];

/** `fetch(…)`, `globalThis.fetch(…)`. */
function asksServer(run: Run, { expression }: ts.CallExpression): boolean {
  return isNamed(run.ts, nameOf(run, expression), "fetch");
}

function isBuiltInCall(run: Run, { expression }: ts.CallExpression): boolean {
  return run.types.isBuiltIn(run.types.symbolAt(nameOf(run, expression)));
}

/** The last name of a callee without its wrappers. */
function nameOf({ ts }: Run, expression: ts.Expression): ts.Expression {
  const callee = unwrapped(ts, expression);
  return ts.isPropertyAccessExpression(callee) && ts.isIdentifier(callee.name) ? callee.name : callee;
}

/** `token.id`, `user?.role`, `profile["plan"]`. */
function directSource(run: Run, node: ts.Node, state: PathState): Source | undefined {
  const { ts } = run;
  if (!ts.isPropertyAccessExpression(node) && !ts.isElementAccessExpression(node)) return undefined;
  const owner = interfaceOf(run, node.expression, state);
  const names = owner ? accessedNames(run, node) : undefined;
  const [name] = names ?? [];
  if (!owner || name === undefined || names?.length !== 1 || isPrototype(name)) return undefined;
  return { interface: owner, names: [name], node };
}

/** The interface of an expression's value, seen through casts and `!`. */
function interfaceOf(run: Run, expression: ts.Expression, state: PathState): Source["interface"] | undefined {
  const { ts } = run;
  const owner = unwrapped(ts, expression);
  if (ts.isPropertyAccessExpression(owner)) {
    // The parameter object, not destructured: `params.token`.
    const object = ts.isIdentifier(owner.expression) ? valueOfName(run, owner.expression, state) : undefined;
    const slot = object?.kind === "object" ? state.object(object.id).slots.get(owner.name.text) : undefined;
    return slot && ownerOf(slot.value, state);
  }
  if (!ts.isIdentifier(owner)) return undefined;
  const value = valueOfName(run, owner, state);
  return value && ownerOf(value, state);
}

function valueOfName(run: Run, name: ts.Identifier, state: PathState): AbstractValue | undefined {
  const symbol = run.types.namedValue(name);
  return symbol && state.lookup(symbol);
}

/** The interface of a value's fields. */
export function ownerOf(value: AbstractValue, state: PathState): Source["interface"] | undefined {
  if (value.kind === "input") return inputInterfaces[value.name];
  return value.kind === "object" ? state.object(value.id).owner : undefined;
}
