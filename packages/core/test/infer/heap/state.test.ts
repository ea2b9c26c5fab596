import type ts from "typescript";
import { describe, expect, test } from "vitest";
import { PathState } from "../../../src/infer/heap/state.js";
import {
  constant,
  opaque,
  undefinedValue,
  type AbstractObject,
  type OpenCause,
  type Slot,
  type AbstractValue,
  type Write,
} from "../../../src/infer/heap/value.js";
import { joinObjects } from "../../../src/infer/heap/join.js";

const symbol = (name: string): ts.Symbol => ({ name }) as ts.Symbol;
const expression = (): ts.Expression => ({}) as ts.Expression;
const write = (): Write => ({}) as Write;
const cause = (): OpenCause => ({ node: expression(), why: "it is computed" });
const slot = (value: AbstractValue, more: Partial<Slot> = {}): Slot => ({
  value,
  writes: [],
  definitelyAssigned: true,
  ...more,
});
const object = (slots: Record<string, Slot> = {}, more: Partial<AbstractObject> = {}): AbstractObject => ({
  slots: new Map(Object.entries(slots)),
  open: [],
  closed: true,
  ...more,
});
const inner = (slots: Record<string, Slot>): ReadonlyMap<string, Slot> => new Map(Object.entries(slots));

test("an unknown value keeps at most the expression it came from", () => {
  const from = expression();
  expect(opaque()).toStrictEqual({ kind: "opaque" });
  expect(opaque(from)).toStrictEqual({ kind: "opaque", from });
});

describe("the state of one path", () => {
  test("an object of another run is not known on the path", () => {
    expect(() => new PathState().object(0)).toThrow("no followed object 0 on this path");
  });

  test("a change to a copy leaves the original as it was", () => {
    const state = new PathState();
    const { id } = state.create(object());
    const name = symbol("plan");
    const copy = state.clone();
    copy.setSlot(id, "plan", slot(constant(1)));
    copy.bind(name, constant(1));
    copy.assume("plan", true);
    expect([state.object(id).slots.size, state.lookup(name), state.assumed("plan")]).toEqual([0, undefined, undefined]);
    expect(copy.create(object()).id).not.toBe(state.create(object()).id);
  });

  test("only the deleted field is gone", () => {
    const state = new PathState();
    const { id } = state.create(object({ plan: slot(opaque()), role: slot(opaque()) }));
    state.deleteSlot(id, "plan");
    expect([...state.object(id).slots.keys()]).toEqual(["role"]);
  });

  test("each cause opens an object once, with all that it holds", () => {
    const state = new PathState();
    const user = state.create(object());
    const session = state.create(object({ user: slot(user), plan: slot(opaque()) }));
    const [first, second] = [cause(), cause()];
    state.addOpen(session.id, first);
    state.addOpen(session.id, { ...first, why: "for another reason" });
    state.addOpen(session.id, second);
    expect(state.object(session.id).open).toEqual([first, second]);
    expect(state.object(user.id).open).toEqual([first, second]);
  });
});

describe("a condition that was taken", () => {
  test.each<[condition: string, name: string, isForgotten: boolean]>([
    ["role", "role", true],
    ["token.role", "role", true],
    ["role === other", "role", true],
    ["!role", "role", true],
    ["roles", "role", false],
    ["subrole", "role", false],
    ["$role", "role", false],
    ["role$", "role", false],
    ["rôle", "le", false],
    ["roles && role", "role", true],
    ["subrole && roles", "role", false],
    ["enabled", "role", false],
  ])("a condition is forgotten once a name in it is assigned", (condition, name, isForgotten) => {
    const expected = isForgotten ? undefined : false;
    const state = new PathState();
    const { id } = state.create(object());
    const changes = [
      () => {
        state.setSlot(id, name, slot(opaque()));
      },
      () => {
        state.bind(symbol(name), opaque());
      },
      () => {
        state.deleteSlot(id, name);
      },
    ];
    for (const change of changes) {
      state.assume(condition, false);
      change();
      expect(state.assumed(condition)).toBe(expected);
    }
  });
});

/** Two paths that come from one: the first object is there on both, and the name is bound on both. */
const name = symbol("it");
function paths(a: AbstractValue | AbstractObject, b: AbstractValue | AbstractObject): [PathState, PathState] {
  const start = new PathState();
  const { id } = start.create(object());
  start.create(object());
  const states = [a, b].map((one) => {
    const state = start.clone();
    if ("kind" in one) state.bind(name, one);
    else {
      state.bind(name, { kind: "object", id });
      for (const [key, value] of one.slots) state.setSlot(id, key, value);
      for (const open of one.open) state.addOpen(id, open);
    }
    return state;
  });
  return [states[0] ?? start, states[1] ?? start];
}

