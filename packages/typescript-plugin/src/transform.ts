import { absoluteName, byCause, inspect, workspaceFor, type ClassicTypeScript } from "@typed-session/core";
import type ts from "typescript";
import { ruleNumber } from "./diagnostic-codes.js";
import { asDiagnostics, type Files } from "./diagnostics.js";
import { optionsWithSettings, parseOptions } from "./options.js";

/**
 * The same findings in a build by ts-patch: `{ "transform": "@typed-session/typescript-plugin/transform",
 * "transformProgram": true }`. It leaves the output unchanged.
 *
 * @returns the program, whose semantic diagnostics hold the findings too
 */
export default function transformProgram(
  program: ts.Program,
  host: ts.CompilerHost | undefined,
  config: unknown,
  { ts }: { readonly ts: ClassicTypeScript },
): ts.Program {
  const configFile = program.getCompilerOptions()["configFilePath"];
  if (typeof configFile !== "string") return program;
  const options = optionsWithSettings(parseOptions(config).options, configFile, ts.sys);
  const workspace = workspaceFor(ts, {
    program,
    host: host ?? ts.createCompilerHost(program.getCompilerOptions()),
    configFile,
    sys: ts.sys,
  });
  const files: Files = {
    absolute: (file) => absoluteName(workspace.root, file),
    sourceFile: (fileName) => program.getSourceFile(fileName),
  };
  let found: readonly ts.Diagnostic[] | undefined;
  const all = (): readonly ts.Diagnostic[] =>
    (found ??= asDiagnostics(ts, files, byCause(inspect(workspace, options).found()), ruleNumber).map(
      ({ diagnostic }) => diagnostic,
    ));
  return {
    ...program,
    getSemanticDiagnostics: (file, ...rest) => [
      ...program.getSemanticDiagnostics(file, ...rest),
      ...all().filter((one) => !file || one.file === file),
    ],
  };
}
