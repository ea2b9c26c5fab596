import type { AnalyzeOptions, FindingWithParts, Place, ClassicTypeScript } from "@typed-session/core";
import type ts from "typescript";
import { repeatedBy, withoutRepeated, type Shown } from "./compiler-errors.js";
import { createFile, isCreateCommand } from "./create-file.js";
import { maybeOwn, ruleName, ruleNumber, takesNames } from "./diagnostic-codes.js";
import { asDiagnostics, optionDiagnostics, standsAt } from "./diagnostics.js";
import { guarded } from "./guard.js";
import { createIdle } from "./idle.js";
import { withShape, withWrites } from "./navigation.js";
import { areFixable, fixAll, fixAllId, quickFixes } from "./quick-fixes.js";
import { applicableRefactors, isOfKind, isOurs, refactorEdits } from "./refactor.js";
import { answerRequests, answers } from "./requests.js";
import { sessionTypes, type Concern, type SessionTypes } from "./session.js";

/** The server's language service with the plugin's additions; everything else is passed on unchanged. */
// eslint-disable-next-line max-lines-per-function -- a factory: each of its members is a short function of its own
export function decorate(
  ts: ClassicTypeScript,
  info: ts.server.PluginCreateInfo,
  options: AnalyzeOptions,
  problems: readonly string[],
): ts.LanguageService {
  const service = info.languageService;
  const typesFor = sessionTypes(ts, info, options);
  const log = (message: string): void => {
    info.project.projectService.logger.info(`typed-session: ${message}`);
  };
  const guard = <Result>(prior: Result, ours: (prior: Result) => Result): Result => guarded(ts, log, prior, ours);
  /** The service's answer, extended by the session's types if the file may have to do with them. */
  const extend = <Result>(
    fileName: string,
    prior: Result,
    ours: (types: SessionTypes, prior: Result) => Result,
    concern: Concern = "session",
  ): Result =>
    guard(prior, () => {
      const types = typesFor(fileName, concern);
      return types ? ours(types, prior) : prior;
    });
  const idle = createIdle(info.serverHost, (step) => {
    try {
      return guard(false, step);
    } catch {
      // Nobody waits who could hear of a cancellation.
      return false;
    }
  });
  const shownOf = (types: SessionTypes, problems: readonly FindingWithParts[]): Shown[] =>
    asDiagnostics(ts, types, problems, takesNames(info) ? ruleName : ruleNumber);
  const shownAfterKey = (types: SessionTypes, fileName: string): Shown[] => {
    const { atOnce, all } = types.problems;
    return shownOf(types, within(types, fileName, hasSuggestions(info, fileName) ? atOnce() : all()));
  };
  const placeAt = (fileName: string, at: number | ts.TextRange): Place =>
    typeof at === "number" ? { fileName, start: at, end: at } : { fileName, start: at.pos, end: at.end };

  const ours: Partial<ts.LanguageService> = {
    // After each key: only what the editor's own program knows.
    getSemanticDiagnostics: (fileName) => {
      idle.stop();
      return extend(
        fileName,
        service.getSemanticDiagnostics(fileName),
        (types, prior) => withoutRepeated(ts, prior, shownAfterKey(types, fileName)),
        "findings",
      );
    },

    // A later pass, which the next key cancels: what needs other programs.
    getSuggestionDiagnostics: (fileName) =>
      extend(
        fileName,
        service.getSuggestionDiagnostics(fileName),
        (types, prior) => {
          const { later, all } = types.problems;
          idle.prepare(types, concerning(types, fileName, all()));
          const shown = shownOf(types, within(types, fileName, later()));
          return [...prior, ...shown.map(({ diagnostic }) => diagnostic as ts.DiagnosticWithLocation)];
        },
        "findings",
      ),

    // The server calls this when it reports the problems of the tsconfig.
    getCompilerOptionsDiagnostics: () =>
      guard(service.getCompilerOptionsDiagnostics(), (prior) => [
        ...prior,
        ...optionDiagnostics(ts, service.getProgram(), info.config as { readonly name: string }, problems),
      ]),

    getCodeFixesAtPosition: (fileName, start, end, codes, ...rest) => {
      const answered = service.getCodeFixesAtPosition(fileName, start, end, codes, ...rest);
      if (!areFixable(codes)) return answered;
      const place: Place = { fileName, start, end };
      /** The compiler's fixes of its errors that a problem at this place repeats, so that they are not lost. */
      const fixesOfRepeated = (types: SessionTypes): readonly ts.CodeFixAction[] => {
        const errors = service.getSemanticDiagnostics(fileName);
        return shownAfterKey(types, fileName)
          .filter(({ problem }) => standsAt(types, problem, place))
          .flatMap((one) => repeatedBy(ts, errors, one))
          .flatMap(({ start: from = start, length = 0, code }) =>
            service.getCodeFixesAtPosition(fileName, from, from + length, [code], ...rest),
          );
      };
      return extend(fileName, answered, (types, prior) => [
        ...prior,
        ...quickFixes(types, place, codes),
        ...(codes.some(maybeOwn) ? fixesOfRepeated(types) : []),
      ]);
    },

    getCombinedCodeFix: (scope, fixId, ...rest) =>
      fixId === fixAllId
        ? extend<ts.CombinedCodeActions>(scope.fileName, { changes: [] }, fixAll)
        : service.getCombinedCodeFix(scope, fixId, ...rest),

    // eslint-disable-next-line max-params -- the signature is TypeScript's
    getApplicableRefactors: (fileName, at, preferences, reason, kind, ...rest) => {
      const answered = service.getApplicableRefactors(fileName, at, preferences, reason, kind, ...rest);
      if (!isOfKind(kind)) return answered;
      return extend(fileName, answered, (types, prior) => [
        ...prior,
        ...applicableRefactors(types, placeAt(fileName, at), reason),
      ]);
    },

    // eslint-disable-next-line max-params -- the signature is TypeScript's
    getEditsForRefactor: (fileName, format, at, refactor, action, ...rest) =>
      isOurs(refactor, action)
        ? extend<ts.RefactorEditInfo | undefined>(fileName, undefined, (types) =>
            refactorEdits(types, placeAt(fileName, at)),
          )
        : service.getEditsForRefactor(fileName, format, at, refactor, action, ...rest),

    getQuickInfoAtPosition: (fileName, offset, ...rest) =>
      extend(
        fileName,
        service.getQuickInfoAtPosition(fileName, offset, ...rest),
        (types, prior) => prior && withShape(types, placeAt(fileName, offset), prior),
      ),

    getDefinitionAndBoundSpan: (fileName, offset) =>
      extend(
        fileName,
        service.getDefinitionAndBoundSpan(fileName, offset),
        (types, prior) => prior && withWrites(ts, types, placeAt(fileName, offset), prior),
      ),
  };
  const others = bound(service);
  const applyCodeActionCommand = (command: unknown, ...rest: readonly unknown[]): unknown => {
    if (!isCreateCommand(command)) return others.get("applyCodeActionCommand")?.(command, ...rest);
    const isCreated = extend(command.file, false, (types) => createFile(types, info.serverHost, command));
    return Promise.resolve({ successMessage: isCreated ? `Created ${command.create}` : "" });
  };
  answerRequests(ts, info, (name, fileName) =>
    extend<object | undefined>(fileName, undefined, (types) =>
      types.inspection.configs.length > 0 ? answers[name](types) : undefined,
    ),
  );
  return Object.assign(Object.create(null) as ts.LanguageService, Object.fromEntries(others), ours, {
    applyCodeActionCommand,
  });
}

