import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { generateApp, named } from "./app.js";
import { alternate, highest, measure, median, ratio, type Command, type Run } from "./measure.js";

const require = createRequire(import.meta.url);
const packageFolder = (name: string): string => dirname(require.resolve(`${name}/package.json`));
const typedSession = join(import.meta.dirname, "../../packages/cli/bin/typed-session.js");

/** One side of a comparison. */
export interface Side {
  readonly milliseconds: number;
  readonly peakMegabytes: number | undefined;
}

/** A whole check beside the compilers' own, on an app of one size. */
export interface ColdRow {
  readonly files: number;
  readonly check: Side;
  readonly tsc: Side;
  readonly nativeTsc: Side;
  /** Of the check to each, pair by pair. */
  readonly toTsc: number;
  readonly toNativeTsc: number;
}

/** A check that finds its last result, or does not, beside an empty process. */
export interface AgainRow {
  readonly files: number;
  readonly after: string;
  readonly milliseconds: number;
  readonly emptyMilliseconds: number;
  readonly toEmpty: number;
}

function node(directory: string, exitCode: number, ...args: readonly string[]): Command {
  return { directory, command: process.execPath, args, exitCode };
}

/** `check` without anything kept, `tsc --noEmit` of the same TypeScript, and the native one of TypeScript 7. */
export async function benchCold(size: number, rounds: number): Promise<ColdRow> {
  const directory = generateApp(size);
  const tsc = join(packageFolder("typescript"), "lib/tsc.js");
  const runs = await alternate(rounds, {
    check: () => measure(node(directory, 0, typedSession, "check", "--no-cache")),
    tsc: () => measure(node(directory, 0, tsc, "--noEmit", "-p", ".")),
    nativeTsc: () => measure({ directory, command: nativeTsc(), args: ["--noEmit", "-p", "."], exitCode: 0 }),
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

/** The program itself, without the script that starts it. */
function nativeTsc(): string {
  const platform = `@typescript/typescript-${process.platform}-${process.arch}`;
  const manifest = createRequire(join(packageFolder("typescript-7"), "package.json")).resolve(
    `${platform}/package.json`,
  );
  return join(dirname(manifest), "lib", process.platform === "win32" ? "tsc.exe" : "tsc");
}

/** `check` a second time, after one thing or nothing has changed. */
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
    // What has just been written is read again; see the cache's own words.
    await setTimeout(2500);
    await measure(node(directory, 0, typedSession, "check"));
    const { check, empty } = await alternate(rounds, {
      check: () => {
        if (name !== undefined) appendFileSync(join(directory, name), "\n");
        return measure(node(directory, 0, typedSession, "check"));
      },
      empty: () => measure(node(directory, 0, "-e", "0")),
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
  return { milliseconds: median(times(runs)), peakMegabytes: highest(runs.map((run) => run.peakMegabytes)) };
}

function times(runs: readonly Run[]): number[] {
  return runs.map(({ milliseconds }) => milliseconds);
}
