import ts from "typescript";
import vm from "node:vm";
import { outsideText } from "../grammar/outside.js";
import { oneOf, type Chance } from "./chance.js";

/** The values of expressions of type `any`, and of no others. */
export const untypedValues: readonly [string, string] = ["any", "thing"];

/**
 * The callbacks of an auth file, to be run for real. Each call gives its value, or nothing if it throws or does not
 * end.
 */
export interface Sandbox {
  readonly jwt: (argument: object) => Outcome;
  readonly session: (argument: object) => Outcome;
}

type Outcome = { readonly value: unknown } | undefined;

/**
 * Maximum numbers of random decisions, and of starts of functions and loop bodies, in a call. A call beyond them counts
 * as endless.
 */
const maxQuestions = 2000;
const maxTurns = 5000;
/** Timeout of a call in milliseconds of wall time: a guard that only code without counted steps can reach. */
const guard = 60_000;

export type Scripts = ReadonlyMap<string, vm.Script>;

type Module = Record<string, unknown>;

/**
 * Loads the files of a project into a context of their own, in which `chance` decides the results of the file
 * `outside.ts`.
 */
export function sandboxOf(scripts: Scripts, chance: () => Chance): Sandbox {
  // The context's promises are settled when a call returns, so that a promise that never settles counts as one that
  // throws.
  const outside = createOutside(chance);
  const context = vm.createContext(
    { call: undefined, outcome: undefined, [turn]: outside.countTurn },
    { microtaskMode: "afterEvaluate" },
  );
  // Node defines it only in its own context.
  vm.runInContext("Symbol.dispose ??= Symbol('dispose');", context);
  const modules = new Map<string, Module>([["./outside", outside.exports]]);
  const load = (name: string): Module => {
    if (name.startsWith("next-auth")) return { __esModule: true, default: (options: object) => options };
    const known = modules.get(name);
    if (known) return known;
    const exports: Module = {};
    modules.set(name, exports);
    const wrapper = scripts.get(name)?.runInContext(context) as (
      exports: Module,
      load: (name: string) => Module,
    ) => void;
    wrapper(exports, load);
    return exports;
  };
  const { authOptions } = load("./auth") as {
    readonly authOptions: { readonly callbacks: Readonly<Record<"jwt" | "session", unknown>> };
  };
  const call =
    (name: "jwt" | "session") =>
    (argument: object): Outcome => {
      outside.begin();
      Object.assign(context, { callback: authOptions.callbacks[name], argument, outcome: undefined });
      try {
        invoke.runInContext(context, { timeout: guard });
      } catch {
        return undefined;
      }
      // A callback may catch the error that ends it, so the counts decide.
      return outside.isOver() ? undefined : (context as { readonly outcome: Outcome }).outcome;
    };
  return { jwt: call("jwt"), session: call("session") };
}

const invoke = new vm.Script(`void (async () => {
  try {
    outcome = { value: await callback(argument) };
  } catch {}
})();`);

