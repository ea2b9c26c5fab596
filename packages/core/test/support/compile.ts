import ts from "typescript";
import type { Dependencies } from "./packages.js";
import type { ParsedConfig } from "./tsconfig-files.js";
import { virtualHost, type Texts } from "./virtual-host.js";

/** A compiler error in one of the project's own files. */
export interface OwnError {
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly code: number;
  readonly message: string;
}

/** What `tsc` says of the project's own files, with a fresh program and declaration files checked. */
export function ownErrors(dependencies: Dependencies, texts: Texts, config: ParsedConfig): OwnError[] {
  const options = { ...config.options, skipLibCheck: false };
  const host = virtualHost(dependencies, texts, options);
  const program = ts.createProgram({ rootNames: config.fileNames, options, host });
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
