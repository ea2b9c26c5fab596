import { parseArgs } from "node:util";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { cpus, totalmem } from "node:os";
import { partsOf, type Options } from "./parts.js";
import { tables, writeReport, type Figures, type Measured } from "./report.js";

const require = createRequire(import.meta.url);

function versionOf(name: string): string {
  return (JSON.parse(readFileSync(require.resolve(`${name}/package.json`), "utf8")) as { version: string }).version;
}

/** What is asked for: all, unless parts are named. */
function asked(): Options & { readonly only: readonly string[] } {
  const { values } = parseArgs({
    // pnpm hands the two dashes on that stand before what is meant for this.
    args: process.argv.slice(2).filter((arg) => arg !== "--"),
    options: { only: { type: "string", multiple: true }, rounds: { type: "string" } },
  });
  const only = [...(values.only ?? []), process.env["BENCH_ONLY"] ?? ""].flatMap((list) => list.split(","));
  return {
    only: only.filter((name) => name !== ""),
    ...(values.rounds !== undefined && { rounds: Number(values.rounds) }),
  };
}

const { only, ...options } = asked();
const all = partsOf(options);
const parts = all.filter(
  ({ name }) => only.length === 0 || only.some((prefix) => name === prefix || name.startsWith(`${prefix}/`)),
);
if (parts.length === 0) throw new Error(`--only takes the beginning of\n${all.map(({ name }) => name).join("\n")}`);

const measured: { -readonly [Table in keyof Measured]: Measured[Table][number][] } = {
  dear: [],
  found: [],
  dearServer: [],
  menus: [],
  dearCounts: [],
  dearLint: [],
  cold: [],
  again: [],
  server: [],
  counts: [],
  lint: [],
};
const keep = <Table extends keyof Measured>(table: Table, rows: Measured[Table]): void => {
  (measured[table] as Measured[Table][number][]).push(...rows);
};
for (const { name, run } of parts) {
  const started = performance.now();
  const rows = await run();
  console.log(`${name} [${((performance.now() - started) / 1000).toFixed(0)} s]`, JSON.stringify(rows));
  for (const table of Object.keys(rows) as (keyof Measured)[]) keep(table, rows[table] ?? []);
}

const figures: Figures = {
  date: new Date().toISOString().slice(0, 10),
  machine: `${String(cpus().length)} × ${cpus()[0]?.model ?? "?"}, ${(totalmem() / 2 ** 30).toFixed(0)} GB, ${process.platform}`,
  versions: {
    Node: process.versions.node,
    TypeScript: `${versionOf("typescript")} and ${versionOf("typescript-7")}`,
    ESLint: versionOf("eslint"),
    "typescript-eslint": versionOf("typescript-eslint"),
  },
  ...measured,
};
// Figures of several runs are not to be mixed.
if (parts.length === all.length && options.rounds === undefined) await writeReport(figures);
else console.log(tables(figures));
