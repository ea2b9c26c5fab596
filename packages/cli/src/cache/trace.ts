import { join } from "node:path";
import {
  entriesIn,
  isLink,
  isNamed,
  kindOf,
  look,
  readBytes,
  realPathOf,
  resolvePackage,
  type DirectoryRead,
  type FileRead,
  type Seen,
} from "../disk/file-system.js";
import type { Surroundings } from "../io.js";
import { digestOf } from "./digest.js";

/** A question to the surroundings of a run. Its key tells it from all others. */
export type Question =
  | readonly [kind: "content" | "entries" | "kind" | "realPath", path: string]
  | readonly [kind: "lacks" | "holdsNoLink", directory: string, names: readonly string[]]
  | readonly [kind: "scan", path: string, name: string, args: readonly unknown[]]
  | readonly [kind: "package", name: string, directory: string]
  | readonly [kind: "env", name: string];

/** Plain data. The content of a file, and the names in a directory, are known by their digest. */
type Answer = string | null;

export interface Answered {
  readonly answer: Answer;
  /** Where the answer stays as it is for as long as this does. */
  readonly seen?: Seen | undefined;
}

/** A question that a run has asked, its answer, and the signature under which the answer still is the same; `""` where there is none. */
export type Asked = readonly [question: Question, answer: Answer, signature: string];

/** Every question that a run has asked: where each has the answer that it had then, the run would say the same again. */
export type Trace = readonly Asked[];

/**
 * Asks all questions of a trace again.
 *
 * @returns the trace with the signatures that things have now, or `undefined` where an answer is another one
 */
export async function askAgain(trace: Trace, surroundings: Surroundings): Promise<Trace | undefined> {
  const now = Date.now();
  const again: Asked[] = [];
  // Several questions are about the same directory.
  const looked = new Map<string, string | undefined>();
  const signatureNow = (path: string): string | undefined => {
    if (!looked.has(path)) looked.set(path, look(path)?.signature);
    return looked.get(path);
  };
  for (const asked of trace) {
    const [question, before, signature] = asked;
    if (signature !== "" && signatureNow(question[1]) === signature) {
      again.push(asked);
      continue;
    }
    const { answer, seen } = await ask(question, surroundings);
    if (answer !== before) return undefined;
    again.push([question, answer, settledSignature(seen, now)]);
  }
  return again;
}

async function ask(question: Question, { env }: Surroundings): Promise<Answered> {
  switch (question[0]) {
    case "content":
      return contentAnswer(readBytes(question[1]));
    case "scan": {
      const [, path, name, args] = question;
      // It brings the engine with it, which nobody needs unless a file has changed.
      const { scanAgain } = await import("../disk/scans.js");
      const read = readBytes(path);
      return { answer: JSON.stringify(scanAgain(name, read?.bytes, args)), seen: read?.seen };
    }
    case "entries":
      return entriesAnswer(entriesIn(question[1]));
    case "kind":
      return { answer: kindOf(question[1]) ?? null };
    case "lacks":
    case "holdsNoLink":
      return directoryAnswer(...question);
    case "realPath":
      return { answer: realPathOf(question[1]) };
    case "package":
      return { answer: resolvePackage(question[1], question[2]) ?? null };
    case "env":
      return { answer: env[question[1]] ?? null };
  }
}

export function contentAnswer(read: FileRead | undefined): Answered {
  return { answer: read ? digestOf(read.bytes) : null, seen: read?.seen };
}

export function entriesAnswer({ files, directories, hasLinks, seen }: DirectoryRead): Answered {
  // Where a link leads can change without a change of the directory.
  return { answer: digestOf(JSON.stringify([files, directories])), seen: hasLinks ? undefined : seen };
}

/** Whether a directory holds nothing, or no link, of any of these names. */
export function directoryAnswer(kind: "lacks" | "holdsNoLink", directory: string, names: readonly string[]): Answered {
  const seen = look(directory);
  const isIn = kind === "lacks" ? isNamed : isLink;
  return { answer: String(!names.some((name) => isIn(join(directory, name)))), seen };
}

/**
 * The signature of what has been the same for a while. What was changed a moment ago may be changed again within the same tick of the
 * file system's clock and look as before: that is not to be known by its signature yet.
 *
 * @param now milliseconds since 1970, from before it was looked at
 */
export function settledSignature(seen: Seen | undefined, now: number): string {
  const aWhile = 2000;
  return seen && seen.changed < now - aWhile ? seen.signature : "";
}
