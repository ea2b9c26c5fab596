import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import { View, parse } from "vega";
import { compile, type TopLevelSpec } from "vega-lite";
import type { AgainRow, ColdRow, Side, WorkRow } from "./check.js";
import type { CountRow } from "./counts.js";
import type { Took } from "./editor.js";
import type { HeapRow, LatencyRow, Pair } from "./endurance.js";
import type { LintRow } from "./lint.js";
import type { NativeRow, NativeSide } from "./native.js";
import type { MenuRow, ServerRow } from "./server.js";

const docs = join(import.meta.dirname, "../../docs");
const begin = "<!-- figures: written by `pnpm bench` -->";
const end = "<!-- /figures -->";

/** All measured rows, by table. */
export interface Measured {
  readonly dear: readonly WorkRow[];
  readonly found: readonly WorkRow[];
  readonly dearServer: readonly ServerRow[];
  readonly menus: readonly MenuRow[];
  readonly dearCounts: readonly CountRow[];
  readonly dearLint: readonly LintRow[];
  readonly foundLint: readonly LintRow[];
  readonly cold: readonly ColdRow[];
  readonly again: readonly AgainRow[];
  readonly server: readonly ServerRow[];
  readonly counts: readonly CountRow[];
  readonly lint: readonly LintRow[];
  readonly native: readonly NativeRow[];
  readonly latencies: readonly LatencyRow[];
  readonly heaps: readonly HeapRow[];
}

/** The date, machine and versions of a measurement. */
export interface Origin {
  readonly date: string;
  readonly machine: string;
  readonly versions: Readonly<Record<string, string>>;
}

/** Tables, each with its origin: the rows of one table are of one run, but two tables may be of different runs. */
export type Figures = {
  readonly [Table in keyof Measured]?: { readonly origin: Origin; readonly rows: Measured[Table] };
};

/** Replaces tables in `docs/performance.json`, and rewrites the tables of `docs/performance.md` and the plot. */
export async function writeReport(measured: Figures): Promise<void> {
  const file = join(docs, "performance.json");
  const figures = { ...(JSON.parse(readFileSync(file, "utf8")) as Figures), ...measured };
  writeFileSync(file, `${JSON.stringify(figures, null, 2)}\n`);
  writeFileSync(join(docs, "performance.svg"), await plot(figures));
  const page = join(docs, "performance.md");
  const text = readFileSync(page, "utf8");
  const [before, rest = ""] = text.split(begin);
  const after = rest.slice(rest.indexOf(end));
  const whole = `${before ?? ""}${begin}\n\n${tables(figures)}\n\n${after}`;
  writeFileSync(page, await format(whole, { ...(await resolveConfig(page)), filepath: page }));
}

/** All tables with rows, as Markdown. */
export function tables(figures: Figures): string {
  const of = <Name extends keyof Measured>(
    name: Name,
    heading: string,
    laidOut: (rows: Measured[Name]) => Table,
  ): Section[] => {
    const measured = figures[name];
    return measured && measured.rows.length > 0
      ? [{ heading, text: tableText(laidOut(measured.rows)), origin: originText(measured.origin) }]
      : [];
  };
  const sections = [
    ...of("dear", "### `check` and `fix`, nothing kept, where types are dear", workTable),
    ...of("found", "### `check` and `fix` in generated apps with forms, schemas and queries", workTable),
    ...of("dearServer", "### The editor, where types are dear", serverTable),
    ...of("menus", "The first menu of quick fixes for a finding of ours:", menuTable),
    ...of("dearCounts", "What the plugin asks of the compiler for the problems of a file:", countTable),
    ...of("dearLint", "### ESLint: time in rules, where types are dear", lintTable),
    ...of("foundLint", "### ESLint in generated apps with forms, schemas and queries", lintTable),
    ...of("cold", "### `check`, nothing kept, in clean apps", coldTable),
    ...of("again", "### `check` again", againTable),
    ...of("server", "### The editor, in a clean app", serverTable),
    ...of("counts", "What the plugin asks of the compiler for that:", countTable),
    ...of("lint", "### ESLint: time in rules, in clean apps", lintTable),
    ...of("native", "### `check` on TypeScript 7, nothing kept", nativeTable),
    ...of("latencies", "### Endurance: the editor over thousands of edits", latencyTable),
    ...of("heaps", "What the server's heap holds once all garbage is gone, with the texts of the start:", heapTable),
  ];
  return sections
    .flatMap(({ heading, text, origin }, index) =>
      origin === sections[index - 1]?.origin ? [heading, text] : [heading, origin, text],
    )
    .join("\n\n");
}

