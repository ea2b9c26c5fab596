import { keepRun, keptRun } from "../../src/cache/store.js";

/** Puts other words into the mouth of a run that is kept: whoever says them has not analysed anything. */
export function putWords(entry: string, text: string): void {
  const run = keptRun(entry);
  const trace = run?.trace();
  if (!run || !trace) throw new Error(`${entry} cannot be read`);
  keepRun(entry, { exitCode: run.exitCode, printed: [["stdout", text]], trace });
}
