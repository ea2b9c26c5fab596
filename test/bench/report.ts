import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import { View, parse } from "vega";
import { compile, type TopLevelSpec } from "vega-lite";
import type { AgainRow, ColdRow, Side } from "./check.js";
import type { CountRow } from "./counts.js";
import type { LintRow } from "./lint.js";
import type { ServerRow } from "./server.js";

const docs = join(import.meta.dirname, "../../docs");
const begin = "<!-- figures: written by `pnpm bench` -->";
const end = "<!-- /figures -->";

/** All that was measured in one run of the benchmarks. */
export interface Figures {
  readonly date: string;
  readonly machine: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly cold: readonly ColdRow[];
  readonly again: readonly AgainRow[];
  readonly server: readonly ServerRow[];
  readonly counts: readonly CountRow[];
  readonly lint: readonly LintRow[];
}

/** Writes `docs/performance.json`, its tables in `docs/performance.md`, and the plot. */
export async function writeReport(figures: Figures): Promise<void> {
  writeFileSync(join(docs, "performance.json"), `${JSON.stringify(figures, null, 2)}\n`);
  writeFileSync(join(docs, "performance.svg"), await plot(figures));
  const page = join(docs, "performance.md");
  const text = readFileSync(page, "utf8");
  const [before, rest = ""] = text.split(begin);
  const after = rest.slice(rest.indexOf(end));
  const whole = `${before ?? ""}${begin}\n\n${tables(figures)}\n\n${after}`;
  writeFileSync(page, await format(whole, { ...(await resolveConfig(page)), filepath: page }));
}

function tables({ date, machine, versions, cold, again, server, counts, lint }: Figures): string {
  const named = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return [
    `Measured on ${date}: ${machine}; ${named.join(", ")}.`,
    "### `check`, nothing kept",
    table(
      [
        "files",
        "check",
        "`tsc` 6",
        "native `tsc` 7",
        "to `tsc` 6",
        "to `tsc` 7",
        "peak memory: check, `tsc` 6, `tsc` 7",
      ],
      cold.map(({ files, check, tsc, nativeTsc, toTsc, toNativeTsc }) => [
        whole(files),
        seconds(check.milliseconds),
        seconds(tsc.milliseconds),
        seconds(nativeTsc.milliseconds),
        times(toTsc),
        times(toNativeTsc),
        [check, tsc, nativeTsc].map(memory).join(", "),
      ]),
    ),
    "### `check` again",
    table(
      ["files", "after a change to", "check", "an empty Node process", "to that"],
      again.map(({ files, after, milliseconds, emptyMilliseconds, toEmpty }) => [
        whole(files),
        after,
        ms(milliseconds),
        ms(emptyMilliseconds),
        times(toEmpty),
      ]),
    ),
    "### The editor: the problems of one file",
    table(
      ["files", "in", "when", "tsserver", "with the plugin", "to that", "peak memory: without, with"],
      server.map((row) => [
        whole(row.files),
        row.file,
        row.when,
        ms(row.bareMilliseconds),
        ms(row.pluginMilliseconds),
        times(row.ratio),
        [row.barePeakMegabytes, row.pluginPeakMegabytes].map(megabytes).join(", "),
      ]),
    ),
    "What the plugin asks of the compiler for that:",
    table(
      ["in", "when", "programs made", "calls to checkers"],
      counts.map(({ file, when, programs, checkerCalls }) => [file, when, whole(programs), whole(checkerCalls)]),
    ),
    "### ESLint: time in rules",
    table(
      ["files", "all rules of ours", "`no-floating-promises`", "to that", "the whole run", "peak memory"],
      lint.map((row) => [
        whole(row.files),
        ms(row.ourMilliseconds),
        ms(row.yardstickMilliseconds),
        times(row.ratio),
        seconds(row.wholeMilliseconds),
        megabytes(row.peakMegabytes),
      ]),
    ),
  ].join("\n\n");
}

function table(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(heading), line(heading.map(() => "---")), ...rows.map(line)].join("\n");
}

function whole(number: number): string {
  return number.toLocaleString("en");
}

function ms(milliseconds: number): string {
  return `${whole(Math.round(milliseconds))} ms`;
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(2)} s`;
}

function times(ratio: number): string {
  return ratio.toFixed(ratio < 0.1 ? 3 : 2);
}

function memory({ peakMegabytes }: Side): string {
  return megabytes(peakMegabytes);
}

function megabytes(number: number | undefined): string {
  return number === undefined ? "-" : `${whole(Math.round(number))} MB`;
}

/** Seconds over files, both on scales of powers of ten. */
async function plot({ cold: all, again }: Figures): Promise<string> {
  // Nothing is no place on such a scale.
  const cold = all.filter(({ files }) => files > 0);
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
    ...again
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
