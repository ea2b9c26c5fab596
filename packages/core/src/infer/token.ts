import type { Provider } from "../discover/providers.js";
import { PathState } from "./heap/state.js";
import type { AuthConfig } from "../discover/auth-config.js";
import {
  constant,
  opaque,
  undefinedValue,
  type AbstractObject,
  type OpenCause,
  type Slot,
  type AbstractValue,
} from "./heap/value.js";
import { joinObjects, sameValue } from "./heap/join.js";
import type { Run } from "./interpreter/context.js";
import type { FunctionWithBody } from "../syntax/functions.js";
import type { InferOptions } from "./facts.js";
import { follow, parameterObject, joined, returnedObject, detached } from "./run-callback.js";
import { handedThrough } from "./session.js";

/** The token before any callback has run: the library's fields, and those that the config itself may add. */
function libraryToken(config: AuthConfig): AbstractObject {
  const { fields, always } = config.library.token;
  const slots = fields.map((name): [string, Slot] => {
    const definitelyAssigned = always.includes(name);
    return [name, { value: opaque(), writes: [], definitelyAssigned, ...(definitelyAssigned && { alwaysTrue: true }) }];
  });
  const open: OpenCause[] = config.mintsTokens
    ? [{ node: config.node, why: "the config encodes or decodes tokens itself" }]
    : [];
  return { owner: "JWT", slots: new Map(slots), open, closed: true };
}

/**
 * The token as any reader can find it. `jwt` first runs at a sign-in, with `user` and `account`, and then on every read of the
 * session with the token alone; so it is followed in each role, the second time from what the first left behind.
 */
export function inferToken(run: Run, config: AuthConfig, options: InferOptions): AbstractObject {
  const minted = libraryToken(config);
  if (config.strategy === "database" || config.jwt.kind === "absent") return minted;
  if (config.jwt.kind === "open") {
    const cause = { node: config.jwt.at, why: "the jwt callback cannot be seen through" };
    return { ...minted, open: [...minted.open, cause] };
  }
  const { node } = config.jwt;
  const { list, complete } = config.providers;
  // The library has no first sign-in with credentials: see `callback` in next-auth's `routes` and Auth.js's `actions`.
  const isEitherKind = !isSignedInBy(config, "credentials");
  const afterSignIn = (hasProfile: boolean): AbstractObject => {
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
  // With an empty list of providers nobody can tell whether future ones give a profile.
  const signedIn = complete && list.length === 0 ? doubtedBeside(known, afterSignIn(true)) : known;
  const kept = afterLaterRuns(run, node, signedIn);
  const made = options.signInFields === "required" ? kept : withSignInFieldsOptional(kept, node, run, minted);
  return handedThrough(made, config.jwt);
}

/**
 * The number of times that `jwt` is followed after a sign-in. Each time starts from what the ones before have left; a
 * third is needed only where a field decides about a field that decides about a field.
 */
const maxLaterRuns = 3;

/** The token that any run after a sign-in may leave: a fixpoint, as the next run reads what the last one wrote. */
function afterLaterRuns(run: Run, node: FunctionWithBody, signedIn: AbstractObject): AbstractObject {
  let token = signedIn;
  for (let count = 0; count < maxLaterRuns; count++) {
    const before = token;
    // A run that always throws leaves the token as it was.
    token = [runLater(run, node, before), runLater(run, node, before, opaque())].reduce<AbstractObject>(
      (one, later) => (later ? joinObjects(one, later) : one),
      before,
    );
    if (!opensPaths(before.slots, token.slots)) break;
  }
  return token;
}

/**
 * Whether a condition on a field may have another outcome than before: a field that was always there is not, or one
 * whose value was known has others too. Nothing is known of fields that were not there.
 */
function opensPaths(before: AbstractObject["slots"], after: AbstractObject["slots"]): boolean {
  return [...before].some(([name, { definitelyAssigned, value, inner }]) => {
    const now = after.get(name);
    if (!now) return false;
    if (definitelyAssigned && !now.definitelyAssigned) return true;
    if (value.kind !== "opaque" && !sameValue(value, now.value)) return true;
    return inner !== undefined && opensPaths(inner, now.inner ?? new Map());
  });
}

/**
 * A run of `jwt` without a sign-in: it gets the token alone, or also a client's update.
 *
 * @param update the client's data, if the run is for an update
 */
function runLater(
  run: Run,
  node: FunctionWithBody,
  token: AbstractObject,
  update?: AbstractValue,
): AbstractObject | undefined {
  const absent = (name: "user" | "account" | "profile"): AbstractValue => ({ kind: "input", name, present: false });
  return runOnToken(
    run,
    node,
    { ...token, owner: "JWT", closed: false },
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

/** A field that only one of two runs may leave out is in doubt and not missing. */
function doubtedBeside(token: AbstractObject, other: AbstractObject): AbstractObject {
  const slots = [...token.slots].map(([name, slot]): [string, Slot] => [
    name,
    !slot.definitelyAssigned && other.slots.get(name)?.definitelyAssigned ? { ...slot, inDoubt: true } : slot,
  ]);
  return { ...token, slots: new Map(slots) };
}

/** Whether all providers of a config are known and of one kind. */
function isSignedInBy({ providers: { list, complete } }: AuthConfig, kind: Provider["kind"]): boolean {
  return complete && list.length > 0 && list.every((one) => one.kind === kind);
}

/**
 * A sign-in is a later one of its user, or the first. A field that either kind always writes counts as always written:
 * this is how `trigger` and `isNewUser` are read.
 *
 * @param isEitherKind whether there are first ones; without them their fields are known but never certain
 */
function joinSignIns(later: AbstractObject, first: AbstractObject, isEitherKind: boolean): AbstractObject {
  const joined = joinObjects(later, first);
  const isCertain = ({ slots }: AbstractObject, name: string): boolean => slots.get(name)?.definitelyAssigned === true;
  const slots = [...joined.slots].map(([name, slot]): [string, Slot] => [
    name,
    { ...slot, definitelyAssigned: isCertain(later, name) || (isEitherKind && isCertain(first, name)) },
  ]);
  return { ...joined, slots: new Map(slots) };
}

/** For projects with tokens older than a field: only a field that every run writes is certain. */
function withSignInFieldsOptional(
  token: AbstractObject,
  node: FunctionWithBody,
  run: Run,
  initial: AbstractObject,
): AbstractObject {
  const onlyLater = runLater(run, node, initial);
  const slots = [...token.slots].map(([name, slot]): [string, Slot] => [
    name,
    { ...slot, definitelyAssigned: slot.definitelyAssigned && onlyLater?.slots.get(name)?.definitelyAssigned === true },
  ]);
  return { ...token, slots: new Map(slots) };
}

/** Runs `jwt` once and joins the tokens of all its returns; `undefined` when it returns no token on any path. */
function runOnToken(
  run: Run,
  node: FunctionWithBody,
  token: AbstractObject,
  inputs: Readonly<Record<string, AbstractValue>>,
): AbstractObject | undefined {
  const state = new PathState();
  const value = state.create(token);
  const outcomes = follow(run, node, parameterObject(state, { token: value, ...inputs }), state);
  return joined(
    outcomes.flatMap((outcome) => returnedObject(run, outcome, node).map((object) => detached(object, outcome.state))),
  );
}
