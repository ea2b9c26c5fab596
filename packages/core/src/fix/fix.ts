import type { AnalyzeOptions } from "../api/analysis.js";
import type { ErrorAt } from "../compiler/errors.js";
import type { ErrorsCompared } from "../compiler/same-errors.js";
import { editsFor } from "../declare/edits.js";
import { diagnose, diagnoseAtOnce } from "../diagnose/diagnose.js";
import { isEmpty, joinEdits, noEdits, type EditSet, type EditStages } from "../edits/text-edit.js";
import { createProver, isLocal } from "./prover.js";
import type { Workspace } from "../api/workspace.js";
import { overlayWorkspace } from "../workspace/edited.js";
import { filesOfConfigs } from "../discover/auth-config.js";
import { savedTexts, textsIn } from "./saved-texts.js";
import {
  type Scope,
  type ProvenFix,
  isOffered,
  type Task,
  maxRounds,
  offeredEdits,
  type FixSoFar,
  withoutFindings,
} from "./task.js";
import { declareMissing } from "./declarations.js";
import { type Compared, lastStage, noErrors } from "./last-stage.js";
import type { Diagnosis } from "../diagnose/diagnosis.js";

/**
 * Fixes what can be fixed: first the ineffective augmentations, then the declarations themselves. The result adds no
 * compiler error to those that the author already has.
 */
export function proveFix(
  workspace: Workspace,
  options: AnalyzeOptions,
  whole: Diagnosis,
  { isWanted = () => true, isConcerned = () => true, trustsTypes = false, declaresItself = false }: Scope = {},
): ProvenFix {
  const wantedOf = (one: Diagnosis): Diagnosis => ({ ...one, findings: one.findings.filter(isWanted) });
  const wantedAfter = (stages: EditStages, read: typeof diagnose): Diagnosis | undefined => {
    const after = read(withStages(workspace, stages), options);
    return after && wantedOf(after);
  };
  const diagnosis = wantedOf(whole);
  const nothing: ProvenFix = {
    stages: [],
    after: diagnosis,
    blocked: new Map(),
    refused: new Map(),
    inVain: new Set(),
    left: [],
  };
  if (!diagnosis.findings.some(isOffered)) return nothing;
  const callbackFiles = filesOfConfigs(diagnosis.base.configs);
  const task: Task = {
    workspace,
    trustsTypes,
    leavesOut: !declaresItself && whole.findings.some((one) => (one.candidates?.length ?? 0) > 0 && !isWanted(one)),
    diagnoseAtOnceWith: (stages) => wantedAfter(stages, diagnoseAtOnce),
    prover: createProver(workspace, callbackFiles, diagnosis.base.declared.fileNames, isConcerned),
    diagnoseWith: (stages) => wantedAfter(stages, diagnose),
  };
  let made = nothing;
  for (let round = 0; round < maxRounds; round++) {
    const stage = effectiveStage(task, made.after);
    // Once an augmentation takes effect, another ineffective one may show.
    if (round > 0 && stage.length === 0) break;
    const next = fixFrom(task, made, stage) ?? fixOneByOne(task, made) ?? fixFrom(task, made, []);
    const isMore = next !== undefined && next.stages.length > made.stages.length;
    // The reasons against fixes are known even if nothing was fixed.
    made = next ?? made;
    if (!isMore) break;
  }
  return { ...made, refused: refusals(task, made) };
}

/** The errors against the edits that are still offered in the end. */
function refusals({ prover }: Task, { stages, after }: ProvenFix): ReadonlyMap<EditSet, ErrorAt> {
  return new Map(
    offeredEdits(after).flatMap((edits): [EditSet, ErrorAt][] => {
      const [error] = prover.compare([...stages, edits]).added;
      return error ? [[edits, error]] : [];
    }),
  );
}

/**
 * The stages that are tried first: the strongest declarations, all at once; `undefined` if something else has to be
 * fixed before.
 */
export function firstStages(diagnosis: Diagnosis): EditStages | undefined {
  if (offeredEdits(diagnosis).length > 0) return undefined;
  const { site, findings } = diagnosis;
  const changes = findings.flatMap(({ key, candidates }) => (key && candidates?.[0] ? [candidates[0]] : []));
  return [editsFor(site, changes), noEdits];
}

/** All edits that need no declaration first, as one stage; these include the repairs of augmentations. */
function effectiveStage(task: Task, diagnosis: Diagnosis): EditStages {
  const edits = joinEdits(...editsAmong(task, diagnosis));
  return isEmpty(edits) ? [] : [edits];
}