interface Section {
  readonly heading: string;
  readonly origin: string;
  readonly text: string;
}

function originText({ date, machine, versions }: Origin): string {
  const named = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return `Measured on ${date}: ${machine}; ${named.join(", ")}. "Work" is the time of processors, of which a second may hold several.`;
}

interface Table {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

function workTable(rows: readonly WorkRow[]): Table {
  return {
    head: [
      "app",
      "findings",
      "work for check (time)",
      "for fix",
      "for `tsc` 6",
      "for native `tsc` 7",
      "check to `tsc` 6",
      "check to `tsc` 7",
      "fix to `tsc` 6",
      "peak memory: check, fix, `tsc` 6, `tsc` 7",
    ],
    rows: rows.map(({ app, findings, check, fix, tsc, nativeTsc, toTsc, toNativeTsc, fixToTsc }) => [
      app,
      whole(findings),
      ...[check, fix, tsc, nativeTsc].map(worked),
      times(toTsc),
      times(toNativeTsc),
      times(fixToTsc),
      [check, fix, tsc, nativeTsc].map((side) => megabytes(side?.peakMegabytes)).join(", "),
    ]),
  };
}

function worked(side: Side | undefined): string {
  return side ? `${seconds(side.cpuMilliseconds)} (${seconds(side.milliseconds)})` : "-";
}

function serverTable(rows: readonly ServerRow[]): Table {
  const both = (row: ServerRow, of: (took: Took) => number | undefined): string =>
    [row.bare, row.withPlugin].map((took) => ms(of(took))).join(", ");
  return {
    head: [
      "app",
      "in",
      "when",
      "problems: tsserver",
      "with the plugin",
      "to that",
      "work until then: without, with",
      "until nothing is left: without, with",
      "all work: without, with",
      "to that",
      "peak memory: without, with",
    ],
    rows: rows.map((row) => [
      row.app,
      row.file,
      row.when,
      ms(row.bare.problems),
      ms(row.withPlugin.problems),
      times(row.ratio),
      both(row, ({ problemsCpu }) => problemsCpu),
      both(row, ({ completed }) => completed),
      both(row, ({ completedCpu }) => completedCpu),
      times(row.cpuRatio),
      [row.barePeakMegabytes, row.pluginPeakMegabytes].map(megabytes).join(", "),
    ]),
  };
}

function menuTable(rows: readonly MenuRow[]): Table {
  return {
    head: ["app", "in", "as soon as the problems are told", "after an idle second", "quick fixes"],
    rows: rows.map(({ app, file, atOnceMilliseconds, afterIdleMilliseconds, fixes }) => [
      app,
      file,
      ms(atOnceMilliseconds),
      ms(afterIdleMilliseconds),
      whole(fixes),
    ]),
  };
}

function countTable(rows: readonly CountRow[]): Table {
  return {
    head: ["app", "in", "when", "programs made", "calls to checkers"],
    rows: rows.map(({ app, file, when, programs, checkerCalls }) => [
      app,
      file,
      when,
      whole(programs),
      whole(checkerCalls),
    ]),
  };
}

function lintTable(rows: readonly LintRow[]): Table {
  return {
    head: [
      "app",
      "all rules of ours",
      "`no-floating-promises`",
      "to that",
      "the whole run",
      "work for it",
      "work without ours",
      "peak memory",
    ],
    rows: rows.map((row) => [
      row.app,
      ms(row.ourMilliseconds),
      ms(row.yardstickMilliseconds),
      times(row.ratio),
      seconds(row.wholeMilliseconds),
      seconds(row.wholeCpuMilliseconds),
      seconds(row.withoutOursCpuMilliseconds),
      megabytes(row.peakMegabytes),
    ]),
  };
}

function coldTable(rows: readonly ColdRow[]): Table {
  return {
    head: [
      "files",
      "check",
      "`tsc` 6",
      "native `tsc` 7",
      "to `tsc` 6",
      "to `tsc` 7",
      "peak memory: check, `tsc` 6, `tsc` 7",
    ],
    rows: rows.map(({ files, check, tsc, nativeTsc, toTsc, toNativeTsc }) => [
      whole(files),
      seconds(check.milliseconds),
      seconds(tsc.milliseconds),
      seconds(nativeTsc.milliseconds),
      times(toTsc),
      times(toNativeTsc),
      [check, tsc, nativeTsc].map(({ peakMegabytes }) => megabytes(peakMegabytes)).join(", "),
    ]),
  };
}

function againTable(rows: readonly AgainRow[]): Table {
  return {
    head: ["files", "after a change to", "check", "an empty Node process", "to that"],
    rows: rows.map(({ files, after, milliseconds, emptyMilliseconds, toEmpty }) => [
      whole(files),
      after,
      ms(milliseconds),
      ms(emptyMilliseconds),
      times(toEmpty),
    ]),
  };
}

function nativeTable(rows: readonly NativeRow[]): Table {
  const taken = ({ cpuMilliseconds, peakMegabytes }: NativeSide): string =>
    `${seconds(cpuMilliseconds)}, ${megabytes(peakMegabytes)}`;
  return {
    head: [
      "TypeScript",
      "files",
      "findings",
      "check: work and memory of all processes",
      "check on TypeScript 6",
      "native `tsc`",
      "work to TypeScript 6",
      "work to native `tsc`",
    ],
    rows: rows.map((row) => [
      row.version,
      whole(row.files),
      whole(row.findings),
      ...[row.check, row.onTypeScript6, row.nativeTsc].map(taken),
      times(row.toTypeScript6),
      times(row.toNativeTsc),
    ]),
  };
}

function latencyTable(rows: readonly LatencyRow[]): Table {
  const laidOut = (pair: Pair): string => pair.map(ms).join(", ");
  return {
    head: [
      "edits",
      "in",
      "of a hundred edits",
      "problems within: without the plugin, with",
      "work until then: without, with",
      "all work: without, with",
    ],
    rows: rows.map(({ edits, file, percentile, problems, problemsCpu, completedCpu }) => [
      whole(edits),
      file,
      whole(percentile),
      ...[problems, problemsCpu, completedCpu].map(laidOut),
    ]),
  };
}

function heapTable(rows: readonly HeapRow[]): Table {
  return {
    head: ["after edits", "heap: without the plugin, with", "to the first: without, with", "answers compared so far"],
    rows: rows.map(({ edits, heap, growth, compared }) => [
      whole(edits),
      heap.map(megabytes).join(", "),
      growth.map(times).join(", "),
      whole(compared),
    ]),
  };
}

function tableText({ head, rows }: Table): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function whole(number: number): string {
  return number.toLocaleString("en");
}

function ms(milliseconds: number | undefined): string {
  return milliseconds === undefined ? "-" : `${whole(Math.round(milliseconds))} ms`;
}

function seconds(milliseconds: number | undefined): string {
  return milliseconds === undefined ? "-" : `${(milliseconds / 1000).toFixed(2)} s`;
}

function times(ratio: number | undefined): string {
  return ratio === undefined || Number.isNaN(ratio) ? "-" : ratio.toFixed(ratio < 0.1 ? 3 : 2);
}

function megabytes(number: number | undefined): string {
  return number === undefined ? "-" : `${whole(Math.round(number))} MB`;
}

/** Plots seconds over files, both on logarithmic scales. */
async function plot(figures: Figures): Promise<string> {
  // A logarithmic scale has no zero.
  const cold = figures.cold?.rows.filter(({ files }) => files > 0) ?? [];
  const point = (program: string, files: number, milliseconds: number): object => ({
    program,
    files,
    seconds: milliseconds / 1000,
  });
  const values = [
    ...cold.flatMap(({ files, check, tsc, nativeTsc }) => [
      point("tsc 6", files, tsc.milliseconds),
      point("tsc 7, native", files, nativeTsc.milliseconds),
      point("check", files, check.milliseconds),
    ]),
    ...(figures.again?.rows ?? [])
      .filter(({ after }) => after === "nothing")
      .map(({ files, milliseconds }) => point("check again", files, milliseconds)),
  ];
  const scale = { type: "log" } as const;
  const spec: TopLevelSpec = {
    background: "white",
    width: 480,
    height: 300,
    data: { values },
    mark: { type: "line", point: true },
    encoding: {
      x: { field: "files", type: "quantitative", scale, axis: { values: cold.map(({ files }) => files) } },
      y: { field: "seconds", type: "quantitative", scale, axis: { values: [0.1, 1, 10, 100] } },
      color: { field: "program", type: "nominal", title: null, sort: null },
    },
  };
  return `${await new View(parse(compile(spec).spec), { renderer: "none" }).toSVG()}\n`;
}
