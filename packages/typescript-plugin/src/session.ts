import {
  absoluteName,
  findingId,
  mayReportIn,
  inspect,
  mayReadSession,
  workspaceFor,
  type AnalyzeOptions,
  type FindingName,
  type FindingWithParts,
  type Inspection,
  type LastOverlay,
  type Proven,
  type ClassicTypeScript,
} from "@typed-session/core";
import type ts from "typescript";
import type { Files } from "./diagnostics.js";
import { problemsOf, type Problems } from "./problems.js";
import { keptOptions } from "./options.js";
import { compilerHost } from "./server-host.js";

/** The plugin's knowledge of a project of the server in its present state. */
export interface SessionTypes extends Files {
  /** The project's directory: absolute, `/`-separated. */
  readonly root: string;
  readonly inspection: Inspection;
  readonly problems: Problems;
  /** All problems, or those of the last program with known ones: no key costs work for a number in a corner. */
  readonly lastProblems: () => readonly FindingWithParts[];
  /** The edits that fix some findings, or all of them, proved in the files that may have to do with the session. */
  readonly prove: (findings?: readonly FindingName[]) => Proven;
  /** Does most of that for all findings in small steps; returns whether the rest is quick. */
  readonly prepared: () => Generator<undefined, boolean>;
  /** Releases what only a next proof would use. */
  readonly letGo: () => void;
  /** Whether that is done for some findings, so that asking costs nothing. */
  readonly isProven: (findings?: readonly FindingName[]) => boolean;
  /** Created files that no client has asked for yet: absolute, the oldest first. */
  readonly created: string[];
}

/** The session's types for a file's project; `undefined` for a file that cannot have to do with the session. */
type SessionTypesOf = (fileName: string, concern: Concern) => SessionTypes | undefined;

/** The scope of a question: everything about the session, or only whether the file has findings. */
export type Concern = "session" | "findings";

/**
 * The present session types of a file's project; `undefined` for a file that cannot have to do with them, or without a
 * tsconfig. The program is the key: the server makes a new one for every change, unsaved ones included.
 */
export function sessionTypes(
  ts: ClassicTypeScript,
  info: ts.server.PluginCreateInfo,
  options: AnalyzeOptions,
): SessionTypesOf {
  const known = new WeakMap<ts.Program, SessionTypes>();
  const settings = new WeakMap<ts.Program, AnalyzeOptions>();
  const mayHoldFindings = new WeakMap<ts.Program, (file: ts.SourceFile) => boolean>();
  const lastOverlay: LastOverlay = {};
  const last: LastProblems = {};
  const created: string[] = [];
  const optionsNow = keptOptions(options, info.project.getProjectName(), info.serverHost);
  return (fileName, concern) => {
    const program = info.languageService.getProgram();
    const file = program?.getSourceFile(fileName);
    // This check comes first, since most files have nothing to do with the session.
    if (!program || !file || !mayReadSession(file.text)) return undefined;
    // Without a tsconfig the project's extent is unknown.
    if (info.project.projectKind !== ts.server.ProjectKind.Configured) return undefined;
    const set = settings.get(program) ?? optionsNow();
    settings.set(program, set);
    // The editor asks for the findings of a file after each key in it.
    if (concern === "findings") {
      const mayHold = mayHoldFindings.get(program) ?? mayReportIn(ts, program, set);
      mayHoldFindings.set(program, mayHold);
      if (!mayHold(file)) return undefined;
    }
    const found = known.get(program) ?? typesIn(ts, info, set, program, { lastOverlay, last, created });
    known.set(program, found);
    return found;
  };
}

interface LastProblems {
  all?: readonly FindingWithParts[];
}

/** The state that passes from one program of a project to the next. */
interface Kept {
  readonly lastOverlay: LastOverlay;
  readonly last: LastProblems;
  readonly created: string[];
}

function typesIn(
  ts: ClassicTypeScript,
  info: ts.server.PluginCreateInfo,
  options: AnalyzeOptions,
  program: ts.Program,
  { lastOverlay, last, created }: Kept,
): SessionTypes {
  const workspace = workspaceFor(ts, {
    program,
    host: compilerHost(ts, info, program),
    configFile: info.project.getProjectName(),
    sys: info.serverHost,
    lastOverlay,
    editsRepository: true,
  });
  const inspection = inspect(workspace, options);
  const problems = problemsOf(inspection);
  const proofs = new Map<string, Proven>();
  const keyOf = (findings: readonly FindingName[] | undefined): string =>
    JSON.stringify(findings?.map(findingId) ?? "all");
  return {
    inspection,
    problems,
    lastProblems: () => {
      if (!last.all || inspection.isAllKnown()) last.all = problems.all();
      return last.all;
    },
    created,
    prove: (findings) => {
      const key = keyOf(findings);
      const proven =
        proofs.get(key) ??
        inspection.proven(
          // Somebody waits for the edits of some findings in an open menu.
          findings ? { findings, trustsTypes: true } : { isConcerned },
        );
      proofs.set(key, proven);
      return proven;
    },
    prepared: () => inspection.prepared(isConcerned),
    letGo: () => {
      inspection.letGo();
    },
    isProven: (findings) => proofs.has(keyOf(findings)),
    root: workspace.root,
    absolute: (file) => absoluteName(workspace.root, file),
    sourceFile: (name) => program.getSourceFile(name),
  };
}

/** The files in which an edit of the session's types can cause an error. */
function isConcerned({ text }: ts.SourceFile): boolean {
  return mayReadSession(text);
}
