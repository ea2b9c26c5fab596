import { compilerOf, mayAugment } from "@typed-session/core";
import { CannotRun } from "../exit.js";
import { pathFrom } from "../paths.js";
import type { LoadedWorkspace } from "./workspaces.js";

/**
 * Refuses to go on if a config or an augmentation has a syntax error: any finding about half of a callback would be
 * wrong.
 *
 * @throws CannotRun naming the first error
 */
export function refuseSyntaxErrors({ ts: tsModule, program, entries, root }: LoadedWorkspace): void {
  const augmentations = compilerOf(tsModule)
    .ownFiles(program)
    .filter(({ text }) => mayAugment(text));
  const configs = entries
    .map((name) => program.getSourceFile(name))
    // A mere reader of the session passes the text scan as well, but its syntax does not matter.
    .filter((file) => file?.text.includes("callbacks") === true);
  for (const file of [...configs, ...augmentations]) {
    const [error] = program.getSyntacticDiagnostics(file);
    if (!error) continue;
    const { line } = error.file.getLineAndCharacterOfPosition(error.start);
    const message = tsModule.flattenDiagnosticMessageText(error.messageText, " ").replace(/\.$/, "");
    throw new CannotRun(
      `${pathFrom(root, error.file.fileName)}:${line + 1} has a syntax error: ${message}. Correct it and run this again.`,
    );
  }
}
