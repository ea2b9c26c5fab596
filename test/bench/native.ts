import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { generateApp } from "./app.js";
import { alternate, median, ratio } from "./measure.js";
import { measureTree, type TreeRun } from "./process-tree.js";

const require = createRequire(import.meta.url);
const typedSession = join(import.meta.dirname, "../../packages/cli/bin/typed-session.js");

/** The versions of TypeScript 7 that the command is measured on. */
export const nativeVersions = ["typescript-7", "typescript-7.1"] as const;
export type NativeVersion = (typeof nativeVersions)[number];

/** `check` on TypeScript 7, compared with itself on TypeScript 6 and with the compilers. */
export interface NativeRow {
  readonly version: string;
  readonly files: number;
  readonly findings: number;
  readonly check: NativeSide;
  readonly onTypeScript6: NativeSide;
  readonly nativeTsc: NativeSide;
  /** Ratio of the CPU time of all processes, pair by pair. */
  readonly toTypeScript6: number;
  readonly toNativeTsc: number;
}

export interface NativeSide {
  /** Of all processes. */
  readonly cpuMilliseconds: number;
  readonly peakMegabytes: number;
}

export async function benchNative(
  name: NativeVersion,
  files: number,
  findings: number,
  rounds: number,
): Promise<NativeRow> {
  const native = layOut(files, findings, name);
  const classic = layOut(files, findings, "typescript");
  const run =
    (directory: string, exitCodes: readonly number[], ...args: readonly string[]) =>
    (): Promise<TreeRun> =>
      measureTree({ directory, command: process.execPath, args, exitCodes });
  const check = [typedSession, "check", "--no-cache", "--format", "json", "--quiet"];
  const found = findings > 0 ? 1 : 0;
  const runs = await alternate(rounds, {
    check: run(native, [found], ...check),
    onTypeScript6: run(classic, [found], ...check),
    // With errors it ends with 1 or 2, as the tsconfig's options go.
    nativeTsc: run(native, found > 0 ? [1, 2] : [0], join(packageFolder(name), "bin/tsc"), "--noEmit", "-p", "."),
  });
  const work = (all: readonly TreeRun[]): number[] => all.map(({ cpuMilliseconds }) => cpuMilliseconds);
  return {
    version: (require(`${name}/package.json`) as { readonly version: string }).version,
    files,
    findings: (JSON.parse(runs.check[0]?.stdout ?? "") as { readonly diagnostics: readonly unknown[] }).diagnostics
      .length,
    check: sideOf(runs.check),
    onTypeScript6: sideOf(runs.onTypeScript6),
    nativeTsc: sideOf(runs.nativeTsc),
    toTypeScript6: ratio(work(runs.check), work(runs.onTypeScript6)),
    toNativeTsc: ratio(work(runs.check), work(runs.nativeTsc)),
  };
}

/** An app with a TypeScript of its own, which belongs to no workspace. */
function layOut(files: number, findings: number, name: NativeVersion | "typescript"): string {
  const directory = generateApp(files, { findings, place: name });
  writeFileSync(join(directory, "package.json"), JSON.stringify({ workspaces: [] }));
  mkdirSync(join(directory, "node_modules"), { recursive: true });
  symlinkSync(packageFolder(name), join(directory, "node_modules/typescript"), "dir");
  return directory;
}

function packageFolder(name: string): string {
  return dirname(require.resolve(`${name}/package.json`));
}

function sideOf(runs: readonly TreeRun[]): NativeSide {
  return {
    cpuMilliseconds: median(runs.map((run) => run.cpuMilliseconds)),
    peakMegabytes: Math.max(...runs.map((run) => run.peakMegabytes)),
  };
}
