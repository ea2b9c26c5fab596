import type { Analysis } from "@typed-session/core";
import type { Survey } from "../closing/survey.js";
import { absoluteFrom } from "../paths.js";
import type { LoadedProject } from "./load.js";
import { distinct } from "./merge.js";
import { configsLeftOut, uncheckedConfigs } from "./unseen.js";
import type { LoadedWorkspace } from "./workspaces.js";

/** A program, and what was found in it. */
export interface Analysed {
  readonly workspace: LoadedWorkspace;
  readonly analysis: Analysis;
}

/** A project with the analyses of the configs that it sees. */
export interface AnalysedPart {
  readonly loaded: LoadedProject;
  readonly analysed: readonly Analysed[];
}

/**
 * The extent of a run, and what it left out: without findings, the user wants to know why.
 *
 * @param reportRoot the directory that the analyses name files from
 */
export function surveyOf(parts: readonly AnalysedPart[], reportRoot: string): Survey {
  const all = parts.flatMap(({ analysed }) => analysed);
  const analyses = all.map(({ analysis }) => analysis);
  const configs = distinct(analyses.flatMap(({ report }) => report.configs));
  const fields = distinct(analyses.flatMap(({ report }) => report.fields));
  const isFailed = analyses.some(({ problems }) => problems.length > 0);
  const seen = new Set(configs.map(({ file }) => absoluteFrom(reportRoot, file)));
  const searched = isFailed ? [] : parts.map(({ loaded }) => loaded.searched);
  const unchecked = searched.flatMap((one) => uncheckedConfigs(one, seen));
  const isNowhere = configs.length + unchecked.length === 0;
  const own = new Set(parts.map(({ loaded }) => loaded.root));
  const sum = (of: (part: AnalysedPart) => number): number => parts.reduce((total, part) => total + of(part), 0);
  return {
    tsconfigs: sum(({ loaded }) => loaded.searched.members.length),
    files: sum(({ loaded }) => loaded.stats.named),
    configs: configs.length,
    fields: fields.length,
    isOpen: analyses.some(({ openTargets }) => openTargets.length > 0),
    isUnprepared: parts.some(({ loaded }) => loaded.isUnprepared),
    unseen: isNowhere ? searched.flatMap(configsLeftOut) : unchecked,
    projects: parts.length,
    packages: distinct(all.map(({ workspace }) => workspace.root)).filter((root) => !own.has(root)),
  };
}
