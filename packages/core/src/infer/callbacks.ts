import type ts from "typescript";
import { typesOf } from "../compiler/types.js";
import type { Provider } from "../discover/providers.js";
import { createResolver, type FunctionWithBody } from "../discover/resolve.js";
import { once } from "../compiler/once.js";
import type { ProgramWithHost } from "../compiler/overlay.js";
import { blind, createObserver, type Observations } from "./interpreter/observer.js";
import { givenAndDeclared, givenBeyond, givenUsers } from "./interpreter/given.js";
import { callFunction } from "./interpreter/interpreter.js";
import { keptIn, putAway } from "./heap/kept.js";
import { handedOn } from "./interpreter/slots.js";
import { State } from "./heap/state.js";
import type { AuthConfig, Callback } from "../discover/auth-config.js";
import {
  constant,
  ofLibrarysType,
  opaque,
  undefinedValue,
  type FollowedObject,
  type OpenCause,
  type Slot,
  type Value,
  type Write,
} from "./heap/value.js";
import { joinObjects } from "./heap/join.js";
import { maxSteps, noEffort, TooManyPaths, writeAt, type Run, type Outcome } from "./interpreter/context.js";

/** What the callbacks do to one field. */
interface FieldFacts {
  readonly writes: readonly Write[];
  /** Some path to a return leaves it out. */
  readonly optional: boolean;
  /** Of an optional one: no path was seen to leave it out. */
  readonly inDoubt: boolean;
  /** What is written into it afterwards. */
  readonly inner: ReadonlyMap<string, FieldFacts>;
}

/** What one config's callbacks make of one of the library's objects. */
export interface ObjectFacts {
  readonly fields: ReadonlyMap<string, FieldFacts>;
  /** What the library has put there and every path leaves as it was. */
  readonly untouched: readonly string[];
  /** Expressions that may add fields that cannot be named: nothing may be said to be unassigned here. */
  readonly open: readonly OpenCause[];
}

/** What one config's callbacks make of the session and the token, and what was seen on the way. */
export interface CallbackFacts {
  readonly session: ObjectFacts;
  readonly sessionUser: ObjectFacts;
  /** Whether every session that is handed out holds the user that the library has put there, or another object in its place. */
  readonly keepsUser: boolean;
  readonly token: ObjectFacts;
  /** What `signIn` writes on the user, before `jwt` gets it. */
  readonly signedInUser: ObjectFacts;
  readonly seen: Observations;
}

export interface InferOptions {
  readonly signInFields: "required" | "optional";
}

const nothing: ObjectFacts = { fields: new Map(), untouched: [], open: [] };

const nothingReturned: FollowedObject = { slots: new Map(), open: [], complete: true };

/** Follows both callbacks of a config through the program as it stands. */
export function inferCallbacks(
  tsModule: typeof ts,
  { program }: ProgramWithHost,
  config: AuthConfig,
  options: InferOptions,
): CallbackFacts {
  const types = typesOf(tsModule, program);
  const { observer, seen } = createObserver();
  const run: Run = {
    ts: tsModule,
    checker: types.checker,
    types,
    resolver: createResolver(tsModule, types),
    stack: [],
    effort: noEffort(),
    lastStep: maxSteps,
    givenUsers: once(() => givenUsers(config)),
    alwaysOfUser: config.library.user.always,
    writtenAtSignIn: () => [...signedInUser().fields.keys()],
    writes: new Map(),
    observer,
    ...(config.providers.complete && { providerCount: config.providers.list.length }),
  };
  const signedInUser = once(() => inferSignIn(run, config));
  const token = inferToken(run, config, options);
  const { session, user, keepsUser } = inferSession(run, config, token);
  return { session, sessionUser: user, keepsUser, token: factsOf(token), signedInUser: signedInUser(), seen };
}

