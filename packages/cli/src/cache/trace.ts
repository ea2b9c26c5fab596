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

/** A question to the surroundings of a run, identified by its key. */
export type Question =
  | readonly [kind: "content" | "entries" | "kind" | "realPath", path: string]
  | readonly [kind: "lacks" | "holdsNoLink", directory: string, names: readonly string[]]
  | readonly [kind: "scan", path: string, name: string, args: readonly unknown[]]
  | readonly [kind: "package", name: string, directory: string]
  | readonly [kind: "env", name: string];

/** An answer as plain data. File contents and lists of names are digests. */
type Answer = string | null;

export interface Answered {
  readonly answer: Answer;
  /** The answer stays the same as long as this does. */
  readonly seen?: Seen | undefined;
}

/** A question of a run, its answer, and the signature under which the answer is still the same; `""` without one. */
export type Asked = readonly [question: Question, answer: Answer, signature: string];

/** All questions of a run: if every answer is unchanged, so is the result. */
export type Trace = readonly Asked[];

/**
 * Asks all questions of a trace again.
 *
 * @returns the trace with the present signatures, or `undefined` if an answer has changed
 */
export async function askAgain(trace: Trace, surroundings: Surroundings): Promise<Trace | undefined> {
  const now = Date.now();
  const again: Asked[] = [];
  // Several questions concern the same directory.
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
      // This loads the engine, which is needed only after a file has changed.
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
  // The target of a link can change without a change of the directory.
  return { answer: digestOf(JSON.stringify([files, directories])), seen: hasLinks ? undefined : seen };
}

/** Whether a directory lacks all of these names, or has no link of these names. */
export function directoryAnswer(kind: "lacks" | "holdsNoLink", directory: string, names: readonly string[]): Answered {
  const seen = look(directory);
  const isIn = kind === "lacks" ? isNamed : isLink;
  return { answer: String(!names.some((name) => isIn(join(directory, name)))), seen };
}

/**
 * The signature of a path without recent changes. A path that was just changed may change again within the same tick of
 * the file system's clock and look unchanged, so that its signature proves nothing yet.
 *
 * @param now milliseconds since 1970, taken before the look
 */
export function settledSignature(seen: Seen | undefined, now: number): string {
  const aWhile = 2000;
  return seen && seen.changed < now - aWhile ? seen.signature : "";
}
