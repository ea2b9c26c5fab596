import type ts from "typescript";
import type { TypeScript } from "../../syntax/typescript.js";
import { openChanged } from "./captured.js";
import { branchOn, branchOnComparison } from "./conditions.js";
import { evaluate } from "./recursion.js";
import { bindName } from "./binding.js";
import type { PathState } from "../heap/state.js";
import { assign } from "./assignment.js";
import { statementOrGivenUp } from "./given-up.js";
import { opaque, undefinedValue } from "../heap/value.js";
import { neverComesBack } from "./never-back.js";
import type { Run, Completion } from "./context.js";
import { mergePaths, sameCompletion } from "./paths.js";

const normal = (state: PathState): Completion => ({ kind: "normal", state });

/** Runs statements in turn; each path stops where it returns, throws, breaks or continues. */
export function runBlock(run: Run, statements: readonly ts.Statement[], state: PathState): Completion[] {
  // Function declarations are hoisted, and are resolved by name wherever they are called.
  return runInOrder(run, statements, [state]);
}

/** The same for the body of a callback itself. */
export function runCallback(run: Run, statements: readonly ts.Statement[], state: PathState): Completion[] {
  const runOne: typeof runStatement = (_, statement, before) =>
    statementOrGivenUp(run, statement, before, (inner, from) => runStatement(inner, statement, from));
  return runInOrder(run, statements, [state], runOne);
}

function runInOrder(
  run: Run,
  statements: readonly ts.Statement[],
  states: readonly PathState[],
  runOne: typeof runStatement = runStatement,
): Completion[] {
  let live: Completion[] = states.map(normal);
  const left: Completion[] = [];
  for (const statement of statements) {
    const after: Completion[] = [];
    for (const path of live) {
      for (const completion of runOne(run, statement, path.state)) {
        (completion.kind === "normal" ? after : left).push(completion);
      }
    }
    live = mergePaths(run, after, sameCompletion);
  }
  return [...left, ...live];
}

function runStatement(run: Run, node: ts.Statement, state: PathState): Completion[] {
  const { ts } = run;
  if (ts.isBlock(node)) return runBlock(run, node.statements, state);
  if (ts.isExpressionStatement(node)) return runExpression(run, node, state);
  if (ts.isVariableStatement(node)) return declare(run, node.declarationList, state).map(normal);
  if (ts.isReturnStatement(node)) return runReturn(run, node, state);
  if (ts.isIfStatement(node)) {
    noteThrow(run, node.expression, state);
    return branchOn(run, node.expression, state).flatMap((branch) => {
      if (branch.truth) return runStatement(run, node.thenStatement, branch.state);
      return node.elseStatement ? runStatement(run, node.elseStatement, branch.state) : [normal(branch.state)];
    });
  }
  if (ts.isThrowStatement(node)) {
    noteThrow(run, node.expression, state);
    return evaluate(run, node.expression, state).map((outcome) => ({ kind: "throw", state: outcome.state }));
  }
  if (ts.isTryStatement(node)) return runTry(run, node, state);
  if (ts.isSwitchStatement(node)) return runSwitch(run, node, state);
  if (ts.isBreakStatement(node)) return [{ kind: "break", state, label: node.label?.text }];
  if (ts.isContinueStatement(node)) return [{ kind: "continue", state, label: node.label?.text }];
  if (ts.isLabeledStatement(node)) {
    return runStatement(run, node.statement, state).map((completion) =>
      completion.kind === "break" && completion.label === node.label.text ? normal(completion.state) : completion,
    );
  }
  if (ts.isIterationStatement(node, false)) return runLoop(run, node, state);
  if (ts.isClassDeclaration(node)) openChanged(run, node, state);
  return [normal(state)];
}

function runExpression(run: Run, { expression }: ts.ExpressionStatement, state: PathState): Completion[] {
  noteThrow(run, expression, state);
  const kind = neverComesBack(run, expression) ? "throw" : "normal";
  return evaluate(run, expression, state).map((outcome) => ({ kind, state: outcome.state }));
}

