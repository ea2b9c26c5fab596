import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { generateApp, named } from "./app.js";
import { alternate, highest, measure, median, medianIfKnown, ratio, type Command, type Run } from "./measure.js";

const require = createRequire(import.meta.url);
const packageFolder = (name: string): string => dirname(require.resolve(`${name}/package.json`));
const typedSession = join(import.meta.dirname, "../../packages/cli/bin/typed-session.js");

/** One side of a comparison. */
export interface Side {
  readonly milliseconds: number;
  /** CPU time of its processes. */
  readonly cpuMilliseconds: number | undefined;
  readonly peakMegabytes: number | undefined;
}

/** A whole `check` compared with the compilers, on an app of one size. */
export interface ColdRow {
  readonly files: number;
  readonly check: Side;
  readonly tsc: Side;
  readonly nativeTsc: Side;
  /** Ratio of the time of `check` to each compiler's, pair by pair. */
  readonly toTsc: number;
  readonly toNativeTsc: number;
}

/** A whole `check`, and the fix of all findings, compared with the compilers, on one app. */
export interface WorkRow {
  readonly app: string;
  readonly findings: number;
  readonly check: Side;
  /** With `--dry-run`, which proves the same and writes nothing; `undefined` if there is nothing to fix. */
  readonly fix: Side | undefined;
  readonly tsc: Side;
  readonly nativeTsc: Side;
  /** Ratio of the CPU time of `check` to each compiler's, pair by pair. */
  readonly toTsc: number;
  readonly toNativeTsc: number;
  /** The same for `fix`. */
  readonly fixToTsc: number | undefined;
}

/** A `check` with a cache, which may be stale, compared with an empty process. */
export interface AgainRow {
  readonly files: number;
  readonly after: string;
  readonly milliseconds: number;
  readonly emptyMilliseconds: number;
  readonly toEmpty: number;
}

function node(directory: string, exitCodes: readonly number[], ...args: readonly string[]): Command {
  return { directory, command: process.execPath, args, exitCodes };
}

/** `tsc --noEmit` of our own TypeScript version, and the native one of TypeScript 7, on an app without errors. */
function compilers(directory: string): Record<"tsc" | "nativeTsc", () => Promise<Run>> {
  const tsc = join(packageFolder("typescript"), "lib/tsc.js");
  const args = ["--noEmit", "-p", "."];
  return {
    tsc: () => measure(node(directory, [0], tsc, ...args)),
    nativeTsc: () => measure({ directory, command: nativeTsc(), args, exitCodes: [0] }),
  };
}

/** `check` without a cache, and the compilers, on a clean app. */
export async function benchCold(size: number, rounds: number): Promise<ColdRow> {
  const directory = generateApp(size);
  const runs = await alternate(rounds, {
    check: () => measure(node(directory, [0], typedSession, "check", "--no-cache")),
    ...compilers(directory),
  });
  return {
    files: size,
    check: sideOf(runs.check),
    tsc: sideOf(runs.tsc),
    nativeTsc: sideOf(runs.nativeTsc),
    toTsc: ratio(times(runs.check), times(runs.tsc)),
    toNativeTsc: ratio(times(runs.check), times(runs.nativeTsc)),
  };
}

/** A form of an app, which must have findings or must have none. */
export interface WorkCase {
  readonly app: string;
  readonly directory: string;
  readonly hasFindings: boolean;
}

/**
 * `check` and `fix` without a cache on each form of an app, and the compilers on the first, all in one run.
 *
 * @param first the form that compiles
 */
export async function benchWork(first: WorkCase, others: readonly WorkCase[], rounds: number): Promise<WorkRow[]> {
  const cases = [first, ...others];
  const ours = cases.flatMap(({ app, directory, hasFindings }): [string, () => Promise<Run>][] => {
    const run =
      (exitCodes: readonly number[], ...args: readonly string[]) =>
      (): Promise<Run> =>
        measure(node(directory, exitCodes, typedSession, ...args));
    const check = run([hasFindings ? 1 : 0], "check", "--no-cache", "--format", "json");
    const fix = run([0, 1], "fix", "--dry-run");
    return [[`check ${app}`, check], ...(hasFindings ? [[`fix ${app}`, fix] satisfies [string, typeof fix]] : [])];
  });
  const runs = await alternate(rounds, { ...Object.fromEntries(ours), ...compilers(first.directory) });
  const of = (name: string): readonly Run[] => (runs as Readonly<Record<string, readonly Run[]>>)[name] ?? [];
  const [tsc, native] = [of("tsc"), of("nativeTsc")];
  return cases.map(({ app, hasFindings }) => {
    const [checked, fixed] = [of(`check ${app}`), of(`fix ${app}`)];
    const report = JSON.parse(checked[0]?.stdout ?? "") as { readonly diagnostics: readonly unknown[] };
    return {
      app,
      findings: report.diagnostics.length,
      check: sideOf(checked),
      fix: hasFindings ? sideOf(fixed) : undefined,
      tsc: sideOf(tsc),
      nativeTsc: sideOf(native),
      toTsc: ratio(work(checked), work(tsc)),
      toNativeTsc: ratio(work(checked), work(native)),
      fixToTsc: hasFindings ? ratio(work(fixed), work(tsc)) : undefined,
    };
  });
}

/** The native executable itself, without the script that starts it. */
function nativeTsc(): string {
  const platform = `@typescript/typescript-${process.platform}-${process.arch}`;
  const manifest = createRequire(join(packageFolder("typescript-7"), "package.json")).resolve(
    `${platform}/package.json`,
  );
  return join(dirname(manifest), "lib", process.platform === "win32" ? "tsc.exe" : "tsc");
}

/** A second `check`, after one change or none. */
export async function benchAgain(size: number, rounds: number): Promise<AgainRow[]> {
  const directory = generateApp(size);
  const changes: Readonly<Record<string, string | undefined>> = {
    nothing: undefined,
    "an unrelated file": named.unrelated,
    "the callback": named.callbacks,
    "the declaration": named.declaration,
  };
  const rows: AgainRow[] = [];
  for (const [after, name] of Object.entries(changes)) {
    // The cache does not trust files that have just been written, so wait.
    await setTimeout(2500);
    await measure(node(directory, [0], typedSession, "check", "--cache"));
    const { check, empty } = await alternate(rounds, {
      check: () => {
        if (name !== undefined) appendFileSync(join(directory, name), "\n");
        return measure(node(directory, [0], typedSession, "check", "--cache"));
      },
      empty: () => measure(node(directory, [0], "-e", "0")),
    });
    rows.push({
      files: size,
      after,
      milliseconds: median(times(check)),
      emptyMilliseconds: median(times(empty)),
      toEmpty: ratio(times(check), times(empty)),
    });
    if (name !== undefined) {
      const file = join(directory, name);
      writeFileSync(file, `${readFileSync(file, "utf8").trimEnd()}\n`);
    }
  }
  return rows;
}

function sideOf(runs: readonly Run[]): Side {
  return {
    milliseconds: median(times(runs)),
    cpuMilliseconds: medianIfKnown(work(runs)),
    peakMegabytes: highest(runs.map((run) => run.peakMegabytes)),
  };
}

function times(runs: readonly Run[]): number[] {
  return runs.map(({ milliseconds }) => milliseconds);
}

function work(runs: readonly Run[]): (number | undefined)[] {
  return runs.map(({ cpuMilliseconds }) => cpuMilliseconds);
}