/** The edits that may hold: none is made in a file with a syntax error. */
function editsAmong({ prover }: Task, diagnosis: Diagnosis): EditSet[] {
  return offeredEdits(diagnosis).filter((one) => prover.isReadable(one));
}

/**
 * The same edits one by one, each kept only if the program holds with it and the kept ones before it, so that one bad
 * edit does not block the others. What it makes missing is declared only for an edit that does not hold by itself, and
 * once in the end for all.
 */
function fixOneByOne(task: Task, start: ProvenFix): ProvenFix | undefined {
  const offered = editsAmong(task, start.after);
  if (offered.length < 2) return undefined;
  const taken: EditSet[] = [];
  let fixed: ProvenFix | undefined;
  let isWhole = true;
  for (const one of offered) {
    const edits = joinEdits(...taken, one);
    const holds = task.prover.compare([...start.stages, edits]).added.length === 0;
    const next = holds ? undefined : fixFrom(task, start, [edits]);
    if (!holds && !next) continue;
    taken.push(one);
    fixed = next ?? fixed;
    isWhole = next !== undefined;
  }
  return taken.length === 0 || isWhole ? fixed : (fixFrom(task, start, [joinEdits(...taken)]) ?? fixed);
}

/**
 * Applies `first` on top of the fixes so far. Then it makes the missing declarations and removes what they make
 * unneeded, as long as there is something to fix.
 */
function fixFrom(task: Task, start: ProvenFix, first: EditStages): ProvenFix | undefined {
  const { workspace, prover, diagnoseWith, trustsTypes } = task;
  const begun = [...start.stages, ...first];
  const after = first.length === 0 ? start.after : diagnoseWith(begun);
  let made: FixSoFar | undefined = after && { ...start, stages: begun, after, blocked: new Map() };
  let known: Compared | undefined;
  const comparedOf = (stages: EditStages): ErrorsCompared =>
    known?.stages === stages ? known.errors : prover.compare(stages);
  for (let round = 0; round < maxRounds; round++) {
    made = made && declareMissing(task, made, round > 0 || first.length === 0);
    const removed = made && lastStage(task, made, comparedOf);
    if (!made || !removed) break;
    known = removed;
    const { stages } = removed;
    // A removed cast may have blocked a declaration with the type that it asserted.
    const isLast = trustsTypes && made.blocked.size === 0;
    const blocked = stillBlocked(workspace, made.blocked, stages);
    const next = isLast ? withoutFindings(made.after, removed.removed) : diagnoseWith(stages);
    made = next && { ...made, stages, after: next, blocked };
    if (isLast) break;
  }
  if (!made) return undefined;
  // Each stage has already been compared, or judged by types.
  if (trustsTypes && first.length === 0) return { ...made, left: [] };
  // Only the last stage is judged by types.
  const isJudged = known?.stages === made.stages && known.errors === noErrors;
  const { added, left } = comparedOf(isJudged ? made.stages.slice(0, -1) : made.stages);
  return added.length === 0 ? { ...made, left } : undefined;
}

/** The fields that stay blocked after the last stage: by an error in a file that the stage does not affect. */
function stillBlocked(workspace: Workspace, blocked: FixSoFar["blocked"], stages: EditStages): FixSoFar["blocked"] {
  const last = stages.at(-1) ?? noEdits;
  const elsewhere = [...blocked].filter(([, error]) => last.edits.every(({ fileName }) => fileName !== error.fileName));
  const isSame = elsewhere.length > 0 && isLocal(workspace, stages.slice(0, -1), last);
  return new Map(isSame ? elsewhere : []);
}

/**
 * The workspace with the stages saved: a stray file that an edited tsconfig includes becomes part of the program, and a
 * deleted one disappears.
 */
function withStages(workspace: Workspace, stages: EditStages): Workspace {
  const { strayFiles = [] } = workspace;
  const saved = savedTexts(workspace, stages);
  const { texts, included } = saved;
  return {
    ...overlayWorkspace(workspace, textsIn(workspace, saved, true)),
    strayFiles: strayFiles.flatMap((stray) => {
      if (included.includes(stray)) return [];
      const text = texts.has(stray.fileName) ? texts.get(stray.fileName) : stray.text;
      return text === undefined ? [] : [{ ...stray, text }];
    }),
  };
}