function runReturn(run: Run, node: ts.ReturnStatement, state: PathState): Completion[] {
  const { expression } = node;
  if (!expression) return [{ kind: "return", state, value: undefinedValue, node }];
  noteThrow(run, expression, state);
  const isNever = neverComesBack(run, expression);
  return evaluate(run, expression, state).map(({ state: after, value }) =>
    isNever ? { kind: "throw", state: after } : { kind: "return", state: after, value, node },
  );
}

/** Tells an enclosing `try` that `node` may throw, before any effect of it. */
function noteThrow(run: Run, node: ts.Node, state: PathState): void {
  if (run.onThrow && mayThrow(run.ts, node)) run.onThrow(state);
}

/** Only a call, an `await` or a `throw`: a type tells whether a property can be read, and an assignment never fails. */
function mayThrow(ts: TypeScript, node: ts.Node): boolean {
  if (ts.isFunctionLike(node)) return false;
  const isCall = ts.isCallExpression(node) || ts.isNewExpression(node);
  return (
    (isCall && !isHarmless(ts, node.expression)) ||
    ts.isAwaitExpression(node) ||
    ts.isYieldExpression(node) ||
    ts.isTaggedTemplateExpression(node) ||
    ts.isThrowStatement(node) ||
    ts.forEachChild(node, (child) => mayThrow(ts, child)) === true
  );
}

const harmless: readonly string[] = ["Array", "Boolean", "Date", "Math", "Number", "Object", "String", "console"];

/** `console.log(…)`, `Date.now()`, `String(…)` */
function isHarmless(ts: TypeScript, callee: ts.Expression): boolean {
  const root = ts.isPropertyAccessExpression(callee) ? callee.expression : callee;
  return ts.isIdentifier(root) && harmless.includes(root.text);
}

function declare(run: Run, list: ts.VariableDeclarationList, state: PathState): PathState[] {
  let states = [state];
  for (const declaration of list.declarations) {
    states = states.flatMap((current) => {
      const { initializer, name } = declaration;
      if (!initializer) return bindName(run, name, undefinedValue, undefined, current);
      noteThrow(run, initializer, current);
      return evaluate(run, initializer, current).flatMap((outcome) =>
        bindName(run, name, outcome.value, undefined, outcome.state),
      );
    });
  }
  return states;
}

/**
 * A body that runs not at all, once, or again. The second round starts from the join of all states at its beginning, so
 * that a third round could add nothing.
 */
function runLoop(run: Run, node: ts.IterationStatement, state: PathState): Completion[] {
  const completions = startsOf(run, node, state).flatMap((start) => {
    const isEntered = runsAtLeastOnce(run, node);
    const first = runRound(run, node, start.clone(), isEntered);
    if (first.again.every((after) => after.agreesWith(start))) return leaving(run, node, [first]);
    const heads = isEntered ? first.again : [start, ...first.again];
    const second = runRound(
      run,
      node,
      heads.reduce((head, after) => head.join(after)),
    );
    return leaving(run, node, [first, second]);
  });
  return mergePaths(run, completions, sameCompletion);
}

/** The paths of one round of a loop: behind the loop, back at its beginning, or off to somewhere else. */
interface Round {
  readonly ended: readonly PathState[];
  readonly again: readonly PathState[];
  readonly left: readonly Completion[];
}

/** The statements that run once before the first round. */
function startsOf(run: Run, node: ts.IterationStatement, state: PathState): PathState[] {
  const { ts } = run;
  if (ts.isForInStatement(node) || ts.isForOfStatement(node)) {
    noteThrow(run, node.expression, state);
    return evaluate(run, node.expression, state).map((outcome) => outcome.state);
  }
  if (!ts.isForStatement(node) || !node.initializer) return [state];
  if (ts.isVariableDeclarationList(node.initializer)) return declare(run, node.initializer, state);
  return evaluate(run, node.initializer, state).map((outcome) => outcome.state);
}

