import type ts from "typescript";
import {
  checking,
  compareErrors,
  errorsByFile,
  errorsIn,
  syntaxErrorsIn,
  unusedDirective,
  type ErrorAt,
  type ErrorsCompared,
} from "../compiler/errors.js";
import { dependentsIn } from "../compiler/dependents.js";
import { keepsExports } from "../compiler/exports.js";
import { isOwnFile } from "../compiler/module-names.js";
import { overlay, type ProgramWithHost } from "../compiler/overlay.js";
import type { DeclarationChange } from "../declare/augment.js";
import { isLibrarysModule } from "../discover/text-scan.js";
import { once } from "../compiler/once.js";
import { stagedTexts, type EditSet, type EditStages, type FileTexts } from "../edits/text-edit.js";
import type { ProvingProgram, StrayFile, Workspace } from "../api/workspace.js";

/** Judges edits by the compiler's own errors, before and after. */
export interface Prover {
  /**
   * What the stages do to the errors of all programs; they hold if they add none. Where they do not, the errors are told only up to the
   * first that no removal of a directive mends.
   * @param onlyIn the files, by name, in which to look for errors, and in no others
   */
  readonly compare: (stages: EditStages, onlyIn?: readonly string[]) => ErrorsCompared;
  /** The same for the files in which edits go wrong most: what adds errors here adds errors; what does not is still to be compared. */
  readonly probe: (stages: EditStages) => ErrorsCompared;
  /**
   * Compiles file by file what a comparison looks at in the workspace's own program, for it to be quick later on.
   * @returns whether the stages hold there
   */
  readonly compile: (stages: EditStages) => Generator<undefined, boolean>;
}

/**
 * A prover for a workspace, whose own errors are the ones that an edit may leave.
 * @param callbackFiles the files in which the callbacks stand
 * @param declaringFiles the files that declare the interfaces which edits change: what does not depend on them keeps its errors
 * @param isConcerned the files in which errors are looked for, beside those that are edited
 */
