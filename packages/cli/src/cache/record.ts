import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Disk } from "../disk/disk.js";
import { entriesIn, kindOf, readBytes, realPathOf, resolvePackage } from "../disk/file-system.js";
import { runScan } from "../disk/scans.js";
import { exitCodes, type ExitCode } from "../exit.js";
import type { Output, Surroundings } from "../io.js";
import { main } from "../main.js";
import { keepRun, makeRoomFor, type Printed } from "./store.js";
import { condensed } from "./condense.js";
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
 * Runs the command and keeps what it came to, with all that this rests on: what it was asked of the disk and of the environment, and its
 * own code. A run that ends for want of something is not kept.
 */
export async function runAndKeep(
  entry: string,
  argv: readonly string[],
  surroundings: Surroundings,
): Promise<ExitCode> {
  makeRoomFor(entry);
  const { surroundings: recorded, disk, printed, trace } = record(surroundings);
  askForOwnCode(disk);
  const exitCode = await main(argv, recorded, disk);
  const asked = exitCode === exitCodes.couldNotRun ? undefined : trace();
  if (asked) keepRun(entry, { exitCode, printed, trace: asked });
  return exitCode;
}

/** Another version of the same command may say something else. */
function askForOwnCode(disk: Disk): void {
  const directory = dirname(fileURLToPath(import.meta.url));
  for (const name of disk.entriesOf(directory).files) disk.read(join(directory, name));
  disk.resolvePackage("@typed-session/core", directory);
}

/** A run, all of whose questions are written down, and all that it prints. */
interface Recording {
  /** To be handed to the run, as the disk is. */
  readonly surroundings: Surroundings;
  readonly disk: Disk;
  readonly printed: Printed;
  /** `undefined` where a question had two answers: something was changed while the run read it. */
  readonly trace: () => Trace | undefined;
}

/** Hands the surroundings on to a run, and writes down what it asks of them. */
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

  const printed: Printed[number][] = [];
  const outputTo = (name: "stdout" | "stderr"): Output => ({
    write: (text) => {
      printed.push([name, text]);
      return surroundings[name].write(text);
    },
    isTTY: surroundings[name].isTTY === true,
  });
  const env = new Proxy(surroundings.env, {
    get: (values, name) => {
      if (typeof name !== "string") return undefined;
      note(["env", name], { answer: values[name] ?? null });
      return values[name];
    },
  });
  return {
    surroundings: { cwd: surroundings.cwd, env, stdout: outputTo("stdout"), stderr: outputTo("stderr") },
    disk: recordingDisk(note),
    printed,
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
