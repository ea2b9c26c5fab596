import { Command, CommanderError, Option } from "commander";
import { shown } from "@typed-session/core/shown";
import type { CheckOptions } from "./commands/check.js";
import type { ExplainOptions } from "./commands/explain.js";
import type { FixOptions } from "./commands/fix.js";
import { checkFormats, explainFormats } from "./commands/formats.js";
import { maxWarningsOption } from "./finding-options.js";
import type { Io } from "./io.js";
import { version } from "./package-info.js";
import { withoutCommands } from "./render/lines.js";
import { compilerText } from "./project/typescript.js";
import { ruleOption } from "./rule-option.js";

/** The actions of the commands. */
export interface Actions {
  readonly check: (
    names: readonly string[],
    options: CheckOptions & FixOptions & { readonly fix?: boolean },
  ) => Promise<void>;
  readonly fix: (names: readonly string[], options: FixOptions) => Promise<void>;
  readonly explain: (field: string | undefined, options: ExplainOptions) => Promise<void>;
  readonly rules: (name: string | undefined) => Promise<void>;
}

const overview = `
Examples:
  typed-session check                     what has drifted, in this project
  typed-session fix --dry-run             the change it would make, as a diff
  typed-session explain Session.user.id   where one field comes from

Exit codes: 0 no error, 1 errors, or more warnings than allowed, 2 could not run`;

const checkCodes = `
Exit codes:
  0  no error, and no more warnings than allowed
  1  errors, or too many warnings: see --strict and --max-warnings
  2  could not run, or was called in a way that it does not know`;

const fixCodes = `
Exit codes:
  0  no error remains, and no more warnings than allowed
  1  errors or too many warnings remain for you
  2  could not run, or was called in a way that it does not know: nothing is
     written then`;

/** The command line: its commands with their options and actions. Every failure is thrown as a CommanderError. */
export function commandLine(io: Io, actions: Actions): Command {
  const program = new Command("typed-session")
    .description("Keeps the declared types of a next-auth session in step with its callbacks.")
    .helpOption("-h, --help", "print this")
    .helpCommand("help [command]", "print the help of a command")
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(shownLines(text)),
      outputError: (text, write) => {
        write(text.replace(/^error: /, "typed-session: "));
      },
    })
    .configureHelp({ helpWidth: 80 })
    .exitOverride()
    .addHelpText("after", overview);
  withVersion(program, io);

  const check = program
    .command("check")
    .summary("report where declarations and callbacks disagree")
    .description("Reports where the declarations and the callbacks disagree.")
    .argument("[files...]", "show only what is found in these files and folders")
    .addOption(new Option("--format <format>", "how to print it").choices(checkFormats).default("pretty"))
    .option("--output-file <file>", "write it to a file of this directory or project")
    .addOption(new Option("--fix", "write the declarations, as `fix` does").conflicts(["format", "outputFile"]))
    .addOption(dryRunOption("with --fix: "));
  withFindingOptions(check)
    .option("--cache", "say the last result again if nothing has changed (default but in CI)")
    .option("--no-cache", "analyse everything again, and keep no result")
    .addHelpText("after", checkCodes)
    .action(actions.check);

  const fix = program
    .command("fix")
    .summary("write the declarations, as far as the compiler accepts them")
    .description("Writes the declarations, as far as the compiler accepts them.")
    .argument("[files...]", "fix only what is found in these files and folders")
    .addOption(dryRunOption(""));
  withFindingOptions(fix).addHelpText("after", fixCodes).action(actions.fix);

  program
    .command("explain")
    .summary("show what the session and the token hold")
    .description("Shows what the session and the token hold, or where one field comes from.")
    .argument("[field]", "for example Session.user.id or JWT.role")
    .addOption(new Option("--format <format>", "how to print it").choices(explainFormats).default("pretty"))
    .addOption(projectOption())
    .addOption(quietOption())
    .addOption(verboseOption())
    .action(actions.explain);

  program
    .command("rules")
    .summary("list the rules, or print the page of one")
    .description("Lists the rules with their default severities, or prints the page of one.")
    .argument("[name]", "for example no-undeclared-field")
    .action(actions.rules);

  for (const command of [program, ...program.commands]) refuseRepetition(command);
  return program;
}

function withVersion(program: Command, { disk, cwd, stdout }: Io): void {
  program.option("-v, --version", "print the version, and which TypeScript is used here");
  program.on("option:version", () => {
    stdout.write(`${version}\n${compilerText(disk, cwd, true)}\n`);
    throw new CommanderError(0, "commander.version", version);
  });
}

/** Escapes several lines, since Commander's messages name arguments as given. */
export function shownLines(text: string): string {
  return withoutCommands(text.split("\n").map(shown).join("\n"));
}

function withFindingOptions(command: Command): Command {
  return command
    .addOption(
      projectOption()
        .argParser((path: string, before: readonly string[] | undefined) => [...(before ?? []), path])
        .conflicts("recursive"),
    )
    .option("-r, --recursive", "every package of the workspace that holds an auth config")
    .addOption(ruleOption())
    .option("--strict", "fail where there are warnings, as if they were errors")
    .addOption(maxWarningsOption())
    .addOption(quietOption())
    .addOption(verboseOption())
    .option("-w, --watch", "do it again whenever what it has read changes");
}

function projectOption(): Option {
  return new Option("--project <path>", "a tsconfig, or the folder of one (default: the nearest)");
}

function dryRunOption(when: string): Option {
  return new Option("--dry-run", `${when}print the change as a diff, and write nothing`);
}

function quietOption(): Option {
  return new Option("-q, --quiet", "leave the closing line out");
}

function verboseOption(): Option {
  return new Option("--verbose", "say which TypeScript reads the project, and how much of it");
}

/** An option with a single value is given once: with two, nobody can tell which one was meant. */
function refuseRepetition(command: Command): void {
  const given = new Set<string>();
  for (const option of command.options) {
    if (option.long === "--rule" || (option.long === "--project" && option.parseArg)) continue;
    command.on(`option:${option.name()}`, () => {
      const name = option.attributeName();
      if (given.has(name)) {
        const text = option.negate
          ? `${option.flags} and its opposite exclude each other`
          : `${option.flags} may be given once`;
        command.error(`error: option '${text}'`);
      }
      given.add(name);
    });
  }
}
