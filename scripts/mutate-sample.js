// Runs the mutation tester on a random share of the engine's lines, the same for the same seed, as all of them take
// many hours. `pnpm mutate:sample [share] [seed]`; one in 40 is about 320 mutants.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

const [share = "40", seed = "1"] = process.argv.slice(2);
const sources = "packages/core/src";

const isChosen = (line) => createHash("sha256").update(`${seed} ${line}`).digest().readUInt32BE() % Number(share) === 0;
const mutate = readdirSync(sources, { recursive: true })
  .filter((name) => name.endsWith(".ts"))
  .map((name) => path.posix.join(sources, name.replaceAll("\\", "/")))
  .sort()
  .flatMap((name) =>
    readFileSync(name, "utf8")
      .split("\n")
      .map((_, index) => `${name}:${String(index + 1)}`)
      .filter(isChosen)
      .map((line) => `${line}-${line.slice(line.lastIndexOf(":") + 1)}`),
  );

const settings = JSON.parse(readFileSync("stryker.config.json", "utf8"));
const file = "reports/mutation/sample.config.json";
mkdirSync(path.dirname(file), { recursive: true });
writeFileSync(file, JSON.stringify({ ...settings, mutate, incremental: false }));
const { status } = spawnSync("npx", ["stryker", "run", file], {
  stdio: "inherit",
  shell: process.platform === "win32",
});
process.exitCode = status ?? 1;
