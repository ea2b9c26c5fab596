import { Command, CommanderError, Option } from "commander";
import { shown } from "@typed-session/core/shown";
import { check, type CheckOptions } from "./commands/check.js";
import { explain, explainFormats, type ExplainOptions } from "./commands/explain.js";
import { fix, type FixOptions } from "./commands/fix.js";
import { checkFormats, type CheckResult } from "./commands/result.js";
import { CannotRun, exitCodes, type ExitCode } from "./exit.js";
import { disk, type Disk } from "./disk/disk.js";
import { isDebugging, processSurroundings, type Io, type Surroundings } from "./io.js";
import { ruleOption } from "./rule-option.js";
import { version } from "./package-info.js";
import { withoutCommands } from "./render/lines.js";
import { say } from "./say.js";

const examples = `
Examples:
  typed-session check                     what has drifted, in the project of this directory
  typed-session fix --dry-run             the declarations it would write, as a diff
  typed-session fix                       write them
  typed-session explain                   everything the session and the token hold
  typed-session explain Session.user.id   where one field comes from
  typed-session check --project apps/web --format github

Exit codes:
  0  nothing found
  1  findings
  2  could not run`;

/**
 * Runs the command.
 *
 * @param argv the arguments, without node and script
 * @param on the disk to read from
 * @param keep is given what a check has found
 * @returns the exit code: 0 nothing found, 1 findings, 2 could not run. Throws nothing.
 */
export async function main(
  argv: readonly string[],
  surroundings: Surroundings = processSurroundings(),
  on: Disk = disk,
  keep: (result: CheckResult) => void = () => undefined,
): Promise<ExitCode> {
  const io = { ...surroundings, disk: on };
  let exitCode: ExitCode = exitCodes.clean;
  const finish = (code: ExitCode): void => {
    exitCode = code;
  };
  const program = commandLine(io, finish, keep);
  try {
    await program.parseAsync(argv, { from: "user" });
    return exitCode;
  } catch (error) {
    return exitCodeOf(error, io);
  }
}

function commandLine(io: Io, finish: (code: ExitCode) => void, keep: (result: CheckResult) => void): Command {
  const program = new Command("typed-session")
    .description("Keeps the declared types of a next-auth session in step with the callbacks that fill it.")
    .version(version)
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(shownLines(text)),
    })
    .exitOverride()
    .addHelpText("after", examples);

  program
    .command("check")
    .description("report where the declarations and the callbacks disagree")
    .addOption(projectOption())
    .addOption(new Option("--format <format>", "how to print it").choices(checkFormats).default("pretty"))
    .addOption(ruleOption())
    .option("--cache", "keep the result, and say it again while nothing has changed: the default, except in CI")
    .option("--no-cache", "analyse the project again even if nothing has changed, and keep no result")
    .action(async (options: CheckOptions) => {
      finish(await check(io, options, keep));
    });

  program
    .command("fix")
    .description("write the declarations, as far as the compiler accepts them")
    .option("--dry-run", "print the change as a unified diff and write nothing")
    .addOption(projectOption())
    .addOption(ruleOption())
    .action(async (options: FixOptions) => {
      finish(await fix(io, options));
    });

  program
    .command("explain")
    .description("show what the session and the token hold, or where one field comes from")
    .argument("[field]", "for example Session.user.id or JWT.role")
    .addOption(new Option("--format <format>", "how to print it").choices(explainFormats).default("pretty"))
    .addOption(projectOption())
    .action(async (field: string | undefined, options: ExplainOptions) => {
      finish(await explain(io, field, options));
    });

  return program;
}

/** Several lines, each made safe: what Commander says names arguments as they were given. */
function shownLines(text: string): string {
  return withoutCommands(text.split("\n").map(shown).join("\n"));
}

function projectOption(): Option {
  return new Option("--project <path>", "a tsconfig, or a directory that holds one (default: the nearest, upward)");
}

function exitCodeOf(error: unknown, io: Io): ExitCode {
  // Commander has said it already, and gives 0 to --help and --version.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.clean : exitCodes.couldNotRun;
  if (error instanceof CannotRun) {
    const [first = "", ...others] = error.sentences;
    say(io, first);
    for (const sentence of others) io.stderr.write(`${withoutCommands(shown(sentence))}\n`);
    return exitCodes.couldNotRun;
  }
  // What the parser could still read may be too deep for the checker.
  if (error instanceof RangeError && error.message.includes("call stack")) {
    say(
      io,
      "Some code of this project is nested too deeply for TypeScript. Correct it, or exclude its file in the tsconfig, and run this again.",
    );
    return exitCodes.couldNotRun;
  }
  const message = error instanceof Error ? error.message : String(error);
  // The compiler's own `Debug.fail`, on code that it does not know what to make of.
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
