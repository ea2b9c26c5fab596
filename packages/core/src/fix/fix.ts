import type ts from "typescript";
import type { AnalyzeOptions } from "../api/analysis.js";
import { commentRange, commentsOf } from "../compiler/comments.js";
import { notAmong, unusedDirective, type ErrorAt, type ErrorsCompared } from "../compiler/errors.js";
import { isEditableFile } from "../compiler/module-names.js";
import { editsFor, type DeclarationChange } from "../declare/augment.js";
import { holdsName } from "../discover/text-scan.js";
import { diagnose, diagnoseAtOnce, type Diagnosis } from "../diagnose/diagnose.js";
import { replace } from "../edits/members.js";
import { removeUnused } from "../edits/unused.js";
import { isEmpty, joinEdits, noEdits, type EditSet, type EditStages, type TextEdit } from "../edits/text-edit.js";
import { fieldName, keyText, type FieldKey } from "../api/field-key.js";
import { isIdentifierName, quotedText } from "../syntax/names.js";
import { once } from "../compiler/once.js";
import {
  createProver,
  isLocal,
  savedTexts,
  strongestThatHold,
  textsIn,
  type Candidates,
  type Prover,
} from "./prover.js";
import type { InterfaceName } from "../api/report.js";
import type { Rule } from "../rules/rule.js";
import type { Workspace } from "../api/workspace.js";
import { overlayWorkspace } from "../workspace/edited.js";
import { filesOfConfigs } from "../discover/auth-config.js";

/** Edits, in stages, that the compiler has accepted, and the diagnosis of the program as they leave it. */
export interface ProvenFix {
  readonly stages: EditStages;
  readonly after: Diagnosis;
  /** The fields that could not be mended, by their text, and the first error that mending them would have brought. */
  readonly blocked: ReadonlyMap<string, ErrorAt>;
  /** The edits that change no field's declaration and that do not hold, each with the first error that it would have brought. */
  readonly refused: ReadonlyMap<EditSet, ErrorAt>;
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
  { isWanted = () => true, isConcerned = () => true, trustsTypes = false }: Scope = {},
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
    diagnoseAtOnceWith: (stages) => wantedAfter(stages, diagnoseAtOnce),
    prover: createProver(workspace, callbackFiles, diagnosis.base.declared.fileNames, isConcerned),
    diagnoseWith: (stages) => wantedAfter(stages, diagnose),
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
  return { ...made, refused: refusals(task, made) };
}

/** What stands against the edits that are still offered in the end. */
function refusals({ prover }: Task, { stages, after }: ProvenFix): ReadonlyMap<EditSet, ErrorAt> {
  return new Map(
    offeredEdits(after).flatMap((edits): [EditSet, ErrorAt][] => {
      const [error] = prover.compare([...stages, edits]).added;
      return error ? [[edits, error]] : [];
    }),
  );
}

/** The stages that are tried first: the strongest declarations, all at once; `undefined` where something else has to be mended before. */
export function firstStages(diagnosis: Diagnosis): EditStages | undefined {
  if (offeredEdits(diagnosis).length > 0) return undefined;
  const { site, findings } = diagnosis;
  const changes = findings.flatMap(({ key, candidates }) => (key && candidates?.[0] ? [candidates[0]] : []));
  return [editsFor(site, changes), noEdits];
}

/** What is to be mended, and where it is proven; everything and everywhere unless it says less. */
interface Scope {
  readonly isWanted?: (finding: Diagnosis["findings"][number]) => boolean;
  readonly isConcerned?: (file: ts.SourceFile) => boolean;
  /** Whether what types tell need not be compiled once more: which casts are unneeded, and what is left to find. */
  readonly trustsTypes?: boolean;
}

/** What every step of a fix needs. */
interface Task {
  readonly workspace: Workspace;
  readonly prover: Prover;
  readonly diagnoseWith: (stages: EditStages) => Diagnosis | undefined;
  /** The same as far as the edited program's own checker tells. */
  readonly diagnoseAtOnceWith: (stages: EditStages) => Diagnosis | undefined;
  readonly trustsTypes: boolean;
}

function isOffered(finding: Diagnosis["findings"][number]): boolean {
  return finding.edits !== undefined || (finding.candidates?.length ?? 0) > 0;
}

/** All edits that need no declaration first, as one stage: among them those that let augmentations take effect. */
function effectiveStage(diagnosis: Diagnosis): EditStages {
  const edits = joinEdits(...offeredEdits(diagnosis));
  return isEmpty(edits) ? [] : [edits];
}