export function createProver(
  workspace: Workspace,
  callbackFiles: ReadonlySet<string>,
  declaringFiles: ReadonlySet<string>,
  isConcerned: (file: ts.SourceFile) => boolean = () => true,
): Prover {
  const tsModule = workspace.ts;
  const programs: readonly ProvingProgram[] = [workspace, ...(workspace.alsoProveIn ?? [])];
  const befores = programs.map((program) => errorsWhenAsked(tsModule, program));
  const dependents = programs.map(({ program }) => once(() => dependentsIn(tsModule, program, isLibrarysModule)));
  // The last step of one attempt is often the first of the next.
  const known = new Map<string, ErrorsCompared>();

  // Where an attempt has failed the next one will most likely fail too.
  const suspects = new Set(callbackFiles);

  /** The files of a program in which a comparison looks for errors. */
  const looksAt = (
    index: number,
    { texts, included, outside }: SavedTexts,
    isProbe: boolean,
  ): ((file: ts.SourceFile) => boolean) => {
    // What a newly included file declares is not known here, nor what a file outside the program has declared. A probe looks at few files anyway.
    const depends =
      isProbe || included.length + outside.size > 0
        ? undefined
        : dependents[index]?.().of([...declaringFiles, ...texts.keys()]);
    return (file) =>
      texts.has(file.fileName) ||
      (isProbe ? suspects.has(file.fileName) : isConcerned(file) && depends?.(file) !== false);
  };
  /** The errors of the author's own program, where nothing is edited. */
  const errorsAsWritten = (only: ReadonlySet<string> | undefined): ErrorAt[] => {
    const looks = looksAt(0, { texts: new Map(), included: [], outside: new Set() }, false);
    return workspace.program
      .getSourceFiles()
      .filter((file) => isOwnFile(workspace.program, file) && (only ? only.has(file.fileName) : looks(file)))
      .flatMap(({ fileName }) => befores[0]?.(fileName) ?? []);
  };
  const compareIn = (
    stages: EditStages,
    saved: SavedTexts,
    isProbe: boolean,
    only: ReadonlySet<string> | undefined,
  ): ErrorsCompared => {
    const { texts } = saved;
    if (texts.size === 0) return { added: [], left: errorsAsWritten(only) };
    const added: ErrorAt[] = [];
    const left: ErrorAt[] = [];
    const rank = (file: ts.SourceFile): number => (texts.has(file.fileName) ? 0 : suspects.has(file.fileName) ? 1 : 2);
    for (const [index, program] of programs.entries()) {
      const looks = looksAt(index, saved, isProbe);
      const isWorthALook = (file: ts.SourceFile): boolean =>
        program.skips?.has(file.fileName) !== true && (only ? only.has(file.fileName) : looks(file));
      // Of a program that holds other files only nothing is made.
      const isOwn = (file: ts.SourceFile): boolean => isOwnFile(program.program, file);
      if (program.skips && !program.program.getSourceFiles().some((file) => isOwn(file) && isWorthALook(file)))
        continue;
      const after = overlay(tsModule, program, textsIn(program, saved, index === 0));
      for (const { fileName, errors } of errorsByFile(tsModule, after, isWorthALook, (a, b) => rank(a) - rank(b))) {
        // What was wrong before is of interest only where something is wrong now.
        if (errors.length === 0) continue;
        const compared = compareErrors(befores[index]?.(fileName) ?? [], errors, stages, callbackFiles);
        added.push(...compared.added);
        if (index === 0) left.push(...compared.left);
        if (compared.added.length > 0) suspects.add(fileName);
        if (compared.added.some(({ code }) => code !== unusedDirective)) return { added, left };
      }
    }
    return { added, left };
  };
  const comparing = (stages: EditStages, isProbe: boolean, onlyIn?: readonly string[]): ErrorsCompared => {
    const saved = savedTexts(workspace, stages);
    const key = JSON.stringify([isProbe && suspects.size, onlyIn, ...saved.texts]);
    const before = known.get(key);
    if (before) return before;
    // Where the compiler guesses what its author means, an edit may well mean something else.
    const unreadable = [...saved.texts.keys()].flatMap((fileName) => syntaxErrorsIn(workspace.program, fileName));
    const compared =
      unreadable.length > 0
        ? { added: unreadable, left: [] }
        : compareIn(stages, saved, isProbe, onlyIn && new Set(onlyIn));
    known.set(key, compared);
    return compared;
  };
  function* compile(stages: EditStages): Generator<undefined, boolean> {
    const saved = savedTexts(workspace, stages);
    if (saved.texts.size === 0) return true;
    const laid = overlay(tsModule, workspace, textsIn(workspace, saved, true));
    const files = errorsByFile(tsModule, laid, looksAt(0, saved, false), () => 0);
    while (files.next().done !== true) yield;
    // What stood there before may stay, and is no reason for a longer search.
    return comparing(stages, false).added.length === 0;
  }
  return {
    compile,
    compare: (stages, onlyIn) => comparing(stages, false, onlyIn),
    probe: (stages) => comparing(stages, true),
  };
}

/** Whether the edits of a last stage change nothing that the files which they edit have for others. */
export function isLocal(workspace: Workspace, stages: EditStages, last: EditSet): boolean {
  const laid = (all: EditStages): ts.Program => {
    const texts = textsIn(workspace, savedTexts(workspace, all), true);
    return texts.size === 0 ? workspace.program : overlay(workspace.ts, workspace, texts).program;
  };
  const [before, after] = [laid(stages), laid([...stages, last])];
  return last.edits.every(({ fileName }) => keepsExports(workspace.ts, before, after, fileName));
}

/** The errors of the programs that are still there: whoever asks for one proof often asks for the next. */
const errorsOf = new WeakMap<ts.Program, (fileName: string) => readonly ErrorAt[]>();

/** The errors of each file of a program, worked out when they are first asked for. */
function errorsWhenAsked(tsModule: typeof ts, base: ProgramWithHost): (fileName: string) => readonly ErrorAt[] {
  const before = errorsOf.get(base.program);
  if (before) return before;
  const known = new Map<string, readonly ErrorAt[]>();
  const errorsWhenAskedFor = (fileName: string): readonly ErrorAt[] => {
    const file = base.program.getSourceFile(fileName);
    const errors = known.get(fileName) ?? (file ? errorsIn(tsModule, checking(tsModule, base, file), file) : []);
    known.set(fileName, errors);
    return errors;
  };
  errorsOf.set(base.program, errorsWhenAskedFor);
  return errorsWhenAskedFor;
}

/** What is other than it was once stages of edits are saved. */
interface SavedTexts {
  readonly texts: FileTexts;
  /** The stray files that the edited tsconfig newly includes. */
  readonly included: readonly StrayFile[];
  /** The names of the edited files that stay outside the workspace's own program. */
  readonly outside: ReadonlySet<string>;
}

