import type ts from "typescript";
import type { AnalyzeOptions, Workspace } from "./analysis.js";
import { commentRange, commentsOf } from "./compiler/comments.js";
import { notAmong, unusedDirective, type ErrorAt } from "./compiler/errors.js";
import { isEditableFile } from "./compiler/module-names.js";
import { overlayWorkspace } from "./compiler/overlay.js";
import { editsFor, type DeclarationChange } from "./declared/augment.js";
import { filesOfConfigs } from "./discover/configs.js";
import { diagnose, type Diagnosis } from "./diagnose.js";
import { replace } from "./edits/members.js";
import { isEmpty, joinEdits, type EditSet, type EditStages, type TextEdit } from "./edits/text-edit.js";
import { fieldName, keyText, type FieldKey } from "./field-key.js";
import { createProver, savedTexts, strongestThatHold, type Prover } from "./prove.js";

/** Edits, in stages, that the compiler has accepted, and the diagnosis of the program as they leave it. */
export interface ProvenFix {
  readonly stages: EditStages;
  readonly after: Diagnosis;
  /** The fields that could not be mended, by their text, and the first error that mending them would have brought. */
  readonly blocked: ReadonlyMap<string, ErrorAt>;
  /** The fields whose declaration could be changed, to no effect, by their text: it is left as it is. */
  readonly inVain: ReadonlySet<string>;
  /** The errors that stood before and stand after the fix. */
  readonly left: readonly ErrorAt[];
}

type Compare = Prover["compare"];

/** Each round mends what the one before has uncovered, or leaves out what it could not mend; real projects need one or two. */
const maxRounds = 6;

/**
 * Mends what can be mended: first what keeps augmentations from taking effect, then the declarations themselves. What is
 * returned adds no compiler error to what the author already has.
 */
export function proveFix(
  workspace: Workspace,
  options: AnalyzeOptions,
  whole: Diagnosis,
  { isWanted = () => true, isConcerned = () => true }: Scope = {},
): ProvenFix {
  const wantedOf = (one: Diagnosis): Diagnosis => ({ ...one, findings: one.findings.filter(isWanted) });
  const diagnosis = wantedOf(whole);
  const nothing: ProvenFix = { stages: [], after: diagnosis, blocked: new Map(), inVain: new Set(), left: [] };
  if (!diagnosis.findings.some(isOffered)) return nothing;
  const callbackFiles = filesOfConfigs(diagnosis.base.configs);
  const task: Task = {
    workspace,
    prover: createProver(workspace, callbackFiles, diagnosis.base.declared.fileNames, isConcerned),
    diagnoseWith: (stages) => {
      const after = diagnose(withStages(workspace, stages), options);
      return after && wantedOf(after);
    },
  };
  let made = nothing;
  for (let round = 0; round < maxRounds; round++) {
    const stage = effectiveStage(made.after);
    // One augmentation that takes effect may show what keeps the next one from it.
    if (round > 0 && stage.length === 0) break;
    const next = mend(task, made, stage) ?? mendOneByOne(task, made) ?? mend(task, made, []);
    const isMore = next !== undefined && next.stages.length > made.stages.length;
    // What was kept back, and why, is known even where nothing was mended.
    made = next ?? made;
    if (!isMore) break;
  }
  return made;
}

/** What is to be mended, and where it is proven; everything and everywhere unless it says less. */
interface Scope {
  readonly isWanted?: (finding: Diagnosis["findings"][number]) => boolean;
  readonly isConcerned?: (file: ts.SourceFile) => boolean;
}

/** What every step of a fix needs. */
interface Task {
  readonly workspace: Workspace;
  readonly prover: Prover;
  readonly diagnoseWith: (stages: EditStages) => Diagnosis | undefined;
}

function isOffered(finding: Diagnosis["findings"][number]): boolean {
  return finding.edits !== undefined || (finding.candidates?.length ?? 0) > 0;
}

