import { CommanderError } from "commander";
import { shown } from "@typed-session/core/shown";
import { commandLine, shownLines, type Actions } from "./command-line.js";
import { check } from "./commands/check.js";
import type { CheckResult } from "./commands/result.js";
import { CannotRun, exitCodes, type ExitCode } from "./exit.js";
import { disk, type Disk } from "./disk/disk.js";
import { plugAndPlayDisk } from "./disk/plug-and-play/project.js";
import type { FindingOptions } from "./finding-options.js";
import { isDebugging, processSurroundings, type Io, type Surroundings } from "./io.js";
import { withoutCommands } from "./render/lines.js";
import { say } from "./say.js";

type Keep = (result: CheckResult) => void;

/**
 * Runs the command.
 *
 * @param argv the arguments, without node and script
 * @param on the disk to read from
 * @param keep gets the result of a check
 * @returns the exit code: 0 no error, 1 errors or too many warnings, 2 could not run. Throws nothing.
 */
export async function main(
  argv: readonly string[],
  surroundings: Surroundings = processSurroundings(),
  on: Disk = disk,
  keep: Keep = () => undefined,
): Promise<ExitCode> {
  const io = { started: performance.now(), ...surroundings, disk: on };
  let exitCode: ExitCode = exitCodes.clean;
  const finish = (code: ExitCode): void => {
    exitCode = code;
  };
  try {
    await commandLine(io, actionsOn(io, finish, keep)).parseAsync(argv, { from: "user" });
    return exitCode;
  } catch (error) {
    return exitCodeOf(error, io);
  }
}

/** `check` does not wait for the code of the other commands: their libraries take as long to load as the engine. */
function actionsOn(io: Io, finish: (code: ExitCode) => void, keep: Keep): Actions {
  const actions: Actions = {
    check: async (names, { fix: isFix, ...options }) => {
      if (options.dryRun === true && isFix !== true) throw new CannotRun("--dry-run goes with --fix; give both.");
      if (isFix === true) return actions.fix(names, options);
      finish(await onceOrAgain(io, options, (on, given) => check(on, names, given, keep)));
    },
    fix: async (names, options) => {
      const { fix } = await import("./commands/fix.js");
      finish(await onceOrAgain(io, options, (on, given) => fix(on, names, given)));
    },
    explain: async (field, options) => {
      const { explain } = await import("./commands/explain.js");
      finish(await explain(onProjectDisk(io) ?? io, field, options));
    },
    rules: async (name) => {
      const { listRules } = await import("./commands/rules.js");
      finish(listRules(io, name));
    },
  };
  return actions;
}

/** The same on the disk of a project of Yarn's Plug'n'Play; `undefined` for any other project. */
function onProjectDisk(io: Io): Io | undefined {
  const projectDisk = plugAndPlayDisk(io.disk, io.cwd);
  return projectDisk && { ...io, disk: projectDisk };
}

/** Runs once, or repeatedly under `--watch`, where a failure of one run is printed and does not end it. */
async function onceOrAgain<Options extends FindingOptions>(
  io: Io,
  options: Options,
  run: (io: Io, options: Options) => Promise<ExitCode>,
): Promise<ExitCode> {
  const plugAndPlay = onProjectDisk(io);
  if (options.watch !== true) return run(plugAndPlay ?? io, options);
  if (plugAndPlay) {
    throw new CannotRun("--watch does not follow the archives of Yarn's Plug'n'Play: run this without it.");
  }
  const { watch } = await import("./watch/watch.js");
  return watch(io, options, async (on, scope) => {
    try {
      return await run(on, { ...options, ...scope });
    } catch (error) {
      return exitCodeOf(error, on);
    }
  });
}

function exitCodeOf(error: unknown, io: Io): ExitCode {
  // Commander has already printed it, and gives 0 to --help and --version.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.clean : exitCodes.couldNotRun;
  if (error instanceof CannotRun) {
    const [first = "", ...others] = error.sentences;
    say(io, first);
    for (const sentence of others) io.stderr.write(`${withoutCommands(shown(sentence))}\n`);
    return exitCodes.couldNotRun;
  }
  // Code that the parser could read may be too deep for the checker.
  if (error instanceof RangeError && error.message.includes("call stack")) {
    say(
      io,
      "Some code of this project is nested too deeply for TypeScript. Correct it, or exclude its file in the tsconfig, and run this again.",
    );
    return exitCodes.couldNotRun;
  }
  const message = error instanceof Error ? error.message : String(error);
  // The compiler's own `Debug.fail`, on code that it cannot handle.
  const compilerFailure = /^Debug Failure\. (.*)$/s.exec(message)?.[1];
  if (compilerFailure !== undefined) {
    say(
      io,
      `TypeScript gives up on some code of this project: ${compilerFailure}. If \`npx tsc --noEmit\` does so too, change that code and run this again; if not, please report it, with the output under DEBUG=typed-session.`,
    );
  } else {
    say(io, `This should not happen: ${message}. Please report it, with the output under DEBUG=typed-session.`);
  }
  if (isDebugging(io) && error instanceof Error) io.stderr.write(`${shownLines(error.stack ?? "")}\n`);
  return exitCodes.couldNotRun;
}
