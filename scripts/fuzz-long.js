// Runs the fuzzers in turn, each from its own seed, which is printed first: for an hour in all, or for the given number
// of minutes. It runs all of them, and ends with 1 if one has found something.
import { spawnSync } from "node:child_process";
import { randomInt } from "node:crypto";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const root = join(import.meta.dirname, "..");
const vitest = join(dirname(createRequire(import.meta.url).resolve("vitest/package.json")), "vitest.mjs");

/** The fuzzers with their number of tests: every test takes the same time. */
const fuzzers = { callbacks: 2, native: 1, execution: 1, damage: 1, editing: 1 };

// pnpm passes on the two dashes before the arguments.
const [asked = "60"] = process.argv.slice(2).filter((arg) => arg !== "--");
const minutes = Number(asked);
if (!(minutes > 0)) {
  console.error(`\`${asked}\` is no number of minutes; give one, as in \`pnpm fuzz:long -- 15\`.`);
  process.exit(2);
}
const tests = Object.values(fuzzers).reduce((sum, count) => sum + count, 0);
const seconds = String(Math.ceil((minutes * 60) / tests));

const failed = Object.keys(fuzzers).filter((name) => {
  const seed = String(randomInt(2 ** 31));
  console.log(`\n${name}: FUZZ_SEED=${seed} FUZZ_SECONDS=${seconds}`);
  const { status } = spawnSync(
    process.execPath,
    [vitest, "run", "--config", "vitest.fuzz.config.ts", `test/fuzz/${name}.fuzz.ts`],
    { cwd: root, stdio: "inherit", env: { ...process.env, FUZZ_SEED: seed, FUZZ_SECONDS: seconds } },
  );
  return status !== 0;
});
console.log(failed.length === 0 ? "\nNothing was found." : `\nFound something: ${failed.join(", ")}`);
process.exitCode = failed.length === 0 ? 0 : 1;
