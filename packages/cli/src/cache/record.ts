import { join } from "node:path";
import type { CheckResult } from "../commands/result.js";
import type { Disk } from "../disk/disk.js";
import { entriesIn, kindOf, readBytes, realPathOf, resolvePackage } from "../disk/file-system.js";
import { runScan } from "../disk/scans.js";
import type { ExitCode } from "../exit.js";
import type { Surroundings } from "../io.js";
import { main } from "../main.js";
import { enginePackage, ownDirectory } from "./complete.js";
import { condensed } from "./condense.js";
import { keepRun, makeRoomFor, type Entry } from "./store.js";
import {
  contentAnswer,
  entriesAnswer,
  settledSignature,
  type Answered,
  type Asked,
  type Question,
  type Trace,
} from "./trace.js";

/**
 * Runs the command and keeps its result with everything it rests on: the answers of the disk and the environment, and
 * the command's own code. A run without a result is not kept.
 */
export async function runAndKeep(entry: Entry, argv: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  makeRoomFor(entry);
  const { surroundings: recorded, disk, trace } = record(surroundings);
  askForOwnCode(disk);
  let result: CheckResult | undefined;
  const exitCode = await main(argv, recorded, disk, (found) => {
    result = found;
  });
  const asked = result && trace();
  if (result && asked) keepRun(entry, { result, trace: asked });
  return exitCode;
}

/** Another version of the command may give another result. */
function askForOwnCode(disk: Disk): void {
  for (const name of disk.entriesOf(ownDirectory).files) disk.read(join(ownDirectory, name));
  disk.resolvePackage(enginePackage, ownDirectory);
}

/** A run with all of its questions recorded. */
interface Recording {
  /** The surroundings for the run, and the disk for it. */
  readonly surroundings: Surroundings;
  readonly disk: Disk;
  /** `undefined` if a question got two answers: something changed during the run. */
  readonly trace: () => Trace | undefined;
}

/** Passes the surroundings to a run, and records its questions to them. */
function record(surroundings: Surroundings): Recording {
  const now = Date.now();
  const asked = new Map<string, Asked>();
  let isContradictory = false;
  const note = (question: Question, { answer, seen }: Answered): void => {
    const key = question.join("\0");
    const before = asked.get(key);
    if (before && before[1] !== answer) isContradictory = true;
    asked.set(key, [question, answer, settledSignature(seen, now)]);
  };

  const env = new Proxy(surroundings.env, {
    get: (values, name) => {
      if (typeof name !== "string") return undefined;
      note(["env", name], { answer: values[name] ?? null });
      return values[name];
    },
  });
  return {
    surroundings: { ...surroundings, env },
    disk: recordingDisk(note),
    trace: () => (isContradictory ? undefined : condensed([...asked.values()], now)),
  };
}

function recordingDisk(note: (question: Question, answered: Answered) => void): Disk {
  return {
    kindOf: (path) => {
      const kind = kindOf(path);
      note(["kind", path], { answer: kind ?? null });
      return kind;
    },
    read: (fileName) => {
      const read = readBytes(fileName);
      note(["content", fileName], contentAnswer(read));
      return read?.bytes;
    },
    scan: (name, fileName, ...args) => {
      const read = readBytes(fileName);
      const answer = runScan(name, read?.bytes, ...args);
      note(["scan", fileName, name, args], { answer: JSON.stringify(answer), seen: read?.seen });
      return answer;
    },
    entriesOf: (directory) => {
      const found = entriesIn(directory);
      note(["entries", directory], entriesAnswer(found));
      return found;
    },
    realPath: (path) => {
      const target = realPathOf(path);
      note(["realPath", path], { answer: target });
      return target;
    },
    resolvePackage: (name, directory) => {
      const fileName = resolvePackage(name, directory);
      note(["package", name, directory], { answer: fileName ?? null });
      if (fileName !== undefined) note(["content", fileName], contentAnswer(readBytes(fileName)));
      return fileName;
    },
  };
}