describe("two paths that may be followed as one", () => {
  const from = expression();
  const source = { interface: "JWT", names: ["id"], node: from } as const;
  const read: Slot = slot(opaque());
  const node = {} as never;
  const one = write();
  const other = write();
  const open = cause();

  test.each<[why: string, a: AbstractValue | AbstractObject, b: AbstractValue | AbstractObject]>([
    ["the same object", { kind: "object", id: 0 }, { kind: "object", id: 0 }],
    ["the same constant", constant(1), constant(1)],
    ["the same few constants in another order", { kind: "oneOf", values: [1, 2] }, { kind: "oneOf", values: [2, 1] }],
    ["the same input", { kind: "input", name: "user" }, { kind: "input", name: "user" }],
    ["the same function", { kind: "function", node }, { kind: "function", node }],
    ["the same expression", opaque(from), opaque(from)],
    ["nothing known", opaque(), opaque()],
    ["the same field read", { kind: "opaque", source }, { kind: "opaque", source }],
    [
      "the same state of a field",
      { kind: "opaque", slot: { id: 0, name: "a", slot: read } },
      { kind: "opaque", slot: { id: 0, name: "a", slot: read } },
    ],
    ["equal fields", object({ a: slot(constant(1)) }), object({ a: slot(constant(1)) })],
    [
      "the same writes",
      object({ a: slot(opaque(), { writes: [one] }) }),
      object({ a: slot(opaque(), { writes: [one] }) }),
    ],
    [
      "equal fields inside",
      object({ a: slot(opaque(), { inner: inner({ b: read }) }) }),
      object({ a: slot(opaque(), { inner: inner({ b: slot(opaque()) }) }) }),
    ],
    ["no fields inside", object({ a: slot(opaque(), { inner: inner({}) }) }), object({ a: slot(opaque()) })],
  ])("they agree if both have come to the same", (_, a, b) => {
    const [left, right] = paths(a, b);
    expect([left.agreesWith(right), right.agreesWith(left)]).toEqual([true, true]);
  });

  test.each<[why: string, a: AbstractValue | AbstractObject, b: AbstractValue | AbstractObject]>([
    ["another object", { kind: "object", id: 0 }, { kind: "object", id: 1 }],
    ["another constant", constant(1), constant(2)],
    ["one constant more", constant(1), { kind: "oneOf", values: [1, 2] }],
    ["constants of which one is another", { kind: "oneOf", values: [1, 3] }, { kind: "oneOf", values: [1, 2] }],
    ["another input", { kind: "input", name: "user" }, { kind: "input", name: "account" }],
    ["an input that is there", { kind: "input", name: "user" }, { kind: "input", name: "user", present: true }],
    ["another function", { kind: "function", node }, { kind: "function", node: { ...from } as never }],
    ["another expression", opaque(from), opaque(expression())],
    ["another field read", { kind: "opaque", source }, { kind: "opaque", source: { ...source } }],
    [
      "another state of a field",
      { kind: "opaque", slot: { id: 0, name: "a", slot: read } },
      { kind: "opaque", slot: { id: 0, name: "a", slot: slot(opaque()) } },
    ],
    ["a state of a field, and none", { kind: "opaque", slot: { id: 0, name: "a", slot: read } }, opaque()],
    ["an object and a constant", { kind: "object", id: 0 }, constant(1)],
    ["an input and a constant", { kind: "input", name: "user" }, constant(1)],
    ["an input and an object", { kind: "input", name: "user" }, { kind: "object", id: 0 }],
    ["a function and a constant", { kind: "function", node }, constant(1)],
    ["nothing known and a constant", opaque(), constant(undefined)],
    ["nothing known and an object", opaque(), { kind: "object", id: 0 }],
    ["nothing known and a function", opaque(), { kind: "function", node }],
    ["nothing known and an input", opaque(), { kind: "input", name: "user" }],
    ["a field more", object(), object({ a: slot(opaque()) })],
    ["a field of another name", object({ a: slot(opaque()) }), object({ b: slot(opaque()) })],
    [
      "a field that may be missing",
      object({ a: slot(opaque()) }),
      object({ a: slot(opaque(), { definitelyAssigned: false }) }),
    ],
    ["a field of another value", object({ a: slot(opaque()) }), object({ a: slot(constant(1)) })],
    [
      "another write",
      object({ a: slot(opaque(), { writes: [one] }) }),
      object({ a: slot(opaque(), { writes: [other] }) }),
    ],
    [
      "a write more",
      object({ a: slot(opaque(), { writes: [one] }) }),
      object({ a: slot(opaque(), { writes: [one, other] }) }),
    ],
    [
      "a field inside",
      object({ a: slot(opaque()) }),
      object({ a: slot(opaque(), { inner: inner({ b: slot(opaque()) }) }) }),
    ],
    ["an open object", object(), object({}, { open: [open] })],
  ])("they do not agree if they differ", (_, a, b) => {
    const [left, right] = paths(a, b);
    expect([left.agreesWith(right), right.agreesWith(left)]).toEqual([false, false]);
  });

  test("they do not agree if one has made or named one thing more", () => {
    const start = new PathState();
    start.create(object());
    const made = start.clone();
    made.create(object());
    const named = start.clone();
    named.bind(name, opaque());
    const otherName = start.clone();
    otherName.bind(symbol("it"), opaque());
    for (const [a, b] of [
      [start, made],
      [start, named],
      [named, otherName],
    ] as const)
      expect([a.agreesWith(b), b.agreesWith(a)]).toEqual([false, false]);
    const madeTwice = start.clone();
    madeTwice.create(object());
    expect([made.agreesWith(madeTwice), madeTwice.agreesWith(made)]).toEqual([false, false]);
  });

  test("they do not agree if one knows all fields of an object", () => {
    const [complete, not] = [new PathState(), new PathState()];
    complete.create(object());
    not.create(object({}, { closed: false }));
    expect([complete.agreesWith(not), not.agreesWith(complete)]).toEqual([false, false]);
  });

  test("they agree even if they have taken different conditions", () => {
    const [left, right] = paths(opaque(), opaque());
    left.assume("enabled", true);
    right.assume("enabled", false);
    expect(left.agreesWith(right)).toBe(true);
  });
});

