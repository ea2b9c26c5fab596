import { commentRange, commentsOf } from "../compiler/comments.js";
import { unusedDirective, type ErrorAt } from "../compiler/errors.js";
import { errorText } from "../compiler/same-errors.js";
import { editsFor } from "../declare/edits.js";
import { replace } from "../edits/members.js";
import type { EditSet, EditStages, TextEdit } from "../edits/text-edit.js";
import { isSameField, keyText, type FieldKey } from "../api/field-key.js";
import { areOfOneField, saySame } from "../api/same-findings.js";
import type { InterfaceName } from "../api/report.js";
import type { Rule } from "../rules/rule.js";
import { editRootOf, type Workspace } from "../api/workspace.js";
import { strongestThatHold, type Candidates, type Choice, type Chosen } from "./choose.js";
import { declaredInAccord, type Declared } from "./contradictions.js";
import { type Task, maxRounds, type FixSoFar, withoutFindings, type Compare } from "./task.js";
import { isAboutField, isInFileNaming } from "./concern.js";
import { changeText, type DeclarationChange } from "../declare/change.js";
import { isRepaired, type Diagnosis, type DiagnosisFinding } from "../diagnose/diagnosis.js";
import { isEditableFile } from "../compiler/own-files.js";

/**
 * Makes the missing declarations. `undefined` if the program does not hold even without them.
 *
 * @param isProven whether the fixes so far are known to add no error
 */
export function declareMissing(task: Task, start: FixSoFar, isProven: boolean): FixSoFar | undefined {
  const { workspace, prover, diagnoseWith } = task;
  let { stages, after } = start;
  const blocked = new Map(start.blocked);
  // For each blocked field, the candidates that were offered for it.
  const offeredBefore = new Map<string, string>();
  const inVain = new Set(start.inVain);
  for (let round = 0; round < maxRounds; round++) {
    const { site, findings } = after;
    const isTried = (key: FieldKey): boolean => inVain.has(keyText(key)) || start.blocked.has(keyText(key));
    const offered = offersAmong(findings).filter(({ key }) => !isTried(key));
    const isRefused = ({ key, candidates }: Offer): boolean => offeredBefore.get(keyText(key)) === textOf(candidates);
    // The repaired text exists only here, because the repair is not wanted or did not hold: nothing can be declared in
    // it.
    if (offered.every(isRefused) || isRepaired(after)) break;
    const before = stages;
    const stagesWith = (changes: readonly DeclarationChange[], compare: Compare = prover.compare): EditStages =>
      withoutUnusedDirectives(workspace, compare, before, editsFor(site, changes));
    const added = (changes: readonly DeclarationChange[], compare: Compare = prover.compare): readonly ErrorAt[] =>
      compare(stagesWith(changes, compare)).added;
    // If the probe of the most likely files fails, no other file needs a comparison.
    const against = (changes: readonly DeclarationChange[]): readonly ErrorAt[] => {
      const probed = added(changes, prover.probe);
      return probed.length > 0 ? probed : added(changes);
    };
    const stands = (error: ErrorAt): boolean =>
      !isProven &&
      before === start.stages &&
      prover.compare(before, [error.fileName]).added.some((one) => errorText(one) === errorText(error));
    const lists = offered.map((one) => one.candidates);
    const objections = { against, stands, isAbout: isAboutField, mayBeAbout: isInFileNaming, identity: errorText };
    const strongest = (all: readonly Candidates[]): Chosen<ErrorAt> => strongestThatHold(all, objections);
    const { choice: chosen, reasons } = strongest(lists);
    const isNothing = madeBy(chosen).length === 0;
    if (isNothing && against([]).length > 0) return undefined;
    for (const [index, { key, candidates }] of offered.entries()) {
      if (chosen[index]) continue;
      const error = reasons.get(index) ?? against(madeBy(chosen.with(index, candidates[0])))[0];
      if (!error) continue;
      blocked.set(keyText(key), error);
      offeredBefore.set(keyText(key), textOf(candidates));
    }
    if (isNothing) break;
    const known = after;
    const declaring = (choice: Choice): Declared | undefined => {
      const mended = stagesWith(madeBy(choice));
      const next = foretold(task, mended, known, offered, choice) ?? diagnoseWith(mended);
      return next && { choice, stages: mended, after: next };
    };
    const next = declaredInAccord(offered, chosen, declaring, (all) => strongest(all).choice);
    if (!next) return undefined;
    const unmended = offered.filter((offer, index) => chosen[index] && isStillFound(offer, known, next.after));
    for (const { key } of unmended) inVain.add(keyText(key));
    if (unmended.length > 0) continue;
    ({ stages, after } = next);
  }
  return { stages, after, blocked, refused: start.refused, inVain };
}