/** The edits that do not change one field's declaration and that need no declaration first. */
export function offeredEdits(diagnosis: Diagnosis): EditSet[] {
  return diagnosis.findings.flatMap(({ edits, afterDeclarations }) => (edits && !afterDeclarations ? [edits] : []));
}

/** The same, each taken only where the program holds with it: one that does not must not keep the others back. */
function mendOneByOne(task: Task, start: ProvenFix): ProvenFix | undefined {
  const offered = offeredEdits(start.after);
  if (offered.length < 2) return undefined;
  const holding = offered.filter((edits) => mend(task, start, [edits]) !== undefined);
  return mend(task, start, [joinEdits(...holding)]);
}

/**
 * Applies `first` to what is mended already, then the declarations that are still missing and what they make unneeded, for as long as
 * there is something to mend.
 */
function mend(task: Task, start: ProvenFix, first: EditStages): ProvenFix | undefined {
  const { workspace, prover, diagnoseWith, trustsTypes } = task;
  const begun = [...start.stages, ...first];
  const after = first.length === 0 ? start.after : diagnoseWith(begun);
  let made: Mended | undefined = after && { ...start, stages: begun, after, blocked: new Map() };
  let known: Compared | undefined;
  const comparedOf = (stages: EditStages): ErrorsCompared =>
    known?.stages === stages ? known.errors : prover.compare(stages);
  for (let round = 0; round < maxRounds; round++) {
    made = made && declareMissing(task, made, round > 0 || first.length === 0);
    const removed = made && lastStage(task, made, comparedOf);
    if (!made || !removed) break;
    known = removed;
    const { stages } = removed;
    // A cast that is gone no longer asks for the type that kept a declaration back.
    const isLast = trustsTypes && made.blocked.size === 0;
    const blocked = stillBlocked(workspace, made.blocked, stages);
    const next = isLast ? withoutFindings(made.after, removed.removed) : diagnoseWith(stages);
    made = next && { ...made, stages, after: next, blocked };
    if (isLast) break;
  }
  if (!made) return undefined;
  // Each stage has been compared, or judged by types.
  if (trustsTypes && first.length === 0) return { ...made, left: [] };
  // What types tell, they tell of the last stage only.
  const isJudged = known?.stages === made.stages && known.errors === noErrors;
  const { added, left } = comparedOf(isJudged ? made.stages.slice(0, -1) : made.stages);
  return added.length === 0 ? { ...made, left } : undefined;
}

/** What stays blocked once the last stage is made: by an error in a file to which that makes no difference. */
function stillBlocked(workspace: Workspace, blocked: Mended["blocked"], stages: EditStages): Mended["blocked"] {
  const last = stages.at(-1) ?? noEdits;
  const elsewhere = [...blocked].filter(([, error]) => last.edits.every(({ fileName }) => fileName !== error.fileName));
  const isSame = elsewhere.length > 0 && isLocal(workspace, stages.slice(0, -1), last);
  return new Map(isSame ? elsewhere : []);
}

const noErrors: ErrorsCompared = { added: [], left: [] };

/** Stages, and what they do to the errors of all files. */
interface Compared {
  readonly stages: EditStages;
  readonly errors: ErrorsCompared;
}

function withoutFindings(diagnosis: Diagnosis, findings: readonly Diagnosis["findings"][number][]): Diagnosis {
  return { ...diagnosis, findings: diagnosis.findings.filter((one) => !findings.includes(one)) };
}

type Mended = Omit<ProvenFix, "left">;

/**
 * Makes the declarations that are missing. `undefined` where the program does not hold even without them.
 *
 * @param isProven whether what is mended already is known to bring no error
 */
