import type ts from "typescript";
import type { TypeScript } from "../syntax/typescript.js";
import type { AnalyzeOptions } from "../api/analysis.js";
import { fileMayHoldAuth } from "../discover/text-scan.js";
import { mayHoldDirective } from "./directives.js";
import { rules } from "./index.js";
import { severityOf } from "./severity.js";
import { oncePerFile } from "../compiler/once.js";
import type { Program } from "../api/program.js";
import { isOwnFile } from "../compiler/own-files.js";
import { compilerOf } from "../compiler/compiler.js";

/**
 * A test for the files of a program that can have a finding: files that may hold a config, an augmentation or a
 * directive, files with global declarations, and all their imports. The many other files that read the session need no
 * analysis, as nothing is reported there.
 */
export function mayReportIn(
  ts: TypeScript,
  program: Program,
  options: AnalyzeOptions,
): (file: ts.SourceFile) => boolean {
  if (rules.some((rule) => rule.reportsInReaders && severityOf(options, rule.name) !== "off")) return () => true;
  const isSource = (file: ts.SourceFile): boolean =>
    !ts.isExternalModule(file) || mayDeclareForAll(file) || fileMayHoldAuth(file) || mayHoldDirective(file);
  const reached = new Set(compilerOf(ts).ownFiles(program).filter(isSource));
  // Iteration over a set includes files added meanwhile, so the imports of imports are followed.
  for (const file of reached) {
    for (const imported of compilerOf(ts).importsOf(program, file).files) {
      if (isOwnFile(program, imported)) reached.add(imported);
    }
  }
  return (file) => reached.has(file);
}

// These include augmentations of the library.
const mayDeclareForAll = oncePerFile(({ text }) => /declare\s+(?:global|module)\b/.test(text));