/** The problems in a file. */
function within(
  { absolute }: SessionTypes,
  fileName: string,
  problems: readonly FindingWithParts[],
): FindingWithParts[] {
  return problems.filter((one) => absolute(one.file) === fileName);
}

/** The same, and then those with a part in the file. */
function concerning(types: SessionTypes, fileName: string, problems: readonly FindingWithParts[]): FindingWithParts[] {
  const shown = within(types, fileName, problems);
  const byParts = problems.filter(({ parts }) => parts.some(({ file }) => types.absolute(file) === fileName));
  return [...new Set([...shown, ...byParts])];
}

/** Whether a client asks for suggestions, with which later findings arrive. */
function hasSuggestions({ project }: ts.server.PluginCreateInfo, fileName: string): boolean {
  const preferences = project.projectService.getPreferences(fileName as ts.server.NormalizedPath);
  return preferences.disableSuggestions !== true;
}

type Method = (...args: readonly unknown[]) => unknown;

/** All of a service's methods, those of other plugins and of later versions included. */
function bound(service: ts.LanguageService): Map<string, Method> {
  const methods = Object.entries(service).filter((entry): entry is [string, Method] => typeof entry[1] === "function");
  return new Map(methods.map(([name, method]) => [name, (...args) => method.apply(service, [...args])]));
}