/** All edits that need no declaration first, as one stage: among them those that let augmentations take effect. */
function effectiveStage(diagnosis: Diagnosis): EditStages {
  const edits = joinEdits(...offeredEdits(diagnosis, "before"));
  return isEmpty(edits) ? [] : [edits];
}

/** The edits that do not change one field's declaration, as far as they come before, or after, the declarations. */
function offeredEdits(diagnosis: Diagnosis, when: "before" | "after"): EditSet[] {
  return diagnosis.findings.flatMap(({ edits, afterDeclarations }) =>
    edits && afterDeclarations === (when === "after" ? true : undefined) ? [edits] : [],
  );
}

/** The same, each taken only where the program holds with it: one that does not must not keep the others back. */
function mendOneByOne(task: Task, start: ProvenFix): ProvenFix | undefined {
  const offered = offeredEdits(start.after, "before");
  if (offered.length < 2) return undefined;
  const holding = offered.filter((edits) => mend(task, start, [edits]) !== undefined);
  return mend(task, start, [joinEdits(...holding)]);
}

/**
 * Applies `first` to what is mended already, then the declarations that are still missing and what they make unneeded, for as long as
 * there is something to mend.
 */
function mend(task: Task, start: ProvenFix, first: EditStages): ProvenFix | undefined {
  const { prover, diagnoseWith } = task;
  const begun = [...start.stages, ...first];
  const after = first.length === 0 ? start.after : diagnoseWith(begun);
  let made: Mended | undefined = after && { ...start, stages: begun, after };
  for (let round = 0; round < maxRounds; round++) {
    made = made && declareMissing(task, made);
    const last = made && lastStage(prover, made.stages, offeredEdits(made.after, "after"));
    if (!made || !last) break;
    // A cast that is gone no longer asks for the type that kept a declaration back.
    const stages = [...made.stages, last];
    const next = diagnoseWith(stages);
    made = next && { ...made, stages, after: next };
  }
  if (!made) return undefined;
  const { added, left } = prover.compare(made.stages);
  return added.length === 0 ? { ...made, left } : undefined;
}

type Mended = Omit<ProvenFix, "left">;

/** Makes the declarations that are missing. `undefined` where the program does not hold even without them. */
function declareMissing({ workspace, prover, diagnoseWith }: Task, start: Mended): Mended | undefined {
  let { stages, after } = start;
  const blocked = new Map<string, ErrorAt>();
  const inVain = new Set(start.inVain);
  for (let round = 0; round < maxRounds; round++) {
    const { site, findings } = after;
    const offered = findings.flatMap(({ rule, key, candidates }) =>
      key && candidates && candidates.length > 0 && !inVain.has(keyText(key)) ? [{ rule, key, candidates }] : [],
    );
    // Nothing is declared in a text that is not there: the repair is not wanted, or it did not hold.
    if (offered.length === 0 || after.isRepaired) break;
    const before = stages;
    const stagesWith = (changes: readonly DeclarationChange[], compare: Compare = prover.compare): EditStages =>
      withoutUnusedDirectives(workspace, compare, before, editsFor(site, changes));
    const added = (changes: readonly DeclarationChange[], compare: Compare = prover.compare): readonly ErrorAt[] =>
      compare(stagesWith(changes, compare)).added;
    // What fails where edits go wrong most need not be compared anywhere else.
    const against = (changes: readonly DeclarationChange[]): readonly ErrorAt[] => {
      const probed = added(changes, prover.probe);
      return probed.length > 0 ? probed : added(changes);
    };
    const lists = offered.map((one) => one.candidates);
    const chosen = strongestThatHold(lists, { against, isAbout: isAboutField, identity: errorText });
    const made = chosen.filter((change) => change !== undefined);
    if (made.length === 0 && against([]).length > 0) return undefined;
    for (const [index, { key, candidates }] of offered.entries()) {
      if (chosen[index]) continue;
      const [error] = against(chosen.with(index, candidates[0]).filter((change) => change !== undefined));
      if (error) blocked.set(keyText(key), error);
    }
    if (made.length === 0) break;
    const mended = stagesWith(made);
    const next = diagnoseWith(mended);
    if (!next) return undefined;
    const unmended = offered.filter(
      ({ rule, key }, index) => chosen[index] && next.findings.some((one) => one.rule === rule && isOf(one, key)),
    );
    for (const { key } of unmended) inVain.add(keyText(key));
    if (unmended.length > 0) continue;
    stages = mended;
    after = next;
  }
  return { stages, after, blocked, inVain };
}

