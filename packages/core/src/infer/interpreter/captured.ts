import type ts from "typescript";
import { holdsName } from "../../discover/text-scan.js";
import { isAssignmentTarget } from "../../syntax/assignment-target.js";
import { outermostWrapper, unwrapped } from "../../syntax/wrappers.js";
import type { TypeScript } from "../../syntax/typescript.js";
import type { PathState } from "../heap/state.js";
import { opaque, type AbstractValue, type ObjectId, type Slot } from "../heap/value.js";
import type { Run } from "./context.js";
import { accessedNames, memberName } from "./names.js";

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
  /** The fields that it assigns. */
  readonly assigned: readonly { readonly id: ObjectId; readonly name: string }[];
}

function reach(run: Run, start: ts.Node, state: PathState): Reach {
  const { ts } = run;
  const changed = new Set<ObjectId>();
  const assigned: { readonly id: ObjectId; readonly name: string }[] = [];
  const code = [start];
  const seen = new Set<ts.Node>();
  const isCode = (node: ts.Node): boolean => ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node);
  const visit = (node: ts.Node): void => {
    if (seen.has(node)) return;
    seen.add(node);
    if (ts.isIdentifier(node)) visitName(node);
    ts.forEachChild(node, visit);
  };
  const visitName = (name: ts.Identifier): void => {
    const symbol = run.types.namedValue(name);
    const value = symbol && state.lookup(symbol);
    if (value?.kind === "object") {
      const { top, names } = accessAt(run, name);
      if (names.length === 1 && isAssignmentTarget(ts, top))
        assigned.push(...namesAt(run, top).map((field) => ({ id: value.id, name: field })));
      for (const id of handedOnAt(run, { top, names }, value.id, state)) changed.add(id);
    }
    if (value?.kind === "function") follow(value.node);
    // A declared function or class, unlike one assigned to a name, is bound nowhere.
    const declared = value ? undefined : run.types.declarationsOf(symbol).find(isCode);
    if (declared && isWithin(run, declared)) follow(declared);
  };
  const follow = (named: ts.Node): void => {
    code.push(named);
    visit(named);
  };
  visit(start);
  return { changed, code, assigned };
}

/** Whether code stands inside a callback or a helper that is being followed. */
export function isWithin({ ts, stack }: Run, declaration: ts.Node): boolean {
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
  for (const { id, name } of reached.assigned) {
    const slot = state.holds(id) ? (state.object(id).slots.get(name) ?? unknownSlot) : undefined;
    if (slot) state.setSlot(id, name, { ...inDoubt(slot), mayBeCleared: true });
  }
}

/** A field that nothing followed has written. */
const unknownSlot: Slot = { value: opaque(), writes: [], definitelyAssigned: false, inDoubt: true };

/** Code may delete a field that it names, or set it to `undefined`. */
function doubtNamed(state: PathState, id: ObjectId, text: string): void {
  for (const [name, slot] of state.object(id).slots) {
    if (holdsName(text, name)) state.setSlot(id, name, inDoubt(slot));
  }
}

/** The slot after code that may have removed what was written. */
function inDoubt(slot: Slot): Slot {
  const isWritten = slot.definitelyAssigned && slot.writes.length > 0;
  return isWritten ? { ...slot, definitelyAssigned: false, inDoubt: true } : slot;
}

/** A followed object and those that its fields hold. */
function withInner(state: PathState, id: ObjectId): ReadonlySet<ObjectId> {
  const found = new Set([id]);
  // A set is iterated in insertion order, objects added meanwhile included.
  for (const one of found) {
    for (const held of heldBy(state, one)) if (state.holds(held)) found.add(held);
  }
  return found;
}

/** The accesses around a name, `session.user.id` around `session`, and their names as far as they are known. */
interface AccessAt {
  readonly top: ts.Expression;
  readonly names: readonly (string | undefined)[];
}

function accessAt(run: Run, name: ts.Identifier): AccessAt {
  const { ts } = run;
  const names: (string | undefined)[] = [];
  let top: ts.Expression = outermostWrapper(ts, name);
  for (let { parent } = top; isAccess(ts, parent) && parent.expression === top; { parent } = top) {
    names.push(memberName(run, parent));
    top = outermostWrapper(ts, parent);
  }
  return { top, names };
}

/** The names of which an access means one: `role` and `plan` at `token[isOwner ? "role" : "plan"]`. */
function namesAt(run: Run, access: ts.Expression): readonly string[] {
  const node = unwrapped(run.ts, access);
  return isAccess(run.ts, node) ? (accessedNames(run, node) ?? []) : [];
}

/**
 * The followed objects that the code around an object's name may change, or hand on to code that does: none at
 * `session.user.id`, the session's user at `{ ...session }`.
 */
function handedOnAt(run: Run, { top, names }: AccessAt, id: ObjectId, state: PathState): readonly ObjectId[] {
  const { ts } = run;
  if (isAssignmentTarget(ts, top)) return [id];
  const { parent } = top;
  const read = slotAt(state, id, names);
  if (ts.isSpreadAssignment(parent) || ts.isSpreadElement(parent)) {
    const spread = names.length > 0 ? read?.value : ({ kind: "object", id } as const);
    // A copy shares what the fields hold.
    return spread?.kind === "object" ? heldBy(state, spread.id) : [];
  }
  if (ts.isCallExpression(parent) || names.length === 0) return [id];
  const isPrimitive = run.types.isPrimitive(run.types.typeAt(top)) || (read && isPrimitiveIn(run, read));
  return isPrimitive ? [] : [id];
}

function isAccess(ts: TypeScript, node: ts.Node): node is ts.PropertyAccessExpression | ts.ElementAccessExpression {
  return ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node);
}

/** The field at the end of these names, or the one before the end whose value is not followed. */
function slotAt(state: PathState, id: ObjectId, names: readonly (string | undefined)[]): Slot | undefined {
  let value: AbstractValue = { kind: "object", id };
  let slot: Slot | undefined;
  for (const name of names) {
    if (value.kind !== "object" || !state.holds(value.id)) return slot;
    slot = name === undefined ? undefined : state.object(value.id).slots.get(name);
    if (!slot) return undefined;
    ({ value } = slot);
  }
  return slot;
}

/** Whether a field holds no object, whatever its type is at a place where the session is `any`. */
function isPrimitiveIn({ types }: Run, { value, writes, inner }: Slot): boolean {
  return value.kind !== "object" && !inner && writes.every(({ type }) => types.isPrimitive(type));
}

function heldBy(state: PathState, id: ObjectId): readonly ObjectId[] {
  return [...state.object(id).slots.values()].flatMap(({ value }) => (value.kind === "object" ? [value.id] : []));
}
