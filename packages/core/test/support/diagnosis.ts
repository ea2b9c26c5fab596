import { diagnose } from "../../src/diagnose/diagnose.js";
import { authFile } from "./auth-file.js";
import { project, type ProjectOptions } from "./project.js";
import type { Diagnosis } from "../../src/diagnose/diagnosis.js";

/** The engine's model of a project before any finding. Without an auth file it has one without callbacks. */
export function diagnosisOf(files: Readonly<Record<string, string>>, options: ProjectOptions = {}): Diagnosis {
  const auth = authFile({}).replace(/^.*helpers.*\n/gm, "");
  const diagnosis = diagnose(project({ "auth.ts": auth, ...files }, options).workspace(), options.analyze ?? {});
  if (!diagnosis) throw new Error("There is no auth config.");
  return diagnosis;
}