/**
 * The texts that a program sees of those that are saved.
 *
 * @param isOwn whether it is the workspace's own, whose tsconfig may have been edited
 */
export function textsIn(
  { program, wouldInclude }: ProvingProgram,
  { texts, included, outside }: SavedTexts,
  isOwn: boolean,
): FileTexts {
  const isHeld = (fileName: string): boolean => program.getSourceFile(fileName) !== undefined;
  const newly = isOwn ? [] : included.filter(({ fileName, text }) => texts.get(fileName) === text);
  const unseen = new Set([...newly.map(({ fileName }) => fileName), ...[...outside].filter((name) => !isHeld(name))]);
  // A new file in another program than the workspace's own.
  const isTaken = (fileName: string): boolean => isOwn || isHeld(fileName) || wouldInclude?.(fileName) !== false;
  return new Map([...texts].filter(([fileName]) => !unseen.has(fileName) && isTaken(fileName)));
}

export function savedTexts(workspace: Workspace, stages: EditStages): SavedTexts {
  const { configFile, strayFiles = [], root } = workspace;
  const texts = stagedTexts(stages, (fileName) => textOf(workspace, fileName));
  const configText = configFile && texts.get(configFile.fileName);
  if (configFile) texts.delete(configFile.fileName);
  // What the tsconfig newly includes is what the finding was about.
  const included =
    configText === undefined
      ? []
      : strayFiles.filter(({ fileName }) => configText.includes(fileName.slice(root.length + 1)));
  for (const { fileName, text } of included) if (!texts.has(fileName)) texts.set(fileName, text);
  const strays = new Set(strayFiles.filter((stray) => !included.includes(stray)).map(({ fileName }) => fileName));
  return { texts, included, outside: new Set([...texts.keys()].filter((fileName) => strays.has(fileName))) };
}

/** A file's text as the program or, for a file that is in none, the host has it. */
export function textOf(workspace: Workspace, fileName: string): string {
  const { configFile, program, host } = workspace;
  if (fileName === configFile?.fileName) return configFile.text;
  return program.getSourceFile(fileName)?.text ?? host.readFile(fileName) ?? "";
}

/** A change with the weaker ones that may be made where it does not hold, strongest first. */
export type Candidates = readonly DeclarationChange[];

type Choice = readonly (DeclarationChange | undefined)[];

/** What was chosen of lists of candidates, and why not more. */
export interface Chosen<Objection> {
  /** One change or none for each list. */
  readonly choice: Choice;
  /** For the indices of lists of which nothing was chosen, the objection that leaving out the change has met, where one is known. */
  readonly reasons: ReadonlyMap<number, Objection>;
}

/** What the compiler says against a choice of changes. */
export interface Objections<Objection> {
  /** None where the choice holds. */
  readonly against: (changes: readonly DeclarationChange[]) => readonly Objection[];
  /** Whether an objection stands even where nothing is changed: then no choice meets it. */
  readonly stands: (objection: Objection) => boolean;
  /** Whether an objection names a field as the one that has to change. */
  readonly isAbout: (objection: Objection, change: DeclarationChange) => boolean;
  /** Whether an objection comes from a place that has to do with a field. */
  readonly mayBeAbout: (objection: Objection, change: DeclarationChange) => boolean;
  /** What makes an objection to one choice the same as one to another. */
  readonly identity: (objection: Objection) => string;
}

/**
 * The strongest of the candidates that hold together. All at once is tried first, since one declaration often needs another. An objection
 * mostly names the field at fault, or comes from a place that has to do with few: that one is weakened, until nothing is said against the rest.
 * Else the one at fault is looked for by halves; and where there are more of them the changes are added by halves, each as strong as it can be.
 */