describe("the join of two paths", () => {
  test("it keeps the conditions that both took the same way", () => {
    const [left, right] = paths(opaque(), opaque());
    const taken: [PathState, string, boolean][] = [
      [left, "same", true],
      [right, "same", true],
      [left, "either", true],
      [right, "either", false],
      [left, "left", true],
      [right, "right", true],
    ];
    for (const [state, condition, truth] of taken) state.assume(condition, truth);
    expect([...left.join(right).conditions()]).toEqual([["same", true]]);
    expect(left.assumed("either")).toBe(true);
  });

  test.each<[a: AbstractValue, b: AbstractValue, joined: AbstractValue]>([
    [constant(1), constant(1), constant(1)],
    [constant(1), constant(2), { kind: "oneOf", values: [1, 2] }],
    [{ kind: "oneOf", values: [1, 2] }, constant(2), { kind: "oneOf", values: [1, 2] }],
    [
      { kind: "object", id: 0 },
      { kind: "object", id: 0 },
      { kind: "object", id: 0 },
    ],
    [{ kind: "object", id: 0 }, undefinedValue, opaque()],
    [undefinedValue, { kind: "object", id: 0 }, opaque()],
    [{ kind: "input", name: "user" }, constant(1), opaque()],
  ])("it keeps of a name what both know of it", (a, b, joined) => {
    const [left, right] = paths(a, b);
    expect(left.join(right).lookup(name)).toEqual(joined);
  });

  test("it keeps of a name what only one path knows", () => {
    const start = new PathState();
    const named = start.clone();
    named.bind(name, constant(1));
    expect([start.join(named).lookup(name), named.join(start).lookup(name)]).toEqual([constant(1), constant(1)]);
  });

  test("it makes a third object of two, with the fields of both", () => {
    const start = new PathState();
    const [left, right] = [start.clone(), start.clone()];
    left.bind(name, left.create(object({ a: slot(constant(1)), both: slot(constant(1)) })));
    right.bind(name, right.create(object({ b: slot(constant(2)), both: slot(constant(2)) })));
    const joined = left.join(right);
    const value = joined.lookup(name);
    expect(value?.kind).toBe("object");
    if (value?.kind !== "object") return;
    expect(joined.object(value.id)).toStrictEqual(
      object({
        a: slot(constant(1), { definitelyAssigned: false }),
        both: slot({ kind: "oneOf", values: [1, 2] }),
        b: slot(constant(2), { definitelyAssigned: false }),
      }),
    );
    expect([left.lookup(name), right.lookup(name)]).not.toContainEqual(value);
  });

  test("it also joins the objects that a field holds on both paths", () => {
    const start = new PathState();
    const session = start.create(object());
    const states = ["a", "b"].map((field) => {
      const state = start.clone();
      state.setSlot(session.id, "user", slot(state.create(object({ [field]: slot(opaque()) }))));
      return state;
    });
    const [left = start, right = start] = states;
    const joined = left.join(right);
    const user = joined.object(session.id).slots.get("user")?.value;
    expect(user?.kind === "object" && [...joined.object(user.id).slots.keys()]).toEqual(["a", "b"]);
  });

  test("it joins an object that one path has not changed", () => {
    const [left, right] = paths(object({ a: slot(opaque()) }), object());
    expect(left.join(right).object(0)).toStrictEqual(object({ a: slot(opaque(), { definitelyAssigned: false }) }));
    expect(left.join(right).object(1)).toBe(left.object(1));
  });

  test("it joins a field's objects inside an object that was joined before", () => {
    const start = new PathState();
    const [first, second] = [start.create(object()), start.create(object())];
    const [left, right] = [start.clone(), start.clone()];
    left.setSlot(second.id, "held", slot(first));
    const [made, other] = ["a", "b"].map((field) => right.create(object({ [field]: slot(opaque()) })));
    right.setSlot(first.id, "inner", slot(made ?? first));
    right.setSlot(second.id, "held", slot(right.create(object({ inner: slot(other ?? first) }))));
    const joined = left.join(right);
    const names = (value: AbstractValue | undefined): string[] =>
      value?.kind === "object" ? [...joined.object(value.id).slots.keys()] : [];
    const held = joined.object(second.id).slots.get("held")?.value;
    const inner = held?.kind === "object" ? joined.object(held.id).slots.get("inner")?.value : undefined;
    expect([names(held), names(inner)]).toEqual([["inner"], ["a", "b"]]);
  });

  test("it keeps an object that only one path has made", () => {
    const start = new PathState();
    const made = start.clone();
    const { id } = made.create(object());
    expect(start.join(made).object(id)).toBe(made.object(id));
    expect(made.join(start).object(id)).toBe(made.object(id));
  });
});