/** Runs `signIn` once; a path that refuses the sign-in, or sends the browser elsewhere, is followed by no other callback. */
function inferSignIn(outer: Run, { signIn }: AuthConfig): ObjectFacts {
  if (signIn.kind !== "function") return nothing;
  // What it casts has nothing to do with the session.
  const run: Run = { ...outer, observer: { ...outer.observer, onCast: blind.onCast } };
  const state = new State();
  const user = state.create({ owner: "User", slots: new Map(), open: [], complete: false });
  const parameters = {
    user,
    account: { kind: "input", name: "account" },
    profile: { kind: "input", name: "profile" },
  } as const;
  const outcomes = follow(run, signIn.node, parameterObject(state, parameters), state);
  const accepted = outcomes.filter(({ value }) => value.kind !== "oneOf" || value.values.includes(true));
  const left = joined(accepted.map((outcome) => outcome.state.object(user.id)));
  return left ? factsOf(left) : nothing;
}

/** The token before any callback has run: what the library puts in, and what the config itself may. */
function libraryToken(config: AuthConfig): FollowedObject {
  const { fields, always } = config.library.token;
  const slots = fields.map((name): [string, Slot] => {
    const certain = always.includes(name);
    return [name, { value: opaque(), writes: [], certain, ...(certain && { alwaysTrue: true }) }];
  });
  const open: OpenCause[] = config.mintsTokens
    ? [{ node: config.node, why: "the config encodes or decodes tokens itself" }]
    : [];
  return { owner: "JWT", slots: new Map(slots), open, complete: true };
}

/**
 * The token as any reader can find it. `jwt` first runs at a sign-in, with `user` and `account`, and then on every read of the
 * session with the token alone; so it is followed once in each role, the second time from what the first left behind.
 */
function inferToken(run: Run, config: AuthConfig, options: InferOptions): FollowedObject {
  const minted = libraryToken(config);
  if (config.strategy === "database" || config.jwt.kind === "absent") return minted;
  if (config.jwt.kind === "open") {
    const cause = { node: config.jwt.at, why: "the jwt callback cannot be seen through" };
    return { ...minted, open: [...minted.open, cause] };
  }
  const { node } = config.jwt;
  const { list, complete } = config.providers;
  // The library knows of no first sign-in with credentials: see `callback` in next-auth's `routes` and Auth.js's `actions`.
  const isEitherKind = !isSignedInBy(config, "credentials");
  const afterSignIn = (hasProfile: boolean): FollowedObject => {
    const signIns = (["signIn", "signUp"] as const).flatMap(
      (trigger) =>
        runOnToken(run, node, minted, {
          user: { kind: "input", name: "user", present: true },
          account: { kind: "input", name: "account", present: true },
          profile: { kind: "input", name: "profile", ...(hasProfile && { present: true }) },
          trigger: constant(trigger),
          isNewUser: constant(trigger === "signUp"),
          session: undefinedValue,
        }) ?? [],
    );
    const [first, ...rest] = signIns;
    return first ? rest.reduce((a, b) => joinSignIns(a, b, isEitherKind), first) : minted;
  };
  const known = afterSignIn(isSignedInBy(config, "oauth"));
  // Of a list without a provider nobody can tell whether those that are yet to come give a profile.
  const signedIn = complete && list.length === 0 ? doubtedBeside(known, afterSignIn(true)) : known;
  // A run that always throws leaves the token as it was.
  const both = [runLater(run, node, signedIn), runLater(run, node, signedIn, opaque())].reduce<FollowedObject>(
    (token, later) => (later ? joinObjects(token, later) : token),
    signedIn,
  );
  const made = options.signInFields === "required" ? both : withSignInFieldsOptional(both, node, run, minted);
  return handedThrough(made, config.jwt);
}

/**
 * A run of `jwt` that is no sign-in: it gets the token alone, or with it what a client sends to update it.
 *
 * @param update what a client sends; then it is what the run is for
 */
function runLater(run: Run, node: FunctionWithBody, token: FollowedObject, update?: Value): FollowedObject | undefined {
  const absent = (name: "user" | "account" | "profile"): Value => ({ kind: "input", name, present: false });
  return runOnToken(
    run,
    node,
    { ...token, owner: "JWT", complete: false },
    {
      user: absent("user"),
      account: absent("account"),
      profile: absent("profile"),
      trigger: update ? constant("update") : undefinedValue,
      isNewUser: { kind: "oneOf", values: [false, undefined] },
      session: update ?? undefinedValue,
    },
  );
}