/** Whether an error stands at a field of that name, or speaks of one. */
function isAboutField({ start, end, diagnostic }: ErrorAt, { key }: DeclarationChange): boolean {
  const name = fieldName(key);
  const isNamed = (text: string): boolean => text.split(/[^\p{ID_Continue}$]+/u).includes(name);
  return isNamed(diagnostic.file?.text.slice(start, end) ?? "") || isNamed(messageOf(diagnostic.messageText));
}

/** What makes an error of one program the same as one of another: not its place, which moves. */
function errorText({ fileName, code, diagnostic }: ErrorAt): string {
  return `${fileName} ${String(code)} ${messageOf(diagnostic.messageText)}`;
}

function messageOf(text: string | ts.DiagnosticMessageChain): string {
  return typeof text === "string" ? text : [text.messageText, ...(text.next ?? []).map(messageOf)].join(" ");
}

function isOf({ key }: Diagnosis["findings"][number], other: FieldKey): boolean {
  return key !== undefined && keyText(key) === keyText(other);
}

/**
 * Stages that end with `edits` and, where these remove the error that a `@ts-expect-error` stands above, with the removal of
 * that comment: alone, neither of the two compiles.
 */
function withoutUnusedDirectives(
  workspace: Workspace,
  compare: Compare,
  before: EditStages,
  edits: EditSet,
): EditStages {
  const stages = [...before, edits];
  const removals = compare(stages).added.flatMap(({ code, diagnostic: { file, start = 0 } }): TextEdit[] => {
    if (code !== unusedDirective || !file || !isEditableFile(workspace.program, workspace.root, file)) return [];
    const comment = commentsOf(workspace.ts, file).find((one) => one.start <= start && start < one.end);
    if (!comment) return [];
    const range = commentRange(file, comment);
    return [replace(file, range.start, range.end, "")];
  });
  return [...stages, { edits: removals, newFiles: [] }];
}

/** What is left to remove once the declarations are made: all of it, or as much of it as holds. */
function lastStage(prover: Prover, stages: EditStages, offered: readonly EditSet[]): EditSet | undefined {
  if (offered.length === 0) return undefined;
  const files = offered.flatMap(({ edits }) => edits.map(({ fileName }) => fileName));
  const { left } = prover.compare(stages, [...new Set(files)]);
  // Without a cast the compiler may have something else to say in the place of an error that stood there before.
  const holds = (edits: readonly EditSet[]): boolean => {
    const last = joinEdits(...edits);
    const compared = prover.compare([...stages, last]);
    return compared.added.length === 0 && notAmong(left, compared.left, last).length === 0;
  };
  const chosen = holds(offered)
    ? offered
    : offered.reduce<readonly EditSet[]>((kept, one) => (holds([...kept, one]) ? [...kept, one] : kept), []);
  return chosen.length === 0 ? undefined : joinEdits(...chosen);
}

/** The workspace with the stages saved; a stray file that is edited, or that an edited tsconfig includes, is part of it afterwards. */
function withStages(workspace: Workspace, stages: EditStages): Workspace {
  const { strayFiles = [] } = workspace;
  const { texts, included } = savedTexts(workspace, stages);
  return {
    ...overlayWorkspace(workspace, texts),
    strayFiles: strayFiles.filter((stray) => !included.includes(stray)),
  };
}