describe("the join of two objects", () => {
  const one = write();
  const other = write();
  const value = opaque();
  const known = constant(1);

  test.each<[a: Slot | undefined, b: Slot | undefined, joined: Slot]>([
    [slot(value), slot(value), slot(value)],
    [slot(value), slot(constant(1)), slot(opaque())],
    [slot(known), slot(known), slot(known)],
    [slot(constant(1)), slot(constant(2)), slot(opaque())],
    [slot(value), undefined, slot(value, { definitelyAssigned: false })],
    [undefined, slot(value), slot(value, { definitelyAssigned: false })],
    [slot(value, { definitelyAssigned: false }), slot(value), slot(value, { definitelyAssigned: false })],
    [slot(value), slot(value, { definitelyAssigned: false }), slot(value, { definitelyAssigned: false })],
    [slot(value, { writes: [one] }), slot(value, { writes: [one, other] }), slot(value, { writes: [one, other] })],
    [slot(value, { writes: [one] }), undefined, slot(value, { writes: [one], definitelyAssigned: false })],
    [slot(value, { alwaysTrue: true }), slot(value, { alwaysTrue: true }), slot(value, { alwaysTrue: true })],
    [slot(value, { alwaysTrue: true }), slot(value), slot(value)],
    [slot(value), slot(value, { alwaysTrue: true }), slot(value)],
    [slot(value, { alwaysTrue: true }), undefined, slot(value, { definitelyAssigned: false })],
    [
      slot(value, { inner: inner({ b: slot(value) }) }),
      slot(value, { inner: inner({ b: slot(value) }) }),
      slot(value, { inner: inner({ b: slot(value) }) }),
    ],
    [
      slot(value, { inner: inner({ b: slot(value) }) }),
      slot(value),
      slot(value, { inner: inner({ b: slot(value, { definitelyAssigned: false }) }) }),
    ],
    [
      undefined,
      slot(value, { inner: inner({ b: slot(value) }) }),
      slot(value, { definitelyAssigned: false, inner: inner({ b: slot(value, { definitelyAssigned: false }) }) }),
    ],
  ])("it has the fields of both, certain where both are certain", (a, b, joined) => {
    const [left, right] = [a, b].map((field) => object(field ? { a: field } : {}));
    expect(left && right && joinObjects(left, right)).toStrictEqual(object({ a: joined }));
  });

  test.each<[a: Partial<AbstractObject>, b: Partial<AbstractObject>, joined: Partial<AbstractObject>]>([
    [{ closed: false }, {}, { closed: false }],
    [{}, { closed: false }, { closed: false }],
    [{ owner: "JWT" }, { owner: "JWT" }, { owner: "JWT" }],
    [{ owner: "JWT" }, { owner: "User" }, {}],
    [{ owner: "JWT" }, {}, {}],
    [{}, { owner: "JWT" }, {}],
    [{ isFinished: true }, { isFinished: true }, { isFinished: true }],
    [{ isFinished: true }, {}, {}],
    [{}, { isFinished: true }, {}],
  ])("it has the marks that both have", (a, b, joined) => {
    expect(joinObjects(object({}, a), object({}, b))).toStrictEqual(object({}, joined));
  });

  test("it is open for the reasons of both, each once", () => {
    const [first, second] = [cause(), cause()];
    const joined = joinObjects(object({}, { open: [first] }), object({}, { open: [first, second] }));
    expect(joined.open).toEqual([first, second]);
  });

  test("it is the object itself if both are the same", () => {
    const same = object({ a: slot(value) });
    expect(joinObjects(same, same)).toBe(same);
  });
});
