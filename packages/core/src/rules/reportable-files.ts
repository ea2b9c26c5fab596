import type ts from "typescript";
import type { TypeScript } from "../syntax/typescript.js";
import type { AnalyzeOptions } from "../api/analysis.js";
import { isOwnFile } from "../compiler/module-names.js";
import { importsOf } from "../compiler/resolutions.js";
import { fileMayHoldAuth } from "../discover/text-scan.js";
import { mayHoldDirective } from "./directives.js";
import { rules } from "./index.js";
import { severityOf } from "./severity.js";
import { oncePerFile } from "../compiler/once.js";

/**
 * The files of a program in which a finding can stand: those that may hold a config, an augmentation or a directive, those that declare
 * types for all, and what any of these import. Of the many others that read the session nothing need be analysed to know that nothing
 * is reported there.
 */
export function mayReportIn(
  ts: TypeScript,
  program: ts.Program,
  options: AnalyzeOptions,
): (file: ts.SourceFile) => boolean {
  if (rules.some((rule) => rule.reportsInReaders && severityOf(options, rule.name) !== "off")) return () => true;
  const isSource = (file: ts.SourceFile): boolean =>
    !ts.isExternalModule(file) || mayDeclareForAll(file) || fileMayHoldAuth(file) || mayHoldDirective(file);
  const reached = new Set(program.getSourceFiles().filter((file) => isSource(file) && isOwnFile(program, file)));
  // A set is iterated in the order of insertion, files added meanwhile included: the imports of imports are followed.
  for (const file of reached) {
    for (const imported of importsOf(ts, program, file).files) {
      if (isOwnFile(program, imported)) reached.add(imported);
    }
  }
  return (file) => reached.has(file);
}

// Augmentations of the library among them.
const mayDeclareForAll = oncePerFile(({ text }) => /declare\s+(?:global|module)\b/.test(text));
