import type ts from "typescript";
import { holdsName } from "../../discover/text-scan.js";
import { isAssignmentTarget } from "../../syntax/assignment-target.js";
import { outermostWrapper } from "../../syntax/wrappers.js";
import type { PathState } from "../heap/state.js";
import type { ObjectId } from "../heap/value.js";
import type { Run } from "./context.js";

/**
 * The followed objects that code may change by the names it captures: `session` in `class Plan { constructor() {
 * session.plan = "free"; } }`.
 */
export function changedBy(run: Run, code: ts.Node, state: PathState): ReadonlySet<ObjectId> {
  return reach(run, code, state).changed;
}

/** What code may change by the names it captures, and the code itself with the functions that it names. */
interface Reach {
  readonly changed: ReadonlySet<ObjectId>;
  readonly code: readonly ts.Node[];
}

function reach(run: Run, start: ts.Node, state: PathState): Reach {
  const { ts } = run;
  const changed = new Set<ObjectId>();
  const code = [start];
  const seen = new Set<ts.Node>();
  const visit = (node: ts.Node): void => {
    if (seen.has(node)) return;
    seen.add(node);
    if (ts.isIdentifier(node)) visitName(node);
    ts.forEachChild(node, visit);
  };
  const visitName = (name: ts.Identifier): void => {
    const symbol = run.types.namedValue(name);
    const value = symbol && state.lookup(symbol);
    if (value?.kind === "object" && !isOnlyRead(run, name)) changed.add(value.id);
    if (value?.kind === "function") follow(value.node);
    // A declared function, unlike one assigned to a name, is bound nowhere.
    const declared = value ? undefined : run.types.declarationsOf(symbol).find(ts.isFunctionDeclaration);
    if (declared && isWithin(run, declared)) follow(declared);
  };
  const follow = (named: ts.Node): void => {
    code.push(named);
    visit(named);
  };
  visit(start);
  return { changed, code };
}

function isWithin({ ts, stack }: Run, declaration: ts.Node): boolean {
  return stack.some((outer) => ts.findAncestor(declaration, (one) => one === outer) !== undefined);
}

const notFollowed = "code that is not followed may change it";

/** Opens the objects that code which is not followed captures and may have changed. */
export function openChanged(run: Run, code: ts.Node, state: PathState, why = notFollowed): void {
  const reached = reach(run, code, state);
  const text = reached.code.map((one) => one.getText()).join("\n");
  for (const id of reached.changed) {
    if (!state.holds(id)) continue;
    for (const inner of withInner(state, id)) doubtNamed(state, inner, text);
    state.addOpen(id, { node: code, why });
  }
}

/** Code may delete a field that it names, or set it to `undefined`. */
function doubtNamed(state: PathState, id: ObjectId, text: string): void {
  for (const [name, slot] of state.object(id).slots) {
    if (slot.definitelyAssigned && slot.writes.length > 0 && holdsName(text, name))
      state.setSlot(id, name, { ...slot, definitelyAssigned: false, inDoubt: true });
  }
}

/** A followed object and those that its fields hold. */
function withInner(state: PathState, id: ObjectId): ReadonlySet<ObjectId> {
  const found = new Set([id]);
  // A set is iterated in insertion order, objects added meanwhile included.
  for (const one of found) {
    for (const { value } of state.object(one).slots.values())
      if (value.kind === "object" && state.holds(value.id)) found.add(value.id);
  }
  return found;
}

/** Whether the place of a name only reads the object: `session.user.id`, `{ ...session }`. */
function isOnlyRead({ ts, types }: Run, name: ts.Identifier): boolean {
  let top: ts.Expression = outermostWrapper(ts, name);
  while (
    (ts.isPropertyAccessExpression(top.parent) || ts.isElementAccessExpression(top.parent)) &&
    top.parent.expression === top
  )
    top = outermostWrapper(ts, top.parent);
  if (isAssignmentTarget(ts, top)) return false;
  const { parent } = top;
  if (ts.isSpreadAssignment(parent) || ts.isSpreadElement(parent)) return true;
  return !ts.isCallExpression(parent) && top !== name && !types.isObject(types.typeAt(top));
}
