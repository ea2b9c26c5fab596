import { spawnSync } from "node:child_process";

/** What a program answered. */
export interface Answer {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end, without a terminal and with telemetry off. */
export function run(directory: string, command: string, args: readonly string[]): Answer {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd: directory,
    encoding: "utf8",
    env: {
      ...process.env,
      NO_COLOR: "1",
      NUXT_TELEMETRY_DISABLED: "1",
      NEXT_TELEMETRY_DISABLED: "1",
      // The pnpm that runs these tests hands its own `engineStrict` on; what the apps depend on is not ours to choose.
      npm_config_engine_strict: "false",
    },
    maxBuffer: 64 * 1024 * 1024,
    // npm, npx and the like are .cmd files there.
    shell: process.platform === "win32",
  });
  if (error) throw error;
  return { status, stdout, stderr };
}

/** Runs a program that must succeed; throws with all that it printed when it does not. */
export function mustRun(directory: string, command: string, args: readonly string[]): Answer {
  const answer = run(directory, command, args);
  if (answer.status !== 0) {
    throw new Error(
      `${command} ${args.join(" ")} ended with ${String(answer.status)}\n${answer.stdout}\n${answer.stderr}`,
    );
  }
  return answer;
}