/** The paths out of a loop. An unseen change of its condition may always end it; `while (true)` has none. */
function leaving(run: Run, node: ts.IterationStatement, rounds: readonly Round[]): Completion[] {
  const left = rounds.flatMap((round) => round.left);
  const ended = rounds.flatMap((round) => round.ended);
  const last = isEndless(run.ts, node) ? [] : (rounds.at(-1)?.again ?? []);
  return [...left, ...[...ended, ...last].map(normal)];
}

/** `for (;;)` and `while (true)`. */
function isEndless(ts: TypeScript, node: ts.IterationStatement): boolean {
  if (ts.isForInStatement(node) || ts.isForOfStatement(node)) return false;
  const condition = conditionOf(ts, node);
  return !condition || condition.kind === ts.SyntaxKind.TrueKeyword;
}

function conditionOf(ts: TypeScript, node: ts.IterationStatement): ts.Expression | undefined {
  if (ts.isForStatement(node)) return node.condition;
  return ts.isWhileStatement(node) || ts.isDoStatement(node) ? node.expression : undefined;
}

/** `for (const name of ["id", "role"])` */
function runsAtLeastOnce(run: Run, node: ts.IterationStatement): boolean {
  if (!run.ts.isForOfStatement(node)) return false;
  const list = run.resolver.resolve(node.expression);
  return run.ts.isArrayLiteralExpression(list) && list.elements.some((element) => !run.ts.isSpreadElement(element));
}

function runRound(run: Run, node: ts.IterationStatement, start: PathState, isEntered = false): Round {
  const { ts } = run;
  const label = ts.isLabeledStatement(node.parent) ? node.parent.label.text : undefined;
  const ended: PathState[] = [];
  const again: PathState[] = [];
  const left: Completion[] = [];
  const ask = (from: PathState): PathState[] => {
    const condition = conditionOf(ts, node);
    if (!condition) return [from];
    noteThrow(run, condition, from);
    const branches = branchOn(run, condition, from);
    ended.push(...branches.filter((branch) => !branch.truth).map((branch) => branch.state));
    return branches.filter((branch) => branch.truth).map((branch) => branch.state);
  };
  const enter = (from: PathState): PathState[] => {
    if (ts.isDoStatement(node)) return [from];
    if (!ts.isForInStatement(node) && !ts.isForOfStatement(node)) return ask(from);
    if (ts.isForOfStatement(node) && node.awaitModifier) run.onPause?.(from);
    if (!isEntered) ended.push(from.clone());
    return takeItem(run, node, from);
  };
  const goOn = (from: PathState): PathState[] => {
    if (ts.isDoStatement(node)) return ask(from);
    if (!ts.isForStatement(node) || !node.incrementor) return [from];
    return evaluate(run, node.incrementor, from).map((outcome) => outcome.state);
  };

  for (const completion of enter(start).flatMap((entered) => runStatement(run, node.statement, entered))) {
    const { kind, state } = completion;
    const isElsewhere =
      (kind === "break" || kind === "continue") && completion.label !== undefined && completion.label !== label;
    if (kind === "return" || kind === "throw" || isElsewhere) left.push(completion);
    else if (kind === "break") ended.push(state);
    else again.push(...goOn(state));
  }
  return { ended, again, left };
}

/** Gives an unknown value to the name of `for (const name of …)`, or to the target in its place. */
function takeItem(run: Run, { initializer, expression }: ts.ForInOrOfStatement, state: PathState): PathState[] {
  if (run.ts.isVariableDeclarationList(initializer))
    return initializer.declarations.flatMap(({ name }) => bindName(run, name, opaque(), undefined, state));
  const item = run.ts.isForOfStatement(initializer.parent)
    ? run.types.numberIndexType(run.types.typeAt(expression))
    : undefined;
  const type = item ?? run.types.unknownType();
  return assign(run, initializer, { expression, value: opaque(), type }, state);
}

