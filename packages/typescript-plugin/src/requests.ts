import { fieldReport, type FileChange, type ClassicTypeScript } from "@typed-session/core";
import type ts from "typescript";
import type {
  Created,
  FileEdit,
  Position,
  ProjectFix,
  RequestArguments,
  RequestName,
  Requests,
  Shape,
  Summary,
} from "./protocol.js";
import type { SessionTypes } from "./session.js";
import { fileTextChanges } from "./text-changes.js";

/** Answers a request about a project; `undefined` for a project without an answer. */
type Answering = (name: RequestName, fileName: string) => object | undefined;

/** The answering functions are kept on the session itself, which copies of the plugin, one for each tsconfig, share. */
const registry = Symbol.for("typed-session.requests");
type Registry = WeakMap<ts.server.Project, Answering>;
type WithRegistry = ts.server.Session & { [registry]?: Registry };

/** Lets clients ask for data that no request of tsserver's own carries. */
export function answerRequests(
  ts: ClassicTypeScript,
  { session, project }: ts.server.PluginCreateInfo,
  answer: Answering,
): void {
  if (session) registered(ts, session, project.projectService).set(project, answer);
}

function registered(ts: ClassicTypeScript, session: WithRegistry, projectService: ts.server.ProjectService): Registry {
  if (session[registry]) return session[registry];
  const answering: Registry = new WeakMap();
  for (const name of Object.keys(answers) as RequestName[]) {
    session.addProtocolHandler(name, ({ arguments: args }: { readonly arguments?: Partial<RequestArguments> }) => {
      const file = args?.file && ts.server.toNormalizedPath(args.file);
      const project = file && projectService.getDefaultProjectForFile(file, false);
      return { response: (project && answering.get(project)?.(name, file)) ?? {}, responseRequired: true };
    });
  }
  session[registry] = answering;
  return answering;
}

/** The answers for a project with an auth config. */
export const answers: { readonly [Name in RequestName]: (types: SessionTypes) => Requests[Name] } = {
  "_typed-session:summary": summary,
  "_typed-session:shape": shape,
  "_typed-session:fix": projectFix,
  "_typed-session:created": ({ created }): Created => ({ files: created.splice(0) }),
};

function summary({ lastProblems }: SessionTypes): Summary {
  const problems = lastProblems();
  const errors = problems.filter(({ severity }) => severity === "error").length;
  return { errors, warnings: problems.length - errors };
}

function shape({ root, inspection }: SessionTypes): Shape {
  return {
    root,
    configs: inspection.configs,
    fields: inspection.traces().map((trace) => ({ ...fieldReport(trace), flow: trace.flow })),
    open: inspection.openTargets(),
  };
}

function projectFix({ prove }: SessionTypes): ProjectFix {
  const { changes, fixed, remaining } = prove().fix;
  return { changes: changes.map(fileEdit), fixed, remaining };
}

function fileEdit(change: FileChange): FileEdit {
  const text = change.before ?? "";
  const edits = fileTextChanges(change).textChanges.map(({ span: { start, length }, newText }) => ({
    start: positionOf(text, start),
    end: positionOf(text, start + length),
    newText,
  }));
  return { file: change.fileName, before: change.before ?? null, edits };
}

function positionOf(text: string, offset: number): Position {
  const lines = text.slice(0, offset).split(/\r\n|\r|\n/);
  return { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
}
