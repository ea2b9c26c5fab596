import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { Io } from "./io.js";

/** Tells a waiting person what is going on. */
export interface Progress {
  says(text: string): void;
  /** Takes the line away; nothing else may be written to the terminal before. */
  stop(): Promise<void>;
}

const silent: Progress = { says: () => undefined, stop: () => Promise.resolve() };

/**
 * Shows progress on a terminal, from the first second on; elsewhere nothing. It runs in a thread of its own, because the compiler
 * keeps this one busy from beginning to end.
 */
export function startProgress({ stderr, env, memory }: Io): Progress {
  // Under `--watch` a run takes a moment, and there are many.
  if (stderr.isTTY !== true || env["CI"] !== undefined || memory) return silent;
  const worker = new Worker(new URL("./progress-worker.js", import.meta.url));
  // A progress line that cannot be shown is no reason to fail.
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
