import { givenAndDeclared, givenBeyond } from "./interpreter/given.js";
import { keptIn } from "./heap/kept.js";
import { PathState } from "./heap/state.js";
import type { AuthConfig, Callback } from "../discover/auth-config.js";
import { opaque, type AbstractObject, type OpenCause, type Slot, type Write } from "./heap/value.js";
import type { Run, Outcome } from "./interpreter/context.js";
import type { FunctionWithBody } from "../syntax/functions.js";
import { factsOf, type ObjectFacts, nothing } from "./facts.js";
import { follow, parameterObject, joined, returnedObject, nothingReturned, objectOfType } from "./run-callback.js";
import { forwardedSlots } from "./interpreter/spread.js";

/** The session as its readers get it. With an unknown strategy the callback must keep its promises under either. */
export function inferSession(
  run: Run,
  config: AuthConfig,
  token: AbstractObject,
): { session: ObjectFacts; user: ObjectFacts; keepsUser: boolean } {
  const { session: callback, strategy } = config;
  const strategies = strategy === "unknown" ? (["jwt", "database"] as const) : [strategy];
  if (callback.kind !== "function") {
    const open = [...openOf(callback), ...strategies.flatMap((one) => storedByAdapter(config, one))];
    // Most projects have no callback. They add nothing to the session, and their readers need not be loaded.
    const keepsUser = callback.kind === "absent" && config.jwt.kind === "function";
    return { session: { ...nothing, open }, user: { ...nothing, open }, keepsUser };
  }
  const outcomes = strategies.flatMap((one) => runOnSession(run, config, callback.node, token, one));
  const returned = outcomes.flatMap(({ state, value }) =>
    returnedObject(run, { state, value }, callback.node).map((object) => ({ state, object })),
  );
  const session = joined(returned.map((one) => one.object));
  const user = joined(returned.flatMap(({ state, object }) => userOf(run, state, object, callback.node)));
  const facts = (object: AbstractObject | undefined): ObjectFacts =>
    factsOf(handedThrough(object ?? nothingReturned, callback));
  const kept = session?.slots.get("user");
  return {
    session: facts(session),
    user: facts(user),
    keepsUser: kept?.definitelyAssigned === true && kept.value.kind === "object",
  };
}

/** Runs `session` once. Under `database` there is no token, under `jwt` no user, whatever the types say. */
function runOnSession(
  run: Run,
  config: AuthConfig,
  node: FunctionWithBody,
  token: AbstractObject,
  strategy: "jwt" | "database",
): Outcome[] {
  const { fields, userFields } = config.library.session;
  const state = new PathState();
  const open = storedByAdapter(config, strategy);
  const present = (names: readonly string[]): [string, Slot][] =>
    names.map((name) => [name, { value: opaque(), writes: [], definitelyAssigned: true }]);
  const user = state.create({ slots: new Map(present(userFields)), open, closed: false });
  const session = state.create({
    slots: new Map<string, Slot>([...present(fields), ["user", { value: user, writes: [], definitelyAssigned: true }]]),
    open,
    closed: false,
  });
  const argument = parameterObject(state, {
    session,
    token:
      strategy === "jwt"
        ? state.create({ ...token, owner: "JWT", isFinished: true, closed: false })
        : { kind: "input", name: "token", present: false },
    user: { kind: "input", name: "user", present: strategy === "database" },
    trigger: { kind: "oneOf", values: ["update", undefined] },
    newSession: opaque(),
  });
  return follow(run, node, argument, state);
}

/** Without a callback, too, `auth()` returns the stored user: see `getSession` in next-auth 5. */
function storedByAdapter({ library, node }: AuthConfig, strategy: "jwt" | "database"): OpenCause[] {
  return library.session.holdsAdapterUser && strategy === "database"
    ? [{ node, why: "the adapter may have stored more than the callback assigns" }]
    : [];
}

function openOf(callback: Callback): OpenCause[] {
  return callback.kind === "open" ? [{ node: callback.at, why: "the session callback cannot be seen through" }] : [];
}

/** A callback's result as an unresolved wrapper returns it: it may hold more, and fields that some path lacks. */
export function handedThrough(object: AbstractObject, callback: Callback): AbstractObject {
  const wrapper = callback.kind === "function" ? callback.wrapper : undefined;
  if (!wrapper) return object;
  const cause: OpenCause = { node: wrapper, why: "the wrapper around the callback cannot be seen through" };
  const slots = [...object.slots].map(([name, slot]): [string, Slot] => [
    name,
    slot.definitelyAssigned ? slot : { ...slot, inDoubt: true },
  ]);
  return { ...object, slots: new Map(slots), open: [...object.open, cause] };
}

/** The user of a returned session: followed, or made from the type of the value assigned to `session.user`. */
function userOf(run: Run, state: PathState, session: AbstractObject, node: FunctionWithBody): AbstractObject[] {
  const slot = session.slots.get("user");
  const write = slot?.writes[0];
  if (slot?.value.kind === "object") {
    const user = state.object(slot.value.id);
    // `session.user = token`
    if (!user.isFinished || !write?.value) return [user];
    return [{ ...user, slots: forwardedSlots(run, user, { node: write.node, expression: write.value }) }];
  }
  if (slot && write) {
    const user = objectOfType(run, write.type, write.node, write.bySpread);
    return [keptIn(slot.value, state)?.interface === "User" ? withGiven(run, user, write) : user];
  }
  // A session that cannot be seen through may hold any user.
  return slot
    ? returnedObject(run, { state, value: slot.value }, node)
    : [{ slots: new Map(), open: session.open, closed: true }];
}

/** A user that goes into the session as a whole brings the providers' fields along. */
function withGiven(run: Run, user: AbstractObject, { node, type, value }: Write): AbstractObject {
  const given = givenBeyond(run, type, node);
  // Once declared, a field is read as before.
  for (const name of new Set([...given.keys(), ...givenAndDeclared(run, type)]))
    run.observer.onRead({
      interface: "User",
      names: [name],
      node: value ?? node,
      isKept: true,
      becomes: { interface: "Session", names: ["user", name] },
    });
  return { ...user, slots: new Map([...given, ...user.slots]) };
}