/** What one of two runs may leave out and the other one always writes: nothing is said to be missing there. */
function doubtedBeside(token: FollowedObject, other: FollowedObject): FollowedObject {
  const slots = [...token.slots].map(([name, slot]): [string, Slot] => [
    name,
    !slot.certain && other.slots.get(name)?.certain ? { ...slot, inDoubt: true } : slot,
  ]);
  return { ...token, slots: new Map(slots) };
}

/** Whether all providers of a config are known, and of one kind. */
function isSignedInBy({ providers: { list, complete } }: AuthConfig, kind: Provider["kind"]): boolean {
  return complete && list.length > 0 && list.every((one) => one.kind === kind);
}

/**
 * A sign-in is a later one of its user, or the first. A field that either kind always writes counts as always written: design's reading
 * of `trigger` and `isNewUser`.
 *
 * @param isEitherKind whether there are first ones; where there are none, what they would write is known and never certain
 */
function joinSignIns(later: FollowedObject, first: FollowedObject, isEitherKind: boolean): FollowedObject {
  const joined = joinObjects(later, first);
  const isCertain = ({ slots }: FollowedObject, name: string): boolean => slots.get(name)?.certain === true;
  const slots = [...joined.slots].map(([name, slot]): [string, Slot] => [
    name,
    { ...slot, certain: isCertain(later, name) || (isEitherKind && isCertain(first, name)) },
  ]);
  return { ...joined, slots: new Map(slots) };
}

/** For projects with tokens older than a field: only what every run writes is certain. */
function withSignInFieldsOptional(
  token: FollowedObject,
  node: FunctionWithBody,
  run: Run,
  initial: FollowedObject,
): FollowedObject {
  const onlyLater = runLater(run, node, initial);
  const slots = [...token.slots].map(([name, slot]): [string, Slot] => [
    name,
    { ...slot, certain: slot.certain && onlyLater?.slots.get(name)?.certain === true },
  ]);
  return { ...token, slots: new Map(slots) };
}

/** Follows a callback on every path; where there are too many, what it returns may hold anything. */
function follow(run: Run, node: FunctionWithBody, argument: Value, state: State): Outcome[] {
  const before = state.clone();
  try {
    return callFunction({ ...run, effort: noEffort(), lastStep: maxSteps }, node, [argument], state);
  } catch (error) {
    if (!(error instanceof TooManyPaths)) throw error;
    const open: OpenCause[] = [{ node, why: "it has more paths than can be followed" }];
    return [{ state: before, value: before.create({ slots: new Map(), open, complete: false }) }];
  }
}

/** Runs `jwt` once and joins the tokens of all its returns; `undefined` when it returns no token on any path. */
function runOnToken(
  run: Run,
  node: FunctionWithBody,
  token: FollowedObject,
  inputs: Readonly<Record<string, Value>>,
): FollowedObject | undefined {
  const state = new State();
  const value = state.create(token);
  const outcomes = follow(run, node, parameterObject(state, { token: value, ...inputs }), state);
  return joined(
    outcomes.flatMap((outcome) => returnedObject(run, outcome, node).map((object) => apart(object, outcome.state))),
  );
}

/** An object for another run to start from: what it holds lives in the run that made it, and is not followed any further. */
function apart(object: FollowedObject, state: State): FollowedObject {
  const slots = [...object.slots].map(([name, slot]): [string, Slot] => [
    name,
    { ...slot, value: putAway(slot.value, state) },
  ]);
  return { ...object, slots: new Map(slots) };
}

/** The callback's one argument, which most people destructure and some do not. */
function parameterObject(state: State, values: Readonly<Record<string, Value>>): Value {
  const slots = Object.entries(values).map(([name, value]): [string, Slot] => [
    name,
    { value, writes: [], certain: true },
  ]);
  return state.create({ slots: new Map(slots), open: [], complete: false });
}

