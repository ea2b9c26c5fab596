import type { ProgramView } from "../compiler/program-view.js";
import { createResolver } from "../discover/resolve.js";
import { once } from "../compiler/once.js";
import { silent, createObserver } from "./interpreter/observer.js";
import { givenUsers } from "./interpreter/given.js";
import { parts } from "./interpreter/interpreter.js";
import { PathState } from "./heap/state.js";
import type { AuthConfig } from "../discover/auth-config.js";
import { maxSteps, newBudget, type Run } from "./interpreter/context.js";
import { type InferOptions, type CallbackFacts, factsOf, type ObjectFacts, nothing } from "./facts.js";
import { follow, parameterObject, joined } from "./run-callback.js";
import { inferToken } from "./token.js";
import { inferSession } from "./session.js";

/** Follows both callbacks of a config through the given program. */
export function inferCallbacks({ ts, types }: ProgramView, config: AuthConfig, options: InferOptions): CallbackFacts {
  const { observer, seen } = createObserver();
  const run: Run = {
    ts,
    types,
    resolver: createResolver({ ts, types }),
    stack: [],
    parts,
    effort: newBudget(),
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

/** Runs `signIn` once. No other callback follows a path that refuses the sign-in or redirects. */
function inferSignIn(outer: Run, { signIn }: AuthConfig): ObjectFacts {
  if (signIn.kind !== "function") return nothing;
  // Casts in `signIn` have nothing to do with the session.
  const run: Run = { ...outer, observer: { ...outer.observer, onCast: silent.onCast } };
  const state = new PathState();
  const user = state.create({ owner: "User", slots: new Map(), open: [], closed: false });
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
