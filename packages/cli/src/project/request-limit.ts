import type { RequestWatch } from "@typed-session/core";
import { Worker } from "node:worker_threads";

/**
 * The time after which a request counts as hanging: minutes, since a first request may load thousands of files on a
 * slow machine. A request is ended when it has taken this long to twice as long.
 */
const usualLimit = 120_000;

/** The places in the memory that both threads see. */
const count = 0;
const hasTimedOut = 1;

/**
 * Watches a process of a compiler from a thread of its own, as this one waits for each answer and can do nothing else.
 * The thread sleeps, and looks whether the same request is still unanswered.
 *
 * @param limit in milliseconds
 */
export function limitRequests(processId: number, limit = usualLimit): RequestWatch {
  const shared = new Int32Array(new SharedArrayBuffer(8));
  const worker = new Worker(`(${watch.toString()})(require("node:worker_threads").workerData)`, {
    eval: true,
    env: {},
    execArgv: [],
    workerData: { shared, processId, limit } satisfies Watched,
  });
  worker.unref();
  // Without a thread nothing is limited, and the run can go on.
  worker.on("error", () => undefined);
  const next = (): void => {
    Atomics.add(shared, count, 1);
  };
  return {
    asked: next,
    answered: next,
    failed: (error) =>
      Atomics.load(shared, hasTimedOut) === 1 ? new Error("a request was not answered", { cause: error }) : error,
    ended: () => {
      Atomics.store(shared, count, -1);
      Atomics.notify(shared, count);
    },
  };
}

interface Watched {
  /** The number of questions and answers so far, which is odd while a question is open, and -1 at the end. */
  readonly shared: Int32Array;
  readonly processId: number;
  readonly limit: number;
}

/**
 * The code of the thread, which gets this function as a text. It sees nothing that stands outside of it, so it writes
 * the two places as numbers.
 */
function watch({ shared, processId, limit }: Watched): void {
  for (;;) {
    const seen = Atomics.load(shared, 0);
    if (seen === -1) return;
    Atomics.wait(shared, 0, seen, limit);
    if (Atomics.load(shared, 0) !== seen || seen % 2 === 0) continue;
    Atomics.store(shared, 1, 1);
    try {
      process.kill(processId, "SIGKILL");
    } catch {
      // It has ended in this moment.
    }
    return;
  }
}
