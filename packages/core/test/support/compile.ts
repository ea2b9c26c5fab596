import ts from "typescript";
import type { Dependencies } from "./packages.js";
import type { ParsedConfig } from "./tsconfig-files.js";
import { virtualProgram, type Texts } from "./virtual-host.js";

/** A compiler error in one of the project's own files. */
export interface OwnError {
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly code: number;
  readonly message: string;
}

/**
 * The errors of `tsc` in the project's own files, with a program and a checker of its own, and declaration files
 * checked.
 *
 * @param earlier a similar program, whose results are reused as in `tsc --watch`
 */
export function ownErrors(
  dependencies: Dependencies,
  texts: Texts,
  config: ParsedConfig,
  earlier: ts.Program,
): OwnError[] {
  const options = { ...config.options, skipLibCheck: false };
  const { program } = virtualProgram(dependencies, texts, config.fileNames, options, earlier);
  return program
    .getSourceFiles()
    .filter((file) => texts.has(file.fileName))
    .flatMap((file) => [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)])
    .filter((diagnostic) => diagnostic.category === ts.DiagnosticCategory.Error)
    .map(({ file, start = 0, length = 0, code, messageText }) => ({
      file: file?.fileName.slice(dependencies.root.length + 1) ?? "",
      start,
      end: start + length,
      code,
      message: ts.flattenDiagnosticMessageText(messageText, " "),
    }));
}
