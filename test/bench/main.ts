import { parseArgs } from "node:util";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { cpus, totalmem } from "node:os";
import { partsOf, type Options, type Part } from "./parts.js";
import { tables, writeReport, type Figures, type Measured, type Origin } from "./report.js";

const require = createRequire(import.meta.url);

function versionOf(name: string): string {
  return (JSON.parse(readFileSync(require.resolve(`${name}/package.json`), "utf8")) as { version: string }).version;
}

/** The requested parts (all by default) and options. */
function asked(): Options & { readonly only: readonly string[] } {
  const { values } = parseArgs({
    // pnpm passes on the two dashes before the arguments.
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

const origin: Origin = {
  date: new Date().toISOString().slice(0, 10),
  machine: `${String(cpus().length)} × ${cpus()[0]?.model ?? "?"}, ${(totalmem() / 2 ** 30).toFixed(0)} GB, ${process.platform}`,
  versions: {
    Node: process.versions.node,
    TypeScript: `${versionOf("typescript")} and ${versionOf("typescript-7")}`,
    ESLint: versionOf("eslint"),
    "typescript-eslint": versionOf("typescript-eslint"),
  },
};

/** The rows of parts, by their tables. */
function figuresOf(results: readonly Partial<Measured>[]): Figures {
  const names = new Set(results.flatMap((one) => Object.keys(one) as (keyof Measured)[]));
  return Object.fromEntries(
    [...names].map((name) => [name, { origin, rows: results.flatMap((one) => [...(one[name] ?? [])]) }]),
  );
}

/** Parts that fill the same tables share the beginning of their names: `dear/editor`. */
function groupOf({ name }: Part): string {
  return name.split("/").slice(0, 2).join("/");
}

const results = new Map<Part, Partial<Measured>>();
for (const part of parts) {
  const started = performance.now();
  const rows = await part.run();
  results.set(part, rows);
  console.log(`${part.name} [${((performance.now() - started) / 1000).toFixed(0)} s]`, JSON.stringify(rows));
}

// A table is written only if all its rows are of this run, with the usual number of rounds.
const whole = [...results].filter(
  ([part]) => options.rounds === undefined && all.every((one) => groupOf(one) !== groupOf(part) || results.has(one)),
);
if (whole.length > 0) await writeReport(figuresOf(whole.map(([, rows]) => rows)));
console.log(tables(figuresOf([...results.values()])));
