import type { ProgramWithHost } from "./compiler.js";

/**
 * Throws if nobody waits for the answer any more: in an editor the next key is often pressed before the answer is
 * found.
 */
export function throwIfCancelled({ host }: ProgramWithHost): void {
  host.getCancellationToken?.().throwIfCancellationRequested();
}