function declareMissing(task: Task, start: Mended, isProven: boolean): Mended | undefined {
  const { workspace, prover, diagnoseWith } = task;
  let { stages, after } = start;
  const blocked = new Map(start.blocked);
  // For each field that is blocked, what was offered for it.
  const offeredBefore = new Map<string, string>();
  const inVain = new Set(start.inVain);
  for (let round = 0; round < maxRounds; round++) {
    const { site, findings } = after;
    const isTried = (key: FieldKey): boolean => inVain.has(keyText(key)) || start.blocked.has(keyText(key));
    const offered = findings
      .flatMap(({ rule, key, candidates }) =>
        key && candidates && candidates.length > 0 && !isTried(key) ? [{ rule, key, candidates }] : [],
      )
      .toSorted((a, b) => flowOrder[a.key.interface] - flowOrder[b.key.interface]);
    const isRefused = ({ key, candidates }: Offer): boolean =>
      offeredBefore.get(keyText(key)) === JSON.stringify(candidates);
    // Nothing is declared in a text that is not there: the repair is not wanted, or it did not hold.
    if (offered.every(isRefused) || after.isRepaired) break;
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
    const stands = (error: ErrorAt): boolean =>
      !isProven &&
      before === start.stages &&
      prover.compare(before, [error.fileName]).added.some((one) => errorText(one) === errorText(error));
    const lists = offered.map((one) => one.candidates);
    const { choice: chosen, reasons } = strongestThatHold(lists, {
      against,
      stands,
      isAbout: isAboutField,
      mayBeAbout: isInFileNaming,
      identity: errorText,
    });
    const made = chosen.filter((change) => change !== undefined);
    if (made.length === 0 && against([]).length > 0) return undefined;
    for (const [index, { key, candidates }] of offered.entries()) {
      if (chosen[index]) continue;
      const objections = (): readonly ErrorAt[] =>
        against(chosen.with(index, candidates[0]).filter((change) => change !== undefined));
      const error = reasons.get(index) ?? objections()[0];
      if (!error) continue;
      blocked.set(keyText(key), error);
      offeredBefore.set(keyText(key), JSON.stringify(candidates));
    }
    if (made.length === 0) break;
    const mended = stagesWith(made);
    const next = foretold(task, mended, after, offered, chosen) ?? diagnoseWith(mended);
    if (!next) return undefined;
    // A base field that is made narrower must be true: it is not where what feeds it could not be declared.
    const isNarrowed = (key: FieldKey): boolean => site.declared.field(key)?.owns.length === 0;
    const unmended = offered.filter(
      ({ rule, key }, index) =>
        chosen[index] && next.findings.some((one) => (one.rule === rule || isNarrowed(key)) && isOf(one, key)),
    );
    for (const { key } of unmended) inVain.add(keyText(key));
    if (unmended.length > 0) continue;
    stages = mended;
    after = next;
  }
  return { stages, after, blocked, refused: start.refused, inVain };
}

/**
 * What is left to find once declarations are made, as far as that follows from what the edited program's own checker tells:
 * what was found before, without what they remove. `undefined` where only a whole diagnosis tells.
 */
function foretold(
  { trustsTypes, diagnoseAtOnceWith }: Task,
  stages: EditStages,
  before: Diagnosis,
  offered: readonly Offer[],
  chosen: readonly (DeclarationChange | undefined)[],
): Diagnosis | undefined {
  // What is weaker than its rule asks for changes what is found beside it.
  if (!trustsTypes || offered.some(({ candidates }, index) => chosen[index] !== candidates[0])) return undefined;
  const atOnce = diagnoseAtOnceWith(stages);
  if (!atOnce || atOnce.isWhole) return atOnce;
  const removed = before.findings.filter((one) => offered.some(({ rule, key }) => one.rule === rule && isOf(one, key)));
  const left = withoutFindings(before, removed);
  const edited = new Set(stages.flatMap(({ edits }) => edits.map(({ fileName }) => fileName)));
  const isMoved = left.findings.some(({ edits }) => edits?.edits.some(({ fileName }) => edited.has(fileName)));
  const isKnown = ({ rule, message }: Diagnosis["findings"][number]): boolean =>
    left.findings.some((one) => one.rule === rule && one.message === message);
  const took = chosen.every((change) => change === undefined || hasTakenEffect(atOnce, change));
  return !isMoved && took && atOnce.findings.every(isKnown) ? { ...left, site: atOnce.site } : undefined;
}

/** Whether the readers of a field are told what a change says. */
function hasTakenEffect({ base: { declared } }: Diagnosis, change: DeclarationChange): boolean {
  const field = declared.field(change.key);
  switch (change.kind) {
    case "declare":
      return field?.own !== undefined;
    case "remove":
      return field === undefined;
    case "make-optional":
      return field?.optional === true;
    case "retype":
      return field?.own?.type?.getText() === change.type.text && (field.optional || !change.type.optional);
  }
}

/** A finding that a change of one field's declaration removes. */
interface Offer {
  readonly rule: Rule;
  readonly key: FieldKey;
  readonly candidates: Candidates;
}

/** What the callbacks are given comes before what they make of it: one may hold without the other, but not the other way round. */
const flowOrder: Readonly<Record<InterfaceName, number>> = { User: 0, Profile: 0, Account: 0, JWT: 1, Session: 2 };

