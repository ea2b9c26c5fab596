/** The command's exit codes, as `--help` documents them. */
export const exitCodes = {
  clean: 0,
  findings: 1,
  couldNotRun: 2,
  /** A signal has ended `--watch`: the code that a shell gives a killed program, as for `tsc --watch`. */
  interrupted: 130,
  terminated: 143,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** A reason why the command could not run: one sentence that the user can act on, or several, a line each. */
export class CannotRun extends Error {
  override readonly name = "CannotRun";
  readonly sentences: readonly string[];

  constructor(...sentences: readonly string[]) {
    super(sentences.join("\n"));
    this.sentences = sentences;
  }
}