/** The project's files as scripts, by their import names; `undefined` if one has a syntax error. */
export function scriptsOf(files: Readonly<Record<string, string>>): Scripts | undefined {
  const compilerOptions = {
    module: ts.ModuleKind.CommonJS,
    target: ts.ScriptTarget.ES2022,
    esModuleInterop: true,
  };
  try {
    return new Map(
      Object.entries(files).map(([name, text]) => {
        const { outputText } = ts.transpileModule(text, { compilerOptions, transformers: { before: [countTurns] } });
        return [`./${name.replace(/\.ts$/, "")}`, new vm.Script(`(function (exports, require) {${outputText}\n})`)];
      }),
    );
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** The function that the bodies of loops and functions call first, each time. */
const turn = "__turn";

/**
 * Makes the bodies of loops and functions start with a count, outside of the body's own `try`. Functions count too, as
 * helpers that call each other might not end.
 */
const countTurns: ts.TransformerFactory<ts.SourceFile> = (transformation) => (file) => {
  const { factory } = transformation;
  const count = factory.createExpressionStatement(
    factory.createCallExpression(factory.createIdentifier(turn), undefined, []),
  );
  const counted = (body: ts.Statement): ts.Block => factory.createBlock([count, body], true);
  const visit = (node: ts.Node): ts.Node => {
    const inner = ts.visitEachChild(node, visit, transformation);
    if (ts.isWhileStatement(inner))
      return factory.updateWhileStatement(inner, inner.expression, counted(inner.statement));
    if (ts.isDoStatement(inner)) return factory.updateDoStatement(inner, counted(inner.statement), inner.expression);
    if (ts.isForStatement(inner)) {
      const { initializer, condition, incrementor, statement } = inner;
      return factory.updateForStatement(inner, initializer, condition, incrementor, counted(statement));
    }
    if (ts.isForInStatement(inner))
      return factory.updateForInStatement(inner, inner.initializer, inner.expression, counted(inner.statement));
    if (ts.isForOfStatement(inner)) {
      const { awaitModifier, initializer, expression, statement } = inner;
      return factory.updateForOfStatement(inner, awaitModifier, initializer, expression, counted(statement));
    }
    return ts.isBlock(inner) && ts.isFunctionLike(node.parent)
      ? factory.updateBlock(inner, [count, ...inner.statements])
      : inner;
  };
  return ts.visitEachChild(file, visit, transformation);
};

/** The file `outside.ts` while callbacks run. */
interface Outside {
  readonly exports: Module;
  /** Begins a new call, and decides the values that are constant during it. */
  readonly begin: () => void;
  readonly countTurn: () => void;
  /** Whether the call has exceeded one of its limits. */
  readonly isOver: () => boolean;
}

/**
 * The exports of `outside.ts`, with random results. Texts are never empty and numbers never zero, as a callback's
 * author relies on that.
 */
function createOutside(chance: () => Chance): Outside {
  let asked = 0;
  let turns = 0;
  const flags = { one: false, two: false };
  const ask = (): Chance => {
    if (asked++ > maxQuestions) throw new Error("It does not end.");
    return chance();
  };
  const flag = (): boolean => oneOf(ask(), true, false);
  const row = (): object => ({
    plan: oneOf(ask(), "pro", "free"),
    ...(flag() && { seats: 3 }),
    note: oneOf(ask(), null, "noted"),
  });
  const exports = {
    flags,
    flag,
    textOf: () => oneOf(ask(), "some", "text"),
    maybeText: () => oneOf(ask(), undefined, "maybe"),
    pick: () => oneOf(ask(), "red", "green", "blue"),
    keyOf: () => oneOf(ask(), "plan", "role"),
    // Never a name from the callbacks: the engine assumes that such a key overwrites no field that is written by name.
    anyKey: () => oneOf(ask(), "extra", "further"),
    row,
    list: () => oneOf(ask(), [], [row()], [row(), row()]),
    // No promise, because the result is only ever awaited, and a promise of this context would settle too late for the
    // other.
    load: () => oneOf(ask(), undefined, row()),
    risky: () => {
      if (flag()) throw new Error("It was risky.");
      return "went well";
    },
    branded: () => oneOf(ask(), "id", "other"),
    // Never `undefined`: beside a typed value, an untyped one counts as fitting its type.
    anything: () => oneOf(ask(), ...untypedValues),
    // However often it tries, it returns a text in the end.
    patient: () => oneOf(ask(), "first", "last"),
    perhaps: (run: () => void) => {
      if (flag()) run();
    },
    later: (run: () => unknown) => run(),
    keep: (given: unknown) => given,
    Plans: { Free: "free", Pro: "pro" },
    Space: { inner: { plan: "inner" } },
  };
  for (const [, name = ""] of outsideText.matchAll(/^export (?:const|enum|namespace) (\w+)/gm))
    if (!(name in exports)) throw new Error(`Nobody answers for \`${name}\`.`);
  // The flags are constant while a callback runs.
  const begin = (): void => {
    asked = 0;
    turns = 0;
    Object.assign(flags, { one: flag(), two: flag() });
  };
  const countTurn = (): void => {
    if (turns++ > maxTurns) throw new Error("It does not end.");
  };
  return { exports, begin, countTurn, isOver: () => asked > maxQuestions || turns > maxTurns };
}