export function strongestThatHold<Objection>(
  candidates: readonly Candidates[],
  { against, stands, isAbout, mayBeAbout, identity }: Objections<Objection>,
): Chosen<Objection> {
  const objectionsTo = (choice: Choice): readonly Objection[] =>
    against(choice.filter((change) => change !== undefined));
  const isAccepted = (choice: Choice): boolean => objectionsTo(choice).length === 0;
  /** What may stand in the place of one change, strongest first. */
  const weakerThan = (choice: Choice, index: number): Choice => {
    const list = candidates[index] ?? [];
    const change = choice[index];
    return change === undefined ? [] : [...list.slice(list.indexOf(change) + 1), undefined];
  };
  /**
   * The choice with one change weakened that objections concern, as little as meets these; `undefined` where none is concerned, or that meets
   * nothing. Of several, what comes later in the flow is weakened first: what it is made of may well hold.
   */
  const weakened = (
    choice: Choice,
    objections: readonly Objection[],
    concerns: Objections<Objection>["isAbout"],
    mostConcerned = Infinity,
  ): Weakened<Objection> | undefined => {
    const concerned = choice.flatMap((change, index) => {
      const about = change ? objections.filter((one) => concerns(one, change)) : [];
      const [reason] = about;
      return reason === undefined ? [] : [{ index, reason, identities: new Set(about.map(identity)) }];
    });
    if (concerned.length > mostConcerned) return undefined;
    const attempts = concerned.flatMap(({ index, reason, identities }) =>
      weakerThan(choice, index).map((weaker, step) => ({
        attempt: choice.with(index, weaker),
        index,
        reason,
        identities,
        // The last of all is to leave the change out.
        step: weaker === undefined ? Infinity : step,
      })),
    );
    return attempts
      .toReversed()
      .toSorted((a, b) => (a.step === b.step ? 0 : a.step - b.step))
      .find(({ attempt, identities }) => !objectionsTo(attempt).some((one) => identities.has(identity(one))));
  };

  const reasons = new Map<number, Objection>();
  const chosen = (choice: Choice): Chosen<Objection> => ({ choice, reasons });
  const none: Choice = candidates.map(() => undefined);
  const strongest: Choice = candidates.map(([first]) => first);
  let choice = strongest;
  for (;;) {
    const objections = objectionsTo(choice);
    if (objections.length === 0) return chosen(choice);
    if (objections.some(stands)) return chosen(none);
    const next =
      weakened(choice, objections, isAbout) ?? weakened(choice, objections, mayBeAbout, mostConcernedByPlace);
    if (!next) break;
    choice = next.attempt;
    if (choice[next.index] === undefined) reasons.set(next.index, next.reason);
  }
  // What is chosen from here on is chosen for other reasons.
  reasons.clear();

  const leavingOut = (indices: readonly number[]): Choice =>
    strongest.map((change, index) => (indices.includes(index) ? undefined : change));
  const culprit = culpritAmong([...strongest.keys()], (indices) => isAccepted(leavingOut(indices)));
  if (culprit !== undefined) {
    const held = weakerThan(strongest, culprit).find((weaker) => isAccepted(strongest.with(culprit, weaker)));
    return chosen(strongest.with(culprit, held));
  }

  /** The choice with as many more changes as hold, each as strong as it can be. */
  const withAdded = (before: Choice, indices: readonly number[]): Choice => {
    const all = before.map((change, index) => (indices.includes(index) ? strongest[index] : change));
    if (isAccepted(all)) return all;
    const [index, ...others] = indices;
    if (index === undefined) return before;
    if (others.length > 0) return dividedInto(indices, 2).reduce(withAdded, before);
    const held = weakerThan(all, index).find((weaker) => isAccepted(before.with(index, weaker)));
    return before.with(index, held);
  };
  return chosen(withAdded(none, [...strongest.keys()]));
}

/** A choice with one change weakened, and the objection that this meets. */
interface Weakened<Objection> {
  readonly attempt: Choice;
  readonly index: number;
  readonly reason: Objection;
}

/** Of more fields it is cheaper to look for the one at fault by halves. */
const mostConcernedByPlace = 4;

/** Into how many parts a set is divided at most, to find the one that is at fault. */
const maxParts = 8;

/**
 * The one without which all others hold: halves are left out in turn, then quarters and eighths, since some may need each other.
 * @returns `undefined` where no part is found without which the rest holds
 */
function culpritAmong(
  indices: readonly number[],
  holdsWithout: (part: readonly number[]) => boolean,
): number | undefined {
  const [first, ...others] = indices;
  if (others.length === 0) return first;
  for (let parts = 2; parts <= maxParts; parts *= 2) {
    const part = dividedInto(indices, parts).find(holdsWithout);
    if (part) return culpritAmong(part, holdsWithout);
  }
  return undefined;
}

/** A list in about as many parts, none of them empty. */
function dividedInto<Item>(list: readonly Item[], count: number): (readonly Item[])[] {
  const size = Math.ceil(list.length / count);
  return Array.from({ length: Math.ceil(list.length / size) }, (_, index) =>
    list.slice(index * size, (index + 1) * size),
  );
}
