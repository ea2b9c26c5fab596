import type ts from "typescript";
import type { TypeView } from "../../compiler/program-view.js";
import type { Resolver } from "../../discover/resolve.js";
import type { Observer } from "./observer.js";
import type { PathState } from "../heap/state.js";
import type { Write, AbstractValue } from "../heap/value.js";
import type { FunctionWithBody } from "../../syntax/functions.js";

/** The budget for following a callback. */
export interface Budget {
  steps: number;
  /** The helpers, and the statements of the callback, that exceeded it. */
  readonly givenUp: Set<ts.Node>;
}

export function newBudget(): Budget {
  return { steps: 0, givenUp: new Set() };
}

/** The parts of the interpreter that call each other. */
export interface Parts {
  readonly evaluate: (run: Run, node: ts.Expression, state: PathState) => Outcome[];
  readonly callFunction: (
    run: Run,
    node: FunctionWithBody,
    args: readonly AbstractValue[],
    state: PathState,
  ) => Outcome[];
}

/** The context that every part of the interpreter needs: the compiler, and the observer. */
export interface Run extends TypeView {
  readonly parts: Parts;
  readonly resolver: Resolver;
  /** Functions being followed, outermost first: a recursion is not followed again. */
  readonly stack: readonly FunctionWithBody[];
  /** Every write so far, by its place and field: the same place gives the same write on every path. */
  readonly writes: Map<ts.Node, Map<string, Write>>;
  readonly observer: Observer;
  /** The steps taken so far, and the helpers that took too many. */
  readonly effort: Budget;
  /** The step at which the current code is given up. */
  readonly lastStep: number;
  /** The users as the providers give them, which may hold more than `User` says. */
  readonly givenUsers: () => GivenUsers;
  /** The fields that the library gives every user of a callback. */
  readonly alwaysOfUser: readonly string[];
  /** The fields that `signIn` writes on the user. */
  readonly writtenAtSignIn: () => readonly string[];
  /** The number of providers that can sign somebody in, if all are known. */
  readonly providerCount?: number;
  /** Set inside the executor of a promise. */
  readonly isExecuting?: true;
  /** Set inside a `try`: takes the state of each path that may leave it by a throw. */
  readonly onThrow?: (state: PathState) => void;
  /** Set inside a generator that may not be asked for all its values: takes the state of each path at a `yield`. */
  readonly onYield?: ((state: PathState) => void) | undefined;
  /** Set inside code that may not be waited for: takes the state of each path at an `await`. */
  readonly onPause?: (state: PathState) => void;
  /** Set inside an asynchronous function that may not be waited for: takes the state of each path that throws. */
  readonly onReject?: ((state: PathState) => void) | undefined;
}

/** The users that the providers give. */
export interface GivenUsers {
  readonly users: readonly ts.Type[];
  /** Whether these are all users. */
  readonly isWhole: boolean;
}

/** The steps after which the callback is given up. */
export const maxSteps = 20_000;

/** Maximum depth of the project's own helpers. */
export const maxDepth = 6;

/** Ends the following of a callback with too many paths. */
export class TooManyPaths extends Error {}

/** Charges one step to the budget. */
export function takeStep({ effort, lastStep }: Run): void {
  if (++effort.steps > lastStep) throw new TooManyPaths();
}

/** The write of a field at a place, created once. */
export function internWrite(run: Run, node: ts.Node, name: string, make: () => Write): Write {
  const byName = run.writes.get(node) ?? new Map<string, Write>();
  run.writes.set(node, byName);
  const known = byName.get(name);
  if (known) return known;
  const made = make();
  byName.set(name, made);
  return made;
}

/** One path through an expression: its value, and the state after it. */
export interface Outcome {
  readonly state: PathState;
  readonly value: AbstractValue;
}

/** How one path leaves a statement. */
export type Completion =
  | { readonly kind: "normal"; readonly state: PathState }
  | {
      readonly kind: "return";
      readonly state: PathState;
      readonly value: AbstractValue;
      readonly node: ts.ReturnStatement;
    }
  | { readonly kind: "throw"; readonly state: PathState }
  | { readonly kind: "break" | "continue"; readonly state: PathState; readonly label: string | undefined };

/** One way a condition can go. */
export interface Branch {
  readonly state: PathState;
  readonly truth: boolean;
}

/** An assigned value: the expression, for its type and its source, and the abstract value. */
export interface Assigned {
  readonly expression: ts.Expression;
  readonly value: AbstractValue;
  /** The assigned type, if the expression's own is another: for a part of a destructured value. */
  readonly type?: ts.Type;
  /** The target's value before may still be there: `??=` and `||=`. */
  readonly keepsBefore?: boolean;
}
