import ts from "typescript";
import vm from "node:vm";
import { outsideText } from "../grammar/outside.js";
import { oneOf, type Chance } from "./chance.js";

/** What an expression of type `any` comes to, and nothing else does. */
export const untypedValues: readonly [string, string] = ["any", "thing"];

/** The callbacks of an auth file, to be called for real. Each call comes to its value, or to nothing where it throws or takes too long. */
export interface Sandbox {
  readonly jwt: (argument: object) => Outcome;
  readonly session: (argument: object) => Outcome;
}

type Outcome = { readonly value: unknown } | undefined;

/** How long one call may take: the longest of those that end take a hundredth of that. */
const timeout = 200;
/** How often a call may ask what chance decides before it is taken for one that does not end. */
const maxQuestions = 2000;

export type Scripts = ReadonlyMap<string, vm.Script>;

type Module = Record<string, unknown>;

/** Loads the files of a project into a world of their own, in which `chance` decides what the file `outside.ts` answers. */
export function sandboxOf(scripts: Scripts, chance: () => Chance): Sandbox {
  // Its promises are settled by the time a call returns, so that one that never settles is one that throws.
  const context = vm.createContext({ call: undefined, outcome: undefined }, { microtaskMode: "afterEvaluate" });
  const { exports: outside, decideFlags } = createOutside(chance);
  const modules = new Map<string, Module>([["./outside", outside]]);
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
      decideFlags();
      Object.assign(context, { callback: authOptions.callbacks[name], argument, outcome: undefined });
      try {
        invoke.runInContext(context, { timeout });
      } catch {
        return undefined;
      }
      return (context as { readonly outcome: Outcome }).outcome;
    };
  return { jwt: call("jwt"), session: call("session") };
}

const invoke = new vm.Script(`void (async () => {
  try {
    outcome = { value: await callback(argument) };
  } catch {}
})();`);

/** The project's files as the programs that they are, by the names under which they are imported; nothing where one has no right syntax. */
export function scriptsOf(files: Readonly<Record<string, string>>): Scripts | undefined {
  const compilerOptions = {
    module: ts.ModuleKind.CommonJS,
    target: ts.ScriptTarget.ES2022,
    esModuleInterop: true,
  };
  try {
    return new Map(
      Object.entries(files).map(([name, text]) => {
        const { outputText } = ts.transpileModule(text, { compilerOptions });
        return [`./${name.replace(/\.ts$/, "")}`, new vm.Script(`(function (exports, require) {${outputText}\n})`)];
      }),
    );
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** What stands in `outside.ts`, as chance has it. Texts are never empty and numbers never zero: a callback's author counts on that. */
function createOutside(chance: () => Chance): { readonly exports: Module; readonly decideFlags: () => void } {
  let asked = 0;
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
    // None that is written out: the engine takes it that such a key overwrites nothing that is written by its name.
    anyKey: () => oneOf(ask(), "extra", "further"),
    row,
    list: () => oneOf(ask(), [], [row()], [row(), row()]),
    // Only ever awaited; a promise of this world would be settled too late for the other.
    load: () => oneOf(ask(), undefined, row()),
    risky: () => {
      if (flag()) throw new Error("It was risky.");
      return "went well";
    },
    branded: () => oneOf(ask(), "id", "other"),
    // Never nothing: beside a value with a type, one without is taken to fit it.
    anything: () => oneOf(ask(), ...untypedValues),
    // However often it tries, it comes to a text in the end.
    patient: () => oneOf(ask(), "first", "last"),
    perhaps: (run: () => void) => {
      if (flag()) run();
    },
    later: (run: () => unknown) => run(),
  };
  for (const [, name = ""] of outsideText.matchAll(/^export const (\w+)/gm))
    if (!(name in exports)) throw new Error(`Nobody answers for \`${name}\`.`);
  // While a callback runs they stay as they are.
  const decideFlags = (): void => {
    asked = 0;
    Object.assign(flags, { one: flag(), two: flag() });
  };
  return { exports, decideFlags };
}