/** Each clause is a comparison of its own; a path that falls through runs on into the next clause. */
function runSwitch(run: Run, node: ts.SwitchStatement, state: PathState): Completion[] {
  const { ts } = run;
  const { clauses } = node.caseBlock;
  const completions: Completion[] = [];
  const runFrom = (index: number, from: PathState): void => {
    const statements = clauses.slice(index).flatMap((clause) => [...clause.statements]);
    for (const completion of runInOrder(run, statements, [from])) {
      completions.push(
        completion.kind === "break" && completion.label === undefined ? normal(completion.state) : completion,
      );
    }
  };
  noteThrow(run, node.expression, state);
  const isCompared = clauses.some(ts.isCaseClause);
  let unmatched = isCompared ? [state] : evaluate(run, node.expression, state).map((outcome) => outcome.state);
  clauses.forEach((clause, index) => {
    if (!ts.isCaseClause(clause)) return;
    unmatched = unmatched.flatMap((current) =>
      branchOnComparison(run, node.expression, clause.expression, current).flatMap((branch) => {
        if (!branch.truth) return [branch.state];
        runFrom(index, branch.state);
        return [];
      }),
    );
  });
  const defaultIndex = clauses.findIndex((clause) => ts.isDefaultClause(clause));
  for (const current of unmatched) {
    if (defaultIndex !== -1) runFrom(defaultIndex, current);
    else if (!isExhaustive(run, node)) completions.push(normal(current));
  }
  return mergePaths(run, completions, sameCompletion);
}

/**
 * Whether the clauses name every value that the type allows. The library's types do not say that `user?.plan` may be
 * missing, so an optional chain needs a clause for `undefined`.
 */
function isExhaustive(run: Run, { expression, caseBlock }: ts.SwitchStatement): boolean {
  const { ts, types } = run;
  const type = types.typeAt(expression);
  // Neither `never` nor `any`, which go with everything.
  const named = caseBlock.clauses
    .filter(ts.isCaseClause)
    .map((clause) => types.typeAt(clause.expression))
    .filter((one) => types.isUnit(one));
  if (ts.isOptionalChain(expression) && !named.some((one) => types.includesUndefined(one))) return false;
  return types.partsOf(type).every((part) => types.isUnit(part) && named.some((one) => types.isAssignable(part, one)));
}

/** The `catch` is entered from every point of the `try` that may throw. */
function runTry(run: Run, node: ts.TryStatement, state: PathState): Completion[] {
  const { catchClause, finallyBlock } = node;
  const thrownFrom: PathState[] = [];
  const trying: Run = { ...run, onThrow: (from) => thrownFrom.push(from.clone()), onReject: undefined };
  const completions: Completion[] = [];
  for (const completion of runBlock(trying, node.tryBlock.statements, state)) {
    if (completion.kind === "throw") thrownFrom.push(completion.state);
    else completions.push(completion);
  }
  // A `catch` without a visible need is entered at least after everything else.
  if (catchClause && thrownFrom.length === 0) thrownFrom.push(...completions.map((one) => one.state.clone()));
  for (const { state: from } of mergePaths(run, thrownFrom.map(normal), sameCompletion)) {
    if (!catchClause) {
      completions.push({ kind: "throw", state: from });
      continue;
    }
    const name = catchClause.variableDeclaration?.name;
    for (const bound of name ? bindName(run, name, opaque(), undefined, from) : [from]) {
      completions.push(...runBlock(run, catchClause.block.statements, bound));
    }
  }
  if (!finallyBlock) return mergePaths(run, completions, sameCompletion);
  return mergePaths(run, completions, sameCompletion).flatMap((completion) =>
    runBlock(run, finallyBlock.statements, completion.state).map((last) =>
      last.kind === "normal" ? { ...completion, state: last.state } : last,
    ),
  );
}
