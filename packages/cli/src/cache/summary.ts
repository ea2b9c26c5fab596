import { signatureLength, writeSignature } from "../disk/file-system.js";
import { digestOf } from "./digest.js";
import { NamesByDirectory } from "./names.js";
import type { Trace } from "./trace.js";

/** All signatures of a trace as one digest. If nothing has changed, which is the rule, no more of the trace is read. */
export interface Summary {
  /** A line for each directory: its path and the names in it with a signature, separated by `\0`. */
  readonly paths: string;
  readonly digest: string;
}

export function summaryOf(trace: Trace): Summary {
  const signatures = new Map<string, string>();
  for (const [[, path], , signature] of trace) if (signature !== "") signatures.set(path, signature);
  const names = new NamesByDirectory();
  for (const path of signatures.keys()) {
    // The path as it was asked for, which may be written unusually.
    const end = path.lastIndexOf("/");
    names.add(path.slice(0, end), path.slice(end + 1));
  }
  const paths = [...names.all].map(([directory, set]) => [directory, ...set].join("\0")).join("\n");
  const numbers = pathsIn(paths).flatMap((path) => (signatures.get(path) ?? "").split(" ").map(Number));
  return { paths, digest: digestOf(Float64Array.from(numbers)) };
}

/** Whether all summarized signatures are unchanged. */
export function isAsSummed(paths: readonly string[], digest: string): boolean {
  const numbers = new Float64Array(paths.length * signatureLength);
  return (
    paths.every((path, index) => writeSignature(path, numbers, index * signatureLength)) && digestOf(numbers) === digest
  );
}

/** The paths in a summary. */
export function pathsIn(paths: string): string[] {
  return paths.split("\n").flatMap((line) => {
    const [directory = "", ...names] = line.split("\0");
    return names.map((name) => `${directory}/${name}`);
  });
}
