import { spawn, spawnSync } from "node:child_process";

/** The answer of a program. */
export interface Answer {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

type Environment = Readonly<Record<string, string>>;

/** The options with which each of them is run. */
const surroundings = (env: Environment = {}) => ({
  env: {
    ...process.env,
    NO_COLOR: "1",
    NUXT_TELEMETRY_DISABLED: "1",
    NEXT_TELEMETRY_DISABLED: "1",
    // The pnpm that runs these tests passes on its own `engineStrict`, but we do not choose the apps' dependencies.
    npm_config_engine_strict: "false",
    ...env,
  },
  // npm, npx and the like are .cmd files on Windows.
  shell: process.platform === "win32",
});

/** Runs a program to its end, without a terminal and with telemetry off. */
export function run(directory: string, command: string, args: readonly string[], env?: Environment): Answer {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd: directory,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
    ...surroundings(env),
  });
  if (error) throw error;
  return { status, stdout, stderr };
}

/** The same, with others running beside it. */
export function start(directory: string, command: string, args: readonly string[]): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: directory, stdio: ["ignore", "pipe", "pipe"], ...surroundings() });
    const texts = { stdout: "", stderr: "" };
    child.stdout.setEncoding("utf8").on("data", (text: string) => (texts.stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (texts.stderr += text));
    child.on("error", reject).on("close", (status) => {
      resolve({ status, ...texts });
    });
  });
}

/** Runs a program that must succeed; otherwise throws with its whole output. */
export function mustRun(directory: string, command: string, args: readonly string[]): Answer {
  const answer = run(directory, command, args);
  if (answer.status !== 0) {
    throw new Error(
      `${command} ${args.join(" ")} ended with ${String(answer.status)}\n${answer.stdout}\n${answer.stderr}`,
    );
  }
  return answer;
}
