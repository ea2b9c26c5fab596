import type { ClassicTypeScript } from "@typed-session/core";

/**
 * Calls `ours` and, if it fails, answers as if the plugin were not there: an editor must never lose its TypeScript to
 * us. A cancelled request is no failure, and the server has to see it.
 *
 * @param log gets each failure
 */
export function guarded<Result>(
  ts: ClassicTypeScript,
  log: (message: string) => void,
  prior: Result,
  ours: (prior: Result) => Result,
): Result {
  try {
    return ours(prior);
  } catch (error) {
    if (error instanceof ts.OperationCanceledException) throw error;
    log(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return prior;
  }
}