/** Whether an error stands at a field of that name, or at a type that its declaration imports, or speaks of one. */
function isAboutField({ start, end, diagnostic }: ErrorAt, change: DeclarationChange): boolean {
  const imports = "type" in change ? change.type.imports : [];
  const names = [fieldName(change.key), ...imports.flatMap(({ exportName }) => exportName ?? [])];
  const isNamed = (text: string): boolean => names.some((name) => namesIt(text, name));
  return isNamed(diagnostic.file?.text.slice(start, end) ?? "") || isNamed(messageOf(diagnostic.messageText));
}

/** Whether an error stands in a file that names the field. */
function isInFileNaming({ diagnostic: { file } }: ErrorAt, { key }: DeclarationChange): boolean {
  return file !== undefined && namesIt(file.text, fieldName(key));
}

/** Whether a text holds a name as a word of its own; one that is no identifier, as it is or as code holds it. */
function namesIt(text: string, name: string): boolean {
  if (isIdentifierName(name)) return holdsName(text, name);
  return text.includes(name) || text.includes(quotedText(name).slice(1, -1));
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

/** The stages with all that is left to remove once the declarations are made, or as much of it as holds. */
function lastStage(
  { workspace, prover, trustsTypes }: Task,
  { stages, after, blocked, inVain }: Mended,
  comparedOf: (stages: EditStages) => ErrorsCompared,
): (Compared & { readonly removed: readonly Diagnosis["findings"][number][] }) | undefined {
  const offered = after.findings.flatMap((finding) =>
    finding.edits && finding.afterDeclarations ? [{ finding, edits: finding.edits }] : [],
  );
  if (offered.length === 0) return undefined;
  const before = once(() => comparedOf(stages));
  const files = [...new Set(offered.flatMap(({ edits }) => edits.edits.map(({ fileName }) => fileName)))];
  const left = once(() => [...before().left, ...prover.compare(stages, files).left]);
  const compared = (last: EditSet): ErrorsCompared => {
    const all = [...stages, last];
    if (!isLocal(workspace, stages, last)) return prover.compare(all);
    // What other files are told has not changed: their errors are those of before.
    const own = prover.compare(all, files);
    return { ...own, left: [...before().left.filter(({ fileName }) => !files.includes(fileName)), ...own.left] };
  };
  // What types tell of a program in which everything is declared they do not tell where a declaration is kept back.
  const isAllDeclared = blocked.size === 0 && inVain.size === 0 && offeredEdits(after).length === 0;
  const isToldByTypes = ({ finding: { byTypes } }: (typeof offered)[number]): boolean =>
    byTypes === "as written" || (byTypes === "once declared" && isAllDeclared);
  type Offered = readonly (typeof offered)[number][];
  // Without a cast the compiler may have something else to say in the place of an error that stood there before.
  const withRemoved = (chosen: Offered): ReturnType<typeof lastStage> => {
    const last = withoutUnused(after, joinEdits(...chosen.map(({ edits }) => edits)));
    const held = { stages: [...stages, last], removed: chosen.map(({ finding }) => finding) };
    if (trustsTypes && chosen.every(isToldByTypes)) return { ...held, errors: noErrors };
    const errors = compared(last);
    const isHolding = errors.added.length === 0 && notAmong(left(), errors.left, last).length === 0;
    return isHolding ? { ...held, errors } : undefined;
  };
  const all = withRemoved(offered);
  if (all) return all;
  return offered.reduce<{ readonly chosen: Offered; readonly holding: ReturnType<typeof lastStage> }>(
    (best, one) => {
      const chosen = [...best.chosen, one];
      const holding = withRemoved(chosen);
      return holding ? { chosen, holding } : best;
    },
    { chosen: [], holding: undefined },
  ).holding;
}

/** Edits, and the removal of the imports and the local types that they leave unused. */
function withoutUnused({ base: { workspace } }: Diagnosis, edits: EditSet): EditSet {
  const { ts: tsModule, program } = workspace;
  const files = [...new Set(edits.edits.map(({ fileName }) => fileName))];
  const unused = files.flatMap((fileName) => {
    const file = program.getSourceFile(fileName);
    const own = edits.edits.filter((edit) => edit.fileName === fileName);
    return file ? removeUnused(tsModule, file, own, program.getCompilerOptions().verbatimModuleSyntax === true) : [];
  });
  return joinEdits(edits, { edits: unused, newFiles: [] });
}

/**
 * The workspace with the stages saved: a stray file that an edited tsconfig includes is part of its program afterwards, and one that is
 * deleted is nowhere.
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
