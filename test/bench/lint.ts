import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { ESLint } from "eslint";
import { alternate, highest, measure, median, medianIfKnown, ratio, type Run } from "./measure.js";

const eslint = join(dirname(createRequire(import.meta.url).resolve("eslint/package.json")), "bin/eslint.js");
const config = join(import.meta.dirname, "lint.config.js");

/** The time in rules during runs of ESLint, by ESLint's own clock. */
export interface LintRow {
  readonly app: string;
  readonly ourMilliseconds: number;
  readonly yardstickMilliseconds: number;
  /** Ratio of all our rules to `no-floating-promises`, run by run. */
  readonly ratio: number;
  readonly wholeMilliseconds: number;
  /** CPU time of the whole run. */
  readonly wholeCpuMilliseconds: number | undefined;
  /**
   * The same for a run without our rules. In the other runs, types that our rules compute first cost the others
   * nothing.
   */
  readonly withoutOursCpuMilliseconds: number | undefined;
  readonly peakMegabytes: number | undefined;
}

/**
 * @param app its name
 * @param isCompared whether ESLint is run without our rules as well
 */
export async function benchLint(app: string, directory: string, rounds: number, isCompared: boolean): Promise<LintRow> {
  const args = [eslint, "--config", config, "--stats", "--format", "json", "."];
  const lint = (env: Readonly<Record<string, string>> = {}): Promise<Run> =>
    // With findings or without.
    measure({ directory, command: process.execPath, args, exitCodes: [0, 1], env });
  const { all, yardstickOnly } = await alternate<"all" | "yardstickOnly", Run | undefined>(rounds, {
    all: () => lint(),
    yardstickOnly: () => (isCompared ? lint({ BENCH_LINT: "yardstick" }) : Promise.resolve(undefined)),
  });
  const runs = all
    .filter((run) => run !== undefined)
    .map((run) => {
      const results = JSON.parse(run.stdout) as ESLint.LintResult[];
      // A file that cannot be parsed would take no time.
      const broken = results.find(({ fatalErrorCount }) => fatalErrorCount > 0);
      if (broken) throw new Error(`ESLint cannot read ${broken.filePath}: ${broken.messages[0]?.message ?? ""}`);
      return {
        ours: timeOf(results, (rule) => rule.startsWith("typed-session/")),
        yardstick: timeOf(results, (rule) => rule === "@typescript-eslint/no-floating-promises"),
        whole: run.milliseconds,
        cpu: run.cpuMilliseconds,
        peak: run.peakMegabytes,
      };
    });
  const ours = runs.map((run) => run.ours);
  const yardstick = runs.map((run) => run.yardstick);
  return {
    app,
    ourMilliseconds: median(ours),
    yardstickMilliseconds: median(yardstick),
    ratio: ratio(ours, yardstick),
    wholeMilliseconds: median(runs.map(({ whole }) => whole)),
    wholeCpuMilliseconds: medianIfKnown(runs.map(({ cpu }) => cpu)),
    withoutOursCpuMilliseconds: isCompared
      ? medianIfKnown(yardstickOnly.map((run) => run?.cpuMilliseconds))
      : undefined,
    peakMegabytes: highest(runs.map(({ peak }) => peak)),
  };
}

/** Milliseconds in the chosen rules, over all files. */
function timeOf(results: readonly ESLint.LintResult[], isMeant: (rule: string) => boolean): number {
  const rules = results.flatMap(
    ({ stats }) => stats?.times.passes.flatMap((pass) => Object.entries(pass.rules ?? {})) ?? [],
  );
  const meant = rules.filter(([name]) => isMeant(name));
  if (meant.length === 0) throw new Error("ESLint has run none of the rules");
  return meant.reduce((sum, [, { total }]) => sum + total, 0);
}
