import type ts from "typescript";
import type { TypeView } from "../../compiler/program-view.js";
import type { Resolver } from "../../discover/resolve.js";
import type { Observer } from "./observer.js";
import type { PathState } from "../heap/state.js";
import type { Write, AbstractValue } from "../heap/value.js";
import type { FunctionWithBody } from "../../syntax/functions.js";

/** The budget of a callback that is followed. */
export interface Budget {
  steps: number;
  /** The helpers, and the statements of the callback, that took too much of it. */
  readonly givenUp: Set<ts.Node>;
}

export function newBudget(): Budget {
  return { steps: 0, givenUp: new Set() };
}

/** The parts of the interpreter that the others call, and that call them. */
export interface Parts {
  readonly evaluate: (run: Run, node: ts.Expression, state: PathState) => Outcome[];
  readonly callFunction: (
    run: Run,
    node: FunctionWithBody,
    args: readonly AbstractValue[],
    state: PathState,
  ) => Outcome[];
}

/** What every part of the interpreter needs: the compiler, and where to note what is seen on the way. */
export interface Run extends TypeView {
  readonly parts: Parts;
  readonly resolver: Resolver;
  /** Functions being followed, outermost first: a recursion is not followed again. */
  readonly stack: readonly FunctionWithBody[];
  /** Every write seen so far, by its place and field: the same place always gives the same write, whichever path leads there. */
  readonly writes: Map<ts.Node, Map<string, Write>>;
  readonly observer: Observer;
  /** What it has taken so far to follow the callback, and the helpers that took too much of it. */
  readonly effort: Budget;
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
  readonly onThrow?: (state: PathState) => void;
}

/** What is known of the users that the providers give. */
export interface GivenUsers {
  readonly users: readonly ts.Type[];
  /** Whether there are no others. */
  readonly isWhole: boolean;
}

/** And before the callback is given up. */
export const maxSteps = 20_000;

/** The project's own helpers are followed this deep. */
export const maxDepth = 6;

/** Ends the following of a callback that has more paths than anybody can wait for. */
export class TooManyPaths extends Error {}

/** To be called for every expression that is followed. */
export function takeStep({ effort, lastStep }: Run): void {
  if (++effort.steps > lastStep) throw new TooManyPaths();
}

/** The write of a field at a place, made once. */
export function internWrite(run: Run, node: ts.Node, name: string, make: () => Write): Write {
  const byName = run.writes.get(node) ?? new Map<string, Write>();
  run.writes.set(node, byName);
  const known = byName.get(name);
  if (known) return known;
  const made = make();
  byName.set(name, made);
  return made;
}

/** One path through an expression: what it came to, and the state after it. */
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

/** What is assigned: the expression, for its type and for where it comes from, and what is known of its value. */
export interface Assigned {
  readonly expression: ts.Expression;
  readonly value: AbstractValue;
  /** The type, where the expression's own is not the assigned one: a part of a destructured value. */
  readonly type?: ts.Type;
  /** What the target held before may still be there: `??=` and `||=`. */
  readonly keepsBefore?: boolean;
}