/** The session as its readers get it. Where the strategy is not known, the callback must keep its promises under either. */
function inferSession(
  run: Run,
  config: AuthConfig,
  token: FollowedObject,
): { session: ObjectFacts; user: ObjectFacts; keepsUser: boolean } {
  const { session: callback, strategy } = config;
  const strategies = strategy === "unknown" ? (["jwt", "database"] as const) : [strategy];
  if (callback.kind !== "function") {
    const open = [...openOf(callback), ...strategies.flatMap((one) => storedByAdapter(config, one))];
    // Most sites have no callback. They add nothing to the session, and their readers need not be loaded for this.
    const keepsUser = callback.kind === "absent" && config.jwt.kind === "function";
    return { session: { ...nothing, open }, user: { ...nothing, open }, keepsUser };
  }
  const outcomes = strategies.flatMap((one) => runOnSession(run, config, callback.node, token, one));
  const returned = outcomes.flatMap(({ state, value }) =>
    returnedObject(run, { state, value }, callback.node).map((object) => ({ state, object })),
  );
  const session = joined(returned.map((one) => one.object));
  const user = joined(returned.flatMap(({ state, object }) => userOf(run, state, object, callback.node)));
  const facts = (object: FollowedObject | undefined): ObjectFacts =>
    factsOf(handedThrough(object ?? nothingReturned, callback));
  const kept = session?.slots.get("user");
  return {
    session: facts(session),
    user: facts(user),
    keepsUser: kept?.certain === true && kept.value.kind === "object",
  };
}

/** Runs `session` once. Under `database` there is no token, under `jwt` no user, whatever the types say. */
function runOnSession(
  run: Run,
  config: AuthConfig,
  node: FunctionWithBody,
  token: FollowedObject,
  strategy: "jwt" | "database",
): Outcome[] {
  const { fields, userFields } = config.library.session;
  const state = new State();
  const open = storedByAdapter(config, strategy);
  const present = (names: readonly string[]): [string, Slot][] =>
    names.map((name) => [name, { value: opaque(), writes: [], certain: true }]);
  const user = state.create({ slots: new Map(present(userFields)), open, complete: false });
  const session = state.create({
    slots: new Map<string, Slot>([...present(fields), ["user", { value: user, writes: [], certain: true }]]),
    open,
    complete: false,
  });
  const argument = parameterObject(state, {
    session,
    token:
      strategy === "jwt"
        ? state.create({ ...token, owner: "JWT", isFinished: true, complete: false })
        : { kind: "input", name: "token", present: false },
    user: { kind: "input", name: "user", present: strategy === "database" },
    trigger: { kind: "oneOf", values: ["update", undefined] },
    newSession: opaque(),
  });
  return follow(run, node, argument, state);
}

/** With no callback either `auth()` hands the stored user on: see `getSession` in next-auth 5. */
function storedByAdapter({ library, node }: AuthConfig, strategy: "jwt" | "database"): OpenCause[] {
  return library.session.holdsAdapterUser && strategy === "database"
    ? [{ node, why: "the adapter may have stored more than the callback assigns" }]
    : [];
}

function openOf(callback: Callback): OpenCause[] {
  return callback.kind === "open" ? [{ node: callback.at, why: "the session callback cannot be seen through" }] : [];
}

/** What a callback returns, as a wrapper hands it on that does not resolve: it may hold more, and what is missing on some path. */
function handedThrough(object: FollowedObject, callback: Callback): FollowedObject {
  const wrapper = callback.kind === "function" ? callback.wrapper : undefined;
  if (!wrapper) return object;
  const cause: OpenCause = { node: wrapper, why: "the wrapper around the callback cannot be seen through" };
  const slots = [...object.slots].map(([name, slot]): [string, Slot] => [
    name,
    slot.certain ? slot : { ...slot, inDoubt: true },
  ]);
  return { ...object, slots: new Map(slots), open: [...object.open, cause] };
}

/** The user of a returned session: followed, or made from the type of what was assigned to `session.user`. */
function userOf(run: Run, state: State, session: FollowedObject, node: FunctionWithBody): FollowedObject[] {
  const slot = session.slots.get("user");
  const write = slot?.writes[0];
  if (slot?.value.kind === "object") {
    const user = state.object(slot.value.id);
    // `session.user = token`
    if (!user.isFinished || !write?.value) return [user];
    return [{ ...user, slots: handedOn(run, user, { node: write.node, expression: write.value }) }];
  }
  if (slot && write) {
    const user = objectOfType(run, write.type, write.node, write.bySpread);
    return [keptIn(slot.value, state)?.interface === "User" ? withGiven(run, user, write) : user];
  }
  // A session that cannot be seen through may hold any user.
  return slot
    ? returnedObject(run, { state, value: slot.value }, node)
    : [{ slots: new Map(), open: session.open, complete: true }];
}

