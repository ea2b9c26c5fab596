import type { AnalyzeOptions } from "@typed-session/core";
import type ts from "typescript";
import { createFile, isCreateCommand } from "./create-file.js";
import { diagnosticsIn, optionDiagnostics } from "./diagnostics.js";
import { guarded } from "./guard.js";
import { withShape, withWrites } from "./navigation.js";
import { fixAll, fixAllId, quickFixes } from "./quick-fixes.js";
import { applicableRefactors, refactorEdits } from "./refactor.js";
import { sessionTypes } from "./session.js";

/** The server's language service with what the plugin adds; everything it does not concern is handed on as it is. */
export function decorate(
  tsModule: typeof ts,
  info: ts.server.PluginCreateInfo,
  options: AnalyzeOptions,
  problems: readonly string[],
): ts.LanguageService {
  const service = info.languageService;
  const session = sessionTypes(tsModule, info, options);
  const log = (message: string): void => {
    info.project.projectService.logger.info(`typed-session: ${message}`);
  };
  const guard = <Result>(prior: Result, ours: (prior: Result) => Result): Result => guarded(tsModule, log, prior, ours);
  const rangeOf = (at: number | ts.TextRange): { readonly start: number; readonly end: number } =>
    typeof at === "number" ? { start: at, end: at } : { start: at.pos, end: at.end };

  const ours: Partial<ts.LanguageService> = {
    getSemanticDiagnostics: (fileName) =>
      guard(service.getSemanticDiagnostics(fileName), (prior) => [
        ...prior,
        ...diagnosticsIn(tsModule, session, fileName),
      ]),

    // What the server asks for when it tells the problems of the tsconfig.
    getCompilerOptionsDiagnostics: () =>
      guard(service.getCompilerOptionsDiagnostics(), (prior) => [
        ...prior,
        ...optionDiagnostics(tsModule, service.getProgram(), info.config as { readonly name: string }, problems),
      ]),

    getCodeFixesAtPosition: (fileName, start, end, codes, ...rest) =>
      guard(service.getCodeFixesAtPosition(fileName, start, end, codes, ...rest), (prior) => [
        ...prior,
        ...quickFixes(session, fileName, start, end, codes),
      ]),

    getCombinedCodeFix: (scope, fixId, ...rest) =>
      fixId === fixAllId
        ? guard<ts.CombinedCodeActions>({ changes: [] }, () => fixAll(session, scope.fileName))
        : service.getCombinedCodeFix(scope, fixId, ...rest),

    getApplicableRefactors: (fileName, at, preferences, reason, kind, ...rest) =>
      guard(service.getApplicableRefactors(fileName, at, preferences, reason, kind, ...rest), (prior) => [
        ...prior,
        ...applicableRefactors(session, fileName, rangeOf(at), kind),
      ]),

    getEditsForRefactor: (fileName, format, at, refactor, action, ...rest) =>
      guard<ts.RefactorEditInfo | undefined>(undefined, () =>
        refactorEdits(session, fileName, rangeOf(at), refactor, action),
      ) ?? service.getEditsForRefactor(fileName, format, at, refactor, action, ...rest),

    getQuickInfoAtPosition: (fileName, offset, ...rest) =>
      guard(service.getQuickInfoAtPosition(fileName, offset, ...rest), (prior) =>
        withShape(session, fileName, offset, prior),
      ),

    getDefinitionAndBoundSpan: (fileName, offset) =>
      guard(service.getDefinitionAndBoundSpan(fileName, offset), (prior) =>
        withWrites(tsModule, session, fileName, offset, prior),
      ),
  };
  const others = bound(service);
  const applyCodeActionCommand = (command: unknown, ...rest: readonly unknown[]): unknown => {
    if (!isCreateCommand(command)) return others.get("applyCodeActionCommand")?.(command, ...rest);
    const isCreated = guard(false, () => createFile(session, info.serverHost, command));
    return Promise.resolve({ successMessage: isCreated ? `Created ${command.create}` : "" });
  };
  return Object.assign(Object.create(null) as ts.LanguageService, Object.fromEntries(others), ours, {
    applyCodeActionCommand,
  });
}

type Method = (...args: readonly unknown[]) => unknown;

/** All of a service's methods, those of other plugins and of later versions included. */
function bound(service: ts.LanguageService): Map<string, Method> {
  const methods = Object.entries(service).filter((entry): entry is [string, Method] => typeof entry[1] === "function");
  return new Map(methods.map(([name, method]) => [name, (...args) => method.apply(service, [...args])]));
}
