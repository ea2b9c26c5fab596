import type ts from "typescript";
import type { Types } from "../../compiler/types.js";
import type { FunctionWithBody, Resolver } from "../../discover/resolve.js";
import { bindParameters } from "./binding.js";
import { evaluate, type Outcome } from "./expressions.js";
import type { Observer } from "./observer.js";
import type { State, Value, Write } from "../heap/state.js";
import { runBlock, type Completion } from "./statements.js";
import { undefinedValue } from "../heap/state.js";

/** The budget of a callback that is followed. */
interface Effort {
  steps: number;
  readonly givenUp: Set<FunctionWithBody>;
}

export function noEffort(): Effort {
  return { steps: 0, givenUp: new Set() };
}

/** What every part of the interpreter needs: the compiler, and where to note what is seen on the way. */
export interface Run {
  readonly ts: typeof ts;
  readonly checker: ts.TypeChecker;
  readonly types: Types;
  readonly resolver: Resolver;
  /** Functions being followed, outermost first: a recursion is not followed again. */
  readonly stack: readonly FunctionWithBody[];
  /** Every write seen so far, by its place and field: the same place always gives the same write, whichever path leads there. */
  readonly writes: Map<ts.Node, Map<string, Write>>;
  readonly observer: Observer;
  /** What it has taken so far to follow the callback, and the helpers that took too much of it. */
  readonly effort: Effort;
  /** The step at which what is being followed is given up. */
  readonly lastStep: number;
  /** The users as the providers give them, of which `User` need not say everything. */
  readonly givenUsers: () => GivenUsers;
  /** What the library gives every user that a callback gets. */
  readonly alwaysOfUser: readonly string[];
  /** The fields that `signIn` writes on the user. */
  readonly writtenAtSignIn: () => readonly string[];
  /** How many providers can sign somebody in, where all are known. */
  readonly providerCount?: number;
  /** Inside what makes a promise by hand. */
  readonly isExecuting?: true;
  /** Inside a `try`: takes the state of each path that may leave it by a throw. */
  readonly onThrow?: (state: State) => void;
}

/** What is known of the users that the providers give. */
export interface GivenUsers {
  readonly users: readonly ts.Type[];
  /** Whether there are no others. */
  readonly isWhole: boolean;
}

/** A path never needs more company than this: further ones are joined, which only makes fields uncertain, never wrong. */
const maxPaths = 48;
/** The same where following has taken long already: paths multiply with each condition, and within a loop or a helper once more. */
const maxPathsWhenLong = 4;
/** Expressions that may be followed, those of helpers included, before paths count as many: real callbacks take a few hundred. */
const manySteps = 2_000;
/** And before the callback is given up. */
export const maxSteps = 20_000;
/** The same for one call of a helper, which is given up alone. */
const maxStepsOfCall = 5_000;
/** The project's own helpers are followed this deep. */
export const maxDepth = 6;

/**
 * Follows a function's body on every path.
 * @returns the value and state of each path that returns; paths that throw are left out
 */
export function callFunction(run: Run, node: FunctionWithBody, args: readonly Value[], state: State): Outcome[] {
  const inner: Run = { ...run, stack: [...run.stack, node] };
  return bindParameters(inner, node, args, state).flatMap((bound) => {
    if (!run.ts.isBlock(node.body)) return evaluate(inner, node.body, bound);
    return runBlock(inner, node.body.statements, bound).flatMap((completion): Outcome[] => {
      const { kind, state: after } = completion;
      if (kind !== "return" && kind !== "normal") return [];
      const at = kind === "return" ? completion.node : undefined;
      if (!at?.expression) run.observer.onMissingReturn({ owner: node, at });
      return [{ state: after, value: kind === "return" ? completion.value : undefinedValue }];
    });
  });
}

/** Ends the following of a callback that has more paths than anybody can wait for. */
export class TooManyPaths extends Error {}

/** To be called for every expression that is followed. */
export function takeStep({ effort, lastStep }: Run): void {
  if (++effort.steps > lastStep) throw new TooManyPaths();
}

/**
 * Follows the call of a helper.
 *
 * @param state must not be used afterwards
 * @returns `undefined` where that takes too much of the callback's budget
 */
export function callHelper(
  run: Run,
  node: FunctionWithBody,
  args: readonly Value[],
  state: State,
): Outcome[] | undefined {
  const { effort } = run;
  if (effort.givenUp.has(node)) return undefined;
  try {
    const lastStep = Math.min(run.lastStep, effort.steps + maxStepsOfCall);
    return callFunction({ ...run, lastStep }, node, args, state);
  } catch (error) {
    if (!(error instanceof TooManyPaths) || effort.steps > run.lastStep) throw error;
    effort.givenUp.add(node);
    return undefined;
  }
}

/** The write of a field at a place, made once. */
export function writeAt(run: Run, node: ts.Node, name: string, make: () => Write): Write {
  const byName = run.writes.get(node) ?? new Map<string, Write>();
  run.writes.set(node, byName);
  const known = byName.get(name);
  if (known) return known;
  const made = make();
  byName.set(name, made);
  return made;
}

/** Drops paths that have become the same, and joins paths when there are too many. */
export function mergePaths<T extends { readonly state: State }>(
  { effort }: { readonly effort: Pick<Effort, "steps"> },
  paths: readonly T[],
  sameKind: (a: T, b: T) => boolean,
): T[] {
  const kept: T[] = [];
  for (const path of paths) {
    const index = kept.findIndex((other) => sameKind(other, path) && other.state.agreesWith(path.state));
    const twin = kept[index];
    if (twin) kept[index] = { ...twin, state: twin.state.join(path.state) };
    else kept.push(path);
  }
  const most = effort.steps > manySteps ? maxPathsWhenLong : maxPaths;
  for (let index = kept.length - 1; index > 0 && kept.length > most; index--) {
    const path = kept[index];
    const partnerIndex = kept.findIndex((other, at) => at < index && path !== undefined && sameKind(other, path));
    const partner = kept[partnerIndex];
    // A return is never joined with another: each is a way out of its own.
    if (!path || !partner) continue;
    kept[partnerIndex] = { ...partner, state: partner.state.join(path.state) };
    kept.splice(index, 1);
  }
  return kept;
}

export const sameCompletion = (a: Completion, b: Completion): boolean =>
  a.kind === b.kind &&
  (a.kind !== "break" && a.kind !== "continue" ? a.kind === "normal" : "label" in b && a.label === b.label);
