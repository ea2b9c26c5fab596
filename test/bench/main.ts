import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { cpus, totalmem } from "node:os";
import { prepareDependencies } from "./app.js";
import { benchAgain, benchCold } from "./check.js";
import { countWork } from "./counts.js";
import { benchLint } from "./lint.js";
import { writeReport } from "./report.js";
import { benchServer } from "./server.js";

/** Rounds for each size: a run of the largest takes minutes. */
const sizes = { 100: 5, 1000: 3, 5000: 3, 10000: 2 };

/** The size of an app that people work on every day. */
const usualSize = 1000;

const require = createRequire(import.meta.url);

function versionOf(name: string): string {
  return (JSON.parse(readFileSync(require.resolve(`${name}/package.json`), "utf8")) as { version: string }).version;
}

prepareDependencies();
const bySize = Object.entries(sizes).map(([size, rounds]) => ({ size: Number(size), rounds }));
const said = <Result>(name: string, result: Result): Result => {
  console.log(name, JSON.stringify(result));
  return result;
};
const collect = async <Row>(name: string, of: (size: number, rounds: number) => Promise<Row>): Promise<Row[]> => {
  const rows: Row[] = [];
  for (const { size, rounds } of bySize) rows.push(said(name, await of(size, rounds)));
  return rows;
};

await writeReport({
  date: new Date().toISOString().slice(0, 10),
  machine: `${String(cpus().length)} × ${cpus()[0]?.model ?? "?"}, ${(totalmem() / 2 ** 30).toFixed(0)} GB, ${process.platform}`,
  versions: {
    Node: process.versions.node,
    TypeScript: `${versionOf("typescript")} and ${versionOf("typescript-7")}`,
    ESLint: versionOf("eslint"),
    "typescript-eslint": versionOf("typescript-eslint"),
  },
  // With no features at all there is what every app has to read: the libraries.
  cold: [said("check", await benchCold(0, sizes[100])), ...(await collect("check", benchCold))],
  again: (await collect("again", (size, rounds) => benchAgain(size, rounds + 2))).flat(),
  server: said("server", await benchServer(usualSize, 4)),
  counts: said("counts", countWork(usualSize)),
  lint: [
    said("lint", await benchLint(100, 3)),
    said("lint", await benchLint(usualSize, 3)),
    said("lint", await benchLint(5000, 1)),
  ],
});
