import { signatureLength, writeSignature } from "../disk/file-system.js";
import { digestOf } from "./digest.js";
import { NamesByDirectory } from "./names.js";
import type { Trace } from "./trace.js";

/** All signatures of a trace as one: where nothing has changed, which is the rule, nothing more need be read of it. */
export interface Summary {
  /** A line for each directory: its path and the names in it that have a signature, with `\0` between them. */
  readonly paths: string;
  readonly digest: string;
}

export function summaryOf(trace: Trace): Summary {
  const signatures = new Map<string, string>();
  for (const [[, path], , signature] of trace) if (signature !== "") signatures.set(path, signature);
  const names = new NamesByDirectory();
  for (const path of signatures.keys()) {
    // As it was asked for, which may be other than the usual way to write it.
    const end = path.lastIndexOf("/");
    names.add(path.slice(0, end), path.slice(end + 1));
  }
  const paths = [...names.all].map(([directory, set]) => [directory, ...set].join("\0")).join("\n");
  const numbers = pathsIn(paths).flatMap((path) => (signatures.get(path) ?? "").split(" ").map(Number));
  return { paths, digest: digestOf(Float64Array.from(numbers)) };
}

/** Whether all that has been summed up has the signature that it had then. */
export function isAsSummed(paths: readonly string[], digest: string): boolean {
  const numbers = new Float64Array(paths.length * signatureLength);
  return (
    paths.every((path, index) => writeSignature(path, numbers, index * signatureLength)) && digestOf(numbers) === digest
  );
}

/** The paths that stand in a summary. */
export function pathsIn(paths: string): string[] {
  return paths.split("\n").flatMap((line) => {
    const [directory = "", ...names] = line.split("\0");
    return names.map((name) => `${directory}/${name}`);
  });
}
