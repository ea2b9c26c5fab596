import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { Io } from "./io.js";

/** Shows a waiting person what is going on. */
export interface Progress {
  says(text: string): void;
  /** Clears the progress line; nothing else may be written to the terminal before. */
  stop(): Promise<void>;
}

const silent: Progress = { says: () => undefined, stop: () => Promise.resolve() };

/**
 * Shows progress on a terminal, from the first second on. It runs in a thread of its own, because the compiler keeps
 * this one busy to the end.
 */
export function startProgress({ stderr, env, memory }: Io): Progress {
  // Under `--watch` there are many short runs.
  if (stderr.isTTY !== true || env["CI"] !== undefined || memory) return silent;
  const worker = new Worker(new URL("./progress-worker.js", import.meta.url));
  // A failing progress line does not fail the run.
  worker.on("error", () => undefined);
  const ended = once(worker, "exit");
  return {
    says: (text) => {
      worker.postMessage(text);
    },
    stop: async () => {
      worker.postMessage(null);
      await ended.catch(() => undefined);
    },
  };
}
