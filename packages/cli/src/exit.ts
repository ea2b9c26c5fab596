/** The command's exit codes, as `--help` documents them. */
export const exitCodes = {
  clean: 0,
  findings: 1,
  couldNotRun: 2,
  /** `--watch` was ended by a signal: what a shell says of a program that the signal has killed, as it does `tsc --watch`. */
  interrupted: 130,
  terminated: 143,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** A reason why the command could not run: one sentence for the user, who can act on it; or several, a line each. */
export class CannotRun extends Error {
  override readonly name = "CannotRun";
  readonly sentences: readonly string[];

  constructor(...sentences: readonly string[]) {
    super(sentences.join("\n"));
    this.sentences = sentences;
  }
}
