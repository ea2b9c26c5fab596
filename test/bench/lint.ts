import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { ESLint } from "eslint";
import { generateApp } from "./app.js";
import { highest, measure, median, ratio } from "./measure.js";

const eslint = join(dirname(createRequire(import.meta.url).resolve("eslint/package.json")), "bin/eslint.js");
const config = join(import.meta.dirname, "lint.config.js");

/** What the rules of one run of ESLint took, as ESLint's own clock says it. */
export interface LintRow {
  readonly files: number;
  readonly ourMilliseconds: number;
  readonly yardstickMilliseconds: number;
  /** Of all our rules to `no-floating-promises`, run by run. */
  readonly ratio: number;
  readonly wholeMilliseconds: number;
  readonly peakMegabytes: number | undefined;
}

export async function benchLint(size: number, rounds: number): Promise<LintRow> {
  const directory = generateApp(size);
  const args = [eslint, "--config", config, "--stats", "--format", "json", "."];
  const runs: { ours: number; yardstick: number; whole: number; peak: number | undefined }[] = [];
  for (let round = 0; round < rounds; round++) {
    const { milliseconds, peakMegabytes, stdout } = await measure({
      directory,
      command: process.execPath,
      args,
      exitCode: 0,
    });
    const results = JSON.parse(stdout) as ESLint.LintResult[];
    runs.push({
      ours: timeOf(results, (rule) => rule.startsWith("typed-session/")),
      yardstick: timeOf(results, (rule) => rule === "@typescript-eslint/no-floating-promises"),
      whole: milliseconds,
      peak: peakMegabytes,
    });
  }
  const ours = runs.map((run) => run.ours);
  const yardstick = runs.map((run) => run.yardstick);
  return {
    files: size,
    ourMilliseconds: median(ours),
    yardstickMilliseconds: median(yardstick),
    ratio: ratio(ours, yardstick),
    wholeMilliseconds: median(runs.map(({ whole }) => whole)),
    peakMegabytes: highest(runs.map(({ peak }) => peak)),
  };
}

/** Milliseconds in the rules of these names, over all files. */
function timeOf(results: readonly ESLint.LintResult[], isMeant: (rule: string) => boolean): number {
  const rules = results.flatMap(
    ({ stats }) => stats?.times.passes.flatMap((pass) => Object.entries(pass.rules ?? {})) ?? [],
  );
  const meant = rules.filter(([name]) => isMeant(name));
  if (meant.length === 0) throw new Error("ESLint has run none of the rules");
  return meant.reduce((sum, [, { total }]) => sum + total, 0);
}
