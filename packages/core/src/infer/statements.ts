import type ts from "typescript";
import { splitOn, splitOnComparison } from "./conditions.js";
import { evaluate } from "./expressions.js";
import { mergePaths, sameCompletion, type Run } from "./interpreter.js";
import { bindName } from "./patterns.js";
import { opaque, undefinedValue, type State, type Value } from "./state.js";

/** How one path leaves a statement. */
export type Completion =
  | { readonly kind: "normal"; readonly state: State }
  | { readonly kind: "return"; readonly state: State; readonly value: Value; readonly node: ts.ReturnStatement }
  | { readonly kind: "throw"; readonly state: State }
  | { readonly kind: "break" | "continue"; readonly state: State; readonly label: string | undefined };

const normal = (state: State): Completion => ({ kind: "normal", state });

/** Runs statements one after the other; each path stops where it returns, throws, breaks or continues. */
export function runBlock(run: Run, statements: readonly ts.Statement[], state: State): Completion[] {
  // Function declarations are hoisted, and are resolved by name wherever they are called.
  return runInOrder(run, statements, [state]);
}

function runInOrder(
  run: Run,
  statements: readonly ts.Statement[],
  states: readonly State[],
  before?: (state: State) => void,
): Completion[] {
  let live: Completion[] = states.map(normal);
  const left: Completion[] = [];
  for (const statement of statements) {
    const after: Completion[] = [];
    for (const path of live) {
      before?.(path.state);
      for (const completion of runStatement(run, statement, path.state)) {
        (completion.kind === "normal" ? after : left).push(completion);
      }
    }
    live = mergePaths(after, sameCompletion);
  }
  return [...left, ...live];
}

function runStatement(run: Run, node: ts.Statement, state: State): Completion[] {
  const { ts: tsModule } = run;
  if (tsModule.isBlock(node)) return runBlock(run, node.statements, state);
  if (tsModule.isExpressionStatement(node))
    return evaluate(run, node.expression, state).map((outcome) => normal(outcome.state));
  if (tsModule.isVariableStatement(node)) return declare(run, node.declarationList, state).map(normal);
  if (tsModule.isReturnStatement(node)) {
    if (!node.expression) return [{ kind: "return", state, value: undefinedValue, node }];
    return evaluate(run, node.expression, state).map((outcome) => ({
      kind: "return",
      state: outcome.state,
      value: outcome.value,
      node,
    }));
  }
  if (tsModule.isIfStatement(node)) {
    return splitOn(run, node.expression, state).flatMap((branch) => {
      if (branch.truth) return runStatement(run, node.thenStatement, branch.state);
      return node.elseStatement ? runStatement(run, node.elseStatement, branch.state) : [normal(branch.state)];
    });
  }
  if (tsModule.isThrowStatement(node)) {
    return evaluate(run, node.expression, state).map((outcome) => ({ kind: "throw", state: outcome.state }));
  }
  if (tsModule.isTryStatement(node)) return runTry(run, node, state);
  if (tsModule.isSwitchStatement(node)) return runSwitch(run, node, state);
  if (tsModule.isBreakStatement(node)) return [{ kind: "break", state, label: node.label?.text }];
  if (tsModule.isContinueStatement(node)) return [{ kind: "continue", state, label: node.label?.text }];
  if (tsModule.isLabeledStatement(node)) {
    return runStatement(run, node.statement, state).map((completion) =>
      completion.kind === "break" && completion.label === node.label.text ? normal(completion.state) : completion,
    );
  }
  if (tsModule.isIterationStatement(node, false)) return runLoop(run, node, state);
  return [normal(state)];
}

function declare(run: Run, list: ts.VariableDeclarationList, state: State): State[] {
  let states = [state];
  for (const declaration of list.declarations) {
    states = states.flatMap((current) => {
      const { initializer, name } = declaration;
      if (!initializer) return bindName(run, name, undefinedValue, undefined, current);
      return evaluate(run, initializer, current).flatMap((outcome) =>
        bindName(run, name, outcome.value, undefined, outcome.state),
      );
    });
  }
  return states;
}

