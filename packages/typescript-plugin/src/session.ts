import {
  inspect,
  mayReadSession,
  type AnalyzeOptions,
  type Diagnostic,
  type Inspection,
  type Proven,
} from "@typed-session/core";
import type ts from "typescript";
import type { Files } from "./diagnostics.js";
import { compilerHost } from "./server-host.js";
import { workspaceOf } from "./workspace.js";

/** What the plugin knows of one project of the server. */
export interface SessionTypes extends Files {
  /** What the project's callbacks come to as it stands; `undefined` for a file that cannot have to do with them. */
  readonly inspectionFor: (fileName: string) => Inspection | undefined;
  /** The edits that mend some findings, or all of them, proven in the files that can have to do with the session. */
  readonly prove: (inspection: Inspection, findings?: readonly Diagnostic[]) => Proven;
}

/** The program is the key: the server makes a new one for every change, unsaved ones included. */
export function sessionTypes(
  tsModule: typeof ts,
  info: ts.server.PluginCreateInfo,
  options: AnalyzeOptions,
): SessionTypes {
  const inspections = new WeakMap<ts.Program, { readonly inspection: Inspection | undefined; readonly root: string }>();
  const proofs = new WeakMap<Inspection, Map<string, Proven>>();
  const program = (): ts.Program | undefined => info.languageService.getProgram();

  const inspected = (current: ts.Program): { readonly inspection: Inspection | undefined; readonly root: string } => {
    const known = inspections.get(current);
    if (known) return known;
    const { project, serverHost } = info;
    // Without a tsconfig nobody knows what is part of the project.
    const isConfigured = project.projectKind === tsModule.server.ProjectKind.Configured;
    const workspace = isConfigured
      ? workspaceOf(tsModule, {
          program: current,
          host: compilerHost(tsModule, info, current),
          configFile: project.getProjectName(),
          sys: serverHost,
        })
      : undefined;
    const made = { inspection: workspace && inspect(workspace, options), root: workspace?.root ?? "" };
    inspections.set(current, made);
    return made;
  };
  return {
    inspectionFor: (fileName) => {
      const current = program();
      const file = current?.getSourceFile(fileName);
      // Before anything else is asked: most files of a project have nothing to do with the session.
      if (!current || !file || !mayReadSession(file.text)) return undefined;
      return inspected(current).inspection;
    },
    prove: (inspection, findings) => {
      const ofInspection = proofs.get(inspection) ?? new Map<string, Proven>();
      proofs.set(inspection, ofInspection);
      const key = JSON.stringify(findings?.map(({ rule, field, message }) => [rule, field, message]) ?? "all");
      const proven =
        ofInspection.get(key) ??
        inspection.proven({ ...(findings && { findings }), isConcerned: ({ text }) => mayReadSession(text) });
      ofInspection.set(key, proven);
      return proven;
    },
    absolute: (file) => {
      const current = program();
      return current ? `${inspected(current).root}/${file}` : file;
    },
    sourceFile: (fileName) => program()?.getSourceFile(fileName),
  };
}