/** A user that goes into the session as a whole brings along what the providers have given it. */
function withGiven(run: Run, user: FollowedObject, { node, type, value }: Write): FollowedObject {
  const given = givenBeyond(run, type, node);
  // Once it is declared it is read as before.
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

/** An object whose fields are known by its type only: each is written where the whole is. */
function objectOfType(run: Run, type: ts.Type, node: ts.Node, bySpread: boolean): FollowedObject {
  const slots = new Map<string, Slot>();
  const awaited = run.types.awaited(type);
  if (!run.types.isObject(awaited)) {
    return { slots, open: [{ node, why: "its type does not say what it holds" }], complete: false };
  }
  const isLibrarys = run.types.isLibrarys(awaited);
  for (const property of run.types.propertiesOf(awaited)) {
    // Methods stand on a prototype and do not travel.
    if ((property.flags & run.ts.SymbolFlags.Method) !== 0 || !run.types.travels(property)) continue;
    const propertyType = run.types.typeOfProperty(property);
    const write = writeAt(run, node, property.name, () => ({
      node,
      type: propertyType,
      widened: propertyType,
      value: undefined,
      sources: [],
      // Of a whole row that a dependency declares nobody has spelled out the fields.
      bySpread: bySpread || !run.types.isOwnProperty(property),
      ...(run.types.isLooselyGiven(property) && { looselyGiven: true }),
    }));
    slots.set(property.name, {
      value: opaque(),
      writes: [write],
      certain: !run.types.isOptionalProperty(property) && !run.types.isNullable(awaited),
      ...(isLibrarys && { inDoubt: true }),
    });
  }
  const open: OpenCause[] = run.types.hasUnnamedProperties(awaited)
    ? [{ node, why: "it may hold fields that its type does not name" }]
    : isLibrarys
      ? [{ node, why: ofLibrarysType }]
      : [];
  return { slots, open, complete: true };
}

/**
 * What a callback returns on one path, as an object. A path that returns nothing or `null` ends the session and therefore says
 * nothing about its fields.
 */
function returnedObject(run: Run, { state, value }: Outcome, node: FunctionWithBody): FollowedObject[] {
  if (value.kind === "object") return [state.object(value.id)];
  if (value.kind !== "opaque") return [];
  if (value.from) return [objectOfType(run, run.types.typeAt(value.from), value.from, false)];
  return [{ slots: new Map(), open: [{ node, why: "what it returns cannot be seen through" }], complete: false }];
}

/** What holds for all of several objects: what only some have is uncertain. */
function joined(objects: readonly FollowedObject[]): FollowedObject | undefined {
  // What a path was seen to leave out stays seen, when those come in that may hold anything.
  const isOpen = ({ open }: FollowedObject): boolean => open.length > 0;
  const [first, ...rest] = [...objects.filter((one) => !isOpen(one)), ...objects.filter(isOpen)];
  return first && rest.reduce((a, b) => joinObjects(a, b), first);
}

function factsOf({ slots, open }: FollowedObject): ObjectFacts {
  const untouched = [...slots].flatMap(([name, { certain, writes }]) => (certain && writes.length === 0 ? [name] : []));
  return { fields: fieldFacts(slots), untouched, open };
}

function fieldFacts(slots: ReadonlyMap<string, Slot>): Map<string, FieldFacts> {
  const fields = new Map<string, FieldFacts>();
  for (const [name, slot] of slots) {
    const inner = fieldFacts(slot.inner ?? new Map<string, Slot>());
    if (slot.writes.length > 0 || inner.size > 0)
      fields.set(name, {
        writes: slot.writes,
        optional: !slot.certain,
        inDoubt: !slot.certain && slot.inDoubt === true,
        inner,
      });
  }
  return fields;
}