/** A body that runs not at all, once, or again: what a second round could add, the first has added. */
function runLoop(run: Run, node: ts.IterationStatement, state: State): Completion[] {
  const { ts: tsModule } = run;
  const label = tsModule.isLabeledStatement(node.parent) ? node.parent.label.text : undefined;
  const isOwn = (completion: Completion): boolean =>
    (completion.kind === "break" || completion.kind === "continue") &&
    (completion.label === undefined || completion.label === label);

  const enter = (from: State): { skipped: State[]; entered: State[] } => {
    if (tsModule.isForInStatement(node) || tsModule.isForOfStatement(node)) {
      const skipped = from.clone();
      const list = tsModule.isVariableDeclarationList(node.initializer) ? node.initializer : undefined;
      const name = list?.declarations[0]?.name;
      const entered = evaluate(run, node.expression, from).flatMap((outcome) =>
        name ? bindName(run, name, opaque(), undefined, outcome.state) : [outcome.state],
      );
      return { skipped: [skipped], entered };
    }
    if (tsModule.isDoStatement(node)) return { skipped: [], entered: [from] };
    const starts =
      tsModule.isForStatement(node) && node.initializer
        ? tsModule.isVariableDeclarationList(node.initializer)
          ? declare(run, node.initializer, from)
          : evaluate(run, node.initializer, from).map((outcome) => outcome.state)
        : [from];
    const condition = tsModule.isForStatement(node) ? node.condition : (node as ts.WhileStatement).expression;
    if (!condition) return { skipped: [], entered: starts };
    const branches = starts.flatMap((start) => splitOn(run, condition, start));
    return {
      skipped: branches.filter((branch) => !branch.truth).map((branch) => branch.state),
      entered: branches.filter((branch) => branch.truth).map((branch) => branch.state),
    };
  };

  const { skipped, entered } = enter(state);
  const completions = entered.flatMap((start) => runStatement(run, node.statement, start));
  const left = completions.filter((completion) => completion.kind !== "normal" && !isOwn(completion));
  const ended = completions
    .filter((completion) => completion.kind === "normal" || isOwn(completion))
    .map((completion) => completion.state);
  return [...left, ...mergePaths([...skipped, ...ended].map(normal), sameCompletion)];
}

/** Each clause is a comparison of its own; a path that falls through runs on into the next clause. */
function runSwitch(run: Run, node: ts.SwitchStatement, state: State): Completion[] {
  const { ts: tsModule } = run;
  const { clauses } = node.caseBlock;
  const completions: Completion[] = [];
  const runFrom = (index: number, from: State): void => {
    const statements = clauses.slice(index).flatMap((clause) => [...clause.statements]);
    for (const completion of runInOrder(run, statements, [from])) {
      completions.push(
        completion.kind === "break" && completion.label === undefined ? normal(completion.state) : completion,
      );
    }
  };
  let unmatched = [state];
  clauses.forEach((clause, index) => {
    if (!tsModule.isCaseClause(clause)) return;
    unmatched = unmatched.flatMap((current) =>
      splitOnComparison(run, node.expression, clause.expression, current).flatMap((branch) => {
        if (!branch.truth) return [branch.state];
        runFrom(index, branch.state);
        return [];
      }),
    );
  });
  const defaultIndex = clauses.findIndex((clause) => tsModule.isDefaultClause(clause));
  for (const current of unmatched) {
    if (defaultIndex === -1) completions.push(normal(current));
    else runFrom(defaultIndex, current);
  }
  return mergePaths(completions, sameCompletion);
}

/** The `catch` is entered from every point of the `try` at which something can have been thrown. */
function runTry(run: Run, node: ts.TryStatement, state: State): Completion[] {
  const thrownFrom: State[] = [];
  const tried = runInOrder(run, node.tryBlock.statements, [state], (before) => thrownFrom.push(before.clone()));
  const completions: Completion[] = [];
  for (const completion of tried) {
    if (completion.kind === "throw") thrownFrom.push(completion.state);
    else completions.push(completion);
  }
  const { catchClause, finallyBlock } = node;
  const entered = mergePaths(thrownFrom.map(normal), sameCompletion).map((path) => path.state);
  for (const from of entered) {
    if (!catchClause) {
      completions.push({ kind: "throw", state: from });
      continue;
    }
    const name = catchClause.variableDeclaration?.name;
    for (const bound of name ? bindName(run, name, opaque(), undefined, from) : [from]) {
      completions.push(...runBlock(run, catchClause.block.statements, bound));
    }
  }
  if (!finallyBlock) return mergePaths(completions, sameCompletion);
  return mergePaths(completions, sameCompletion).flatMap((completion) =>
    runBlock(run, finallyBlock.statements, completion.state).map((last) =>
      last.kind === "normal" ? { ...completion, state: last.state } : last,
    ),
  );
}
