import type { AnalyzeOptions, Workspace } from "./analysis.js";
import type { ErrorAt } from "./compiler/errors.js";
import { overlayWorkspace } from "./compiler/overlay.js";
import { editsFor, type DeclarationChange } from "./declared/augment.js";
import { callbackFunctions } from "./discover/configs.js";
import { diagnose, type Diagnosis } from "./diagnose.js";
import { isEmpty, joinEdits, noEdits, stagedTexts, type EditStages } from "./edits/text-edit.js";
import { keyText } from "./field-key.js";
import { createProver, strongestThatHold, textOf, type Prover } from "./prove.js";

/** Edits, in stages, that the compiler has accepted, and the diagnosis of the program as they leave it. */
export interface ProvenFix {
  readonly stages: EditStages;
  readonly after: Diagnosis;
  /** The fields that could not be mended, by their text, and the first error that mending them would have brought. */
  readonly blocked: ReadonlyMap<string, ErrorAt>;
  /** The errors that stood before and stand after the fix. */
  readonly left: readonly ErrorAt[];
}

/** Each round mends what the one before has uncovered; real projects need one or two. */
const maxRounds = 4;

/**
 * Mends what can be mended: first what keeps augmentations from taking effect, then the declarations themselves. What is
 * returned adds no compiler error to what the author already has.
 */
export function proveFix(workspace: Workspace, options: AnalyzeOptions, diagnosis: Diagnosis): ProvenFix {
  const nothing: ProvenFix = { stages: [], after: diagnosis, blocked: new Map(), left: [] };
  if (!diagnosis.findings.some(isOffered)) return nothing;
  // The config and its callbacks may stand in several files.
  const callbackFiles = diagnosis.base.configs
    .flatMap((config) => [config.node, ...callbackFunctions(config)])
    .map((node) => node.getSourceFile().fileName);
  const prover = createProver(workspace, new Set(callbackFiles));
  return (
    mend(workspace, options, nothing, prover, effectiveStage(diagnosis)) ??
    mendOneByOne(workspace, options, nothing, prover) ??
    mend(workspace, options, nothing, prover, []) ??
    nothing
  );
}

function isOffered(finding: Diagnosis["findings"][number]): boolean {
  return finding.edits !== undefined || (finding.candidates?.length ?? 0) > 0;
}

/** All edits that let augmentations take effect, as one stage. */
function effectiveStage(diagnosis: Diagnosis): EditStages {
  const edits = joinEdits(...diagnosis.findings.map((finding) => finding.edits ?? noEdits));
  return isEmpty(edits) ? [] : [edits];
}

/** The same, each taken only where the program holds with it: one that does not must not keep the others back. */
function mendOneByOne(
  workspace: Workspace,
  options: AnalyzeOptions,
  start: ProvenFix,
  prover: Prover,
): ProvenFix | undefined {
  const offered = start.after.findings.flatMap((finding) => finding.edits ?? []);
  if (offered.length < 2) return undefined;
  const holding = offered.filter((edits) => mend(workspace, options, start, prover, [edits]) !== undefined);
  return holding.length === 0 ? undefined : mend(workspace, options, start, prover, [joinEdits(...holding)]);
}

/** Applies `first`, then the declarations that are still missing, for as long as there is something to mend. */
function mend(
  workspace: Workspace,
  options: AnalyzeOptions,
  start: ProvenFix,
  prover: Prover,
  first: EditStages,
): ProvenFix | undefined {
  let stages: EditStages = first;
  let after = first.length === 0 ? start.after : diagnoseWith(workspace, options, stages);
  const blocked = new Map<string, ErrorAt>();
  for (let round = 0; round < maxRounds && after; round++) {
    const { site, findings } = after;
    const offered = findings.flatMap(({ key, candidates }) =>
      key && candidates && candidates.length > 0 ? [{ key, candidates }] : [],
    );
    if (offered.length === 0) break;
    const before = stages;
    const added = (changes: readonly DeclarationChange[]): readonly ErrorAt[] =>
      prover.compare([...before, editsFor(site, changes)]).added;
    const lists = offered.map((one) => one.candidates);
    const chosen = strongestThatHold(lists, (changes) => added(changes).length === 0);
    for (const [index, { key, candidates }] of offered.entries()) {
      if (chosen[index]) continue;
      const [error] = added(chosen.with(index, candidates[0]).filter((change) => change !== undefined));
      if (error) blocked.set(keyText(key), error);
    }
    const edits = editsFor(
      site,
      chosen.filter((change) => change !== undefined),
    );
    if (isEmpty(edits)) break;
    stages = [...stages, edits];
    after = diagnoseWith(workspace, options, stages);
  }
  const { added, left } = prover.compare(stages);
  return after && added.length === 0 ? { stages, after, blocked, left } : undefined;
}

function diagnoseWith(workspace: Workspace, options: AnalyzeOptions, stages: EditStages): Diagnosis | undefined {
  return diagnose(withStages(workspace, stages), options);
}

/** The workspace with the stages saved; a stray file or a tsconfig that is edited is part of it afterwards. */
function withStages(workspace: Workspace, stages: EditStages): Workspace {
  const texts = stagedTexts(stages, (fileName) => textOf(workspace, fileName));
  const { configFile, strayFiles = [] } = workspace;
  const configText = configFile && texts.get(configFile.fileName);
  if (configFile) texts.delete(configFile.fileName);
  // What the edited tsconfig newly includes is what the finding was about.
  const included =
    configText === undefined
      ? []
      : strayFiles.filter(({ fileName }) => configText.includes(fileName.slice(workspace.root.length + 1)));
  for (const { fileName, text } of included) if (!texts.has(fileName)) texts.set(fileName, text);
  return {
    ...overlayWorkspace(workspace, texts),
    strayFiles: strayFiles.filter((stray) => !included.includes(stray)),
    ...(configFile && configText !== undefined && { configFile: { ...configFile, text: configText } }),
  };
}