function textOf(candidates: Candidates): string {
  return candidates.map(changeText).join("\n");
}

function madeBy(choice: Choice): readonly DeclarationChange[] {
  return choice.filter((change) => change !== undefined);
}

/** Whether the change that was offered for a field has not removed its finding. */
function isStillFound(offer: Offer, { site }: Diagnosis, after: Diagnosis): boolean {
  const { key } = offer;
  // A narrowed base field must be true, which it is not if its sources could not be declared.
  const isNarrowed = site.declared.field(key)?.owns.length === 0;
  const isOfField = (one: DiagnosisFinding): boolean => one.key !== undefined && isSameField(one.key, key);
  return after.findings.some((one) => areOfOneField(one, offer) || (isNarrowed && isOfField(one)));
}

/** The offers for fields, in the order of the flow. */
function offersAmong(findings: Diagnosis["findings"]): Offer[] {
  return findings
    .flatMap(({ rule, key, candidates }) =>
      key && candidates && candidates.length > 0 ? [{ rule, key, candidates }] : [],
    )
    .toSorted((a, b) => flowOrder[a.key.interface] - flowOrder[b.key.interface]);
}

/**
 * The diagnosis after declarations are made, predicted without another program: the findings from before, without those
 * that the declarations remove, confirmed by the edited program's own checker. `undefined` if only a whole diagnosis
 * can tell.
 */
function foretold(
  { trustsTypes, diagnoseAtOnceWith }: Task,
  stages: EditStages,
  before: Diagnosis,
  offered: readonly Offer[],
  chosen: Choice,
): Diagnosis | undefined {
  // A weaker change than its rule asks for affects other findings.
  if (!trustsTypes || offered.some(({ candidates }, index) => chosen[index] !== candidates[0])) return undefined;
  const atOnce = diagnoseAtOnceWith(stages);
  if (!atOnce || atOnce.isWhole) return atOnce;
  const removed = before.findings.filter((one) => offered.some((offer) => areOfOneField(one, offer)));
  const left = withoutFindings(before, removed);
  // A value may get a type from the declaration that it is now assigned to, so that its field can be declared as well.
  if (left.findings.some(({ key, candidates = [], edits }) => key && candidates.length === 0 && !edits))
    return undefined;
  const edited = new Set(stages.flatMap(({ edits }) => edits.map(({ fileName }) => fileName)));
  const isMoved = left.findings.some(({ edits }) => edits?.edits.some(({ fileName }) => edited.has(fileName)));
  // A declaration that has no effect may be gone or have another reason once the one beside it has changed.
  const isBeside = left.findings.some(({ key, file }) => key === undefined && edited.has(file.fileName));
  const isKnown = (found: DiagnosisFinding): boolean => left.findings.some((one) => saySame(one, found));
  const took = chosen.every((change) => change === undefined || hasTakenEffect(atOnce, change));
  return !isMoved && !isBeside && took && atOnce.findings.every(isKnown) ? { ...left, site: atOnce.site } : undefined;
}

/** Whether a change has taken effect for a field's readers. */
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

/**
 * Inputs come before the fields that are made from them: an input's declaration may hold without theirs, but not theirs
 * without the input's.
 */
const flowOrder: Readonly<Record<InterfaceName, number>> = { User: 0, Profile: 0, Account: 0, JWT: 1, Session: 2 };

/**
 * Stages that end with `edits` and, if these remove the error below a `@ts-expect-error`, with the removal of that
 * comment: neither of the two compiles without the other.
 */
function withoutUnusedDirectives(
  workspace: Workspace,
  compare: Compare,
  before: EditStages,
  edits: EditSet,
): EditStages {
  const stages = [...before, edits];
  const removals = compare(stages).added.flatMap(({ code, diagnostic: { file, start = 0 } }): TextEdit[] => {
    if (code !== unusedDirective || !file || !isEditableFile(workspace.program, editRootOf(workspace), file)) return [];
    const comment = commentsOf(workspace.ts, file).find((one) => one.start <= start && start < one.end);
    if (!comment) return [];
    const range = commentRange(file, comment);
    return [replace(file, range.start, range.end, "")];
  });
  return [...stages, { edits: removals, newFiles: [] }];
}
