import type ts from "typescript";
import type { TypeScript } from "../syntax/typescript.js";
import { checking, errorsByFile, errorsIn, syntaxErrorsIn, unusedDirective, type ErrorAt } from "../compiler/errors.js";
import { compareErrors, isRidOfOne, type ErrorsCompared } from "../compiler/same-errors.js";
import { keepsExports } from "../compiler/exports.js";
import { isLibrarysModule } from "../discover/text-scan.js";
import { once } from "../compiler/once.js";
import type { EditSet, EditStages } from "../edits/text-edit.js";
import type { ProvingProgram, Workspace } from "../api/workspace.js";
import { type SavedTexts, textsIn, savedTexts } from "./saved-texts.js";
import type { Program } from "../api/program.js";
import { compilerOf, type ProgramWithHost } from "../compiler/compiler.js";

/** Judges edits by the compiler's own errors, before and after. */
export interface Prover {
  /**
   * The effect of the stages on the errors of all programs; they hold if they add none. Otherwise the comparison ends
   * at the first file with an error that the removal of a directive cannot fix.
   * @param onlyIn the names of the only files to search for errors
   */
  readonly compare: (stages: EditStages, onlyIn?: readonly string[]) => ErrorsCompared;
  /**
   * Whether edits stay out of files with a syntax error: there the compiler guesses the author's meaning, so that an edit
   * may mean something else.
   */
  readonly isReadable: (edits: EditSet) => boolean;
  /**
   * The same as `compare` for the files in which edits fail most often: an added error is final; without one, `compare` must still
   * confirm.
   */
  readonly probe: (stages: EditStages) => ErrorsCompared;
  /**
   * Compiles, file by file, the files of the workspace's own program that a comparison checks, so that the comparison
   * is quick later.
   * @returns whether the stages hold there
   */
  readonly compile: (stages: EditStages) => Generator<undefined, boolean>;
}

/**
 * A prover for a workspace. An edit may leave the workspace's own errors.
 * @param callbackFiles the files with the callbacks
 * @param declaringFiles the files that declare the interfaces which edits change: files that do not depend on them keep
 *   their errors
 * @param isConcerned the files to search for errors, beside the edited ones
 */
// eslint-disable-next-line max-lines-per-function -- a factory: each of its members is a short function of its own
export function createProver(
  workspace: Workspace,
  callbackFiles: ReadonlySet<string>,
  declaringFiles: ReadonlySet<string>,
  isConcerned: (file: ts.SourceFile) => boolean = () => true,
): Prover {
  const { ts } = workspace;
  const programs: readonly ProvingProgram[] = [workspace, ...(workspace.alsoProveIn?.() ?? [])];
  const befores = programs.map((program) => errorsWhenAsked(ts, program));
  const dependents = programs.map(({ program }) => once(() => compilerOf(ts).dependentsIn(program, isLibrarysModule)));
  // The last step of one attempt is often the first of the next.
  const known = new Map<string, ErrorsCompared>();

  // The next attempt most likely fails in the same files as an earlier one.
  const suspects = new Set(callbackFiles);

  /** The files of a program that a comparison searches for errors. */
  const looksAt = (
    index: number,
    { texts, included, outside }: SavedTexts,
    isProbe: boolean,
  ): ((file: ts.SourceFile) => boolean) => {
    // The dependents of a newly included file, or of a file outside the program, are unknown here. A probe checks few
    // files anyway.
    const depends =
      isProbe || included.length + outside.size > 0
        ? undefined
        : dependents[index]?.().of([...declaringFiles, ...texts.keys()]);
    return (file) =>
      texts.has(file.fileName) ||
      (isProbe ? suspects.has(file.fileName) : isConcerned(file) && depends?.(file) !== false);
  };
  /** The errors of the author's own program, without edits. */
  const errorsAsWritten = (only: ReadonlySet<string> | undefined): ErrorAt[] => {
    const looks = looksAt(0, { texts: new Map(), included: [], outside: new Set() }, false);
    return compilerOf(ts)
      .ownFiles(workspace.program)
      .filter((file) => (only ? only.has(file.fileName) : looks(file)))
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
    const replacing: ErrorAt[] = [];
    const looked: { readonly index: number; readonly fileName: string; readonly errors: readonly ErrorAt[] }[] = [];
    const rank = (file: ts.SourceFile): number => (texts.has(file.fileName) ? 0 : suspects.has(file.fileName) ? 1 : 2);
    for (const [index, program] of programs.entries()) {
      const looks = looksAt(index, saved, isProbe);
      const isWorthALook = (file: ts.SourceFile): boolean =>
        program.skips?.has(file.fileName) !== true && (only ? only.has(file.fileName) : looks(file));
      // A program without a file to check needs no overlay.
      if (program.skips && !compilerOf(ts).ownFiles(program.program).some(isWorthALook)) continue;
      const after = compilerOf(ts).overlay(program, textsIn(program, saved, index === 0));
      for (const { fileName, errors } of errorsByFile(ts, after, isWorthALook, (a, b) => rank(a) - rank(b))) {
        if (!callbackFiles.has(fileName)) looked.push({ index, fileName, errors });
        // The errors from before matter only for a file with errors now.
        if (errors.length === 0) continue;
        const compared = compareErrors(ts, befores[index]?.(fileName) ?? [], errors, stages, callbackFiles);
        added.push(...compared.added);
        replacing.push(...compared.replacing);
        if (index === 0) left.push(...compared.left, ...compared.replacing);
        if (compared.added.length > 0) suspects.add(fileName);
        if (compared.added.some(({ code }) => code !== unusedDirective)) return { added, left };
      }
    }
    // A reader that fails in another way keeps no declaration back that helps others. A part of the files cannot tell.
    const isJudge = !isProbe && !only && replacing.length > 0;
    const isHelping = (): boolean =>
      looked.some(({ index, fileName, errors }) => isRidOfOne(ts, befores[index]?.(fileName) ?? [], errors, stages));
    return { added: isJudge && !isHelping() ? [...added, ...replacing] : added, left };
  };
  const syntaxErrors = (fileName: string): readonly ErrorAt[] => syntaxErrorsIn(workspace.program, fileName);
  const comparing = (stages: EditStages, isProbe: boolean, onlyIn?: readonly string[]): ErrorsCompared => {
    const saved = savedTexts(workspace, stages);
    const key = JSON.stringify([isProbe && suspects.size, onlyIn, ...saved.texts]);
    const before = known.get(key);
    if (before) return before;
    const unreadable = [...saved.texts.keys()].flatMap(syntaxErrors);
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
    const laid = compilerOf(ts).overlay(workspace, textsIn(workspace, saved, true));
    const files = errorsByFile(ts, laid, looksAt(0, saved, false), () => 0);
    while (files.next().done !== true) yield;
    // Errors from before may stay, and need no longer search.
    return comparing(stages, false).added.length === 0;
  }
  return {
    compile,
    isReadable: ({ edits }) => edits.every(({ fileName }) => syntaxErrors(fileName).length === 0),
    compare: (stages, onlyIn) => comparing(stages, false, onlyIn),
    probe: (stages) => comparing(stages, true),
  };
}

/** Whether the edits of a last stage leave the exports of the edited files unchanged. */
export function isLocal(workspace: Workspace, stages: EditStages, last: EditSet): boolean {
  const laid = (all: EditStages): Program => {
    const texts = textsIn(workspace, savedTexts(workspace, all), true);
    return texts.size === 0 ? workspace.program : compilerOf(workspace.ts).overlay(workspace, texts).program;
  };
  const [before, after] = [laid(stages), laid([...stages, last])];
  return last.edits.every(({ fileName }) => keepsExports(workspace.ts, before, after, fileName));
}

/** The errors of the programs in use, as one proof is often followed by another. */
const errorsOf = new WeakMap<Program, (fileName: string) => readonly ErrorAt[]>();

/** The errors of each file of a program, computed at the first request. */
function errorsWhenAsked(ts: TypeScript, base: ProgramWithHost): (fileName: string) => readonly ErrorAt[] {
  const before = errorsOf.get(base.program);
  if (before) return before;
  const known = new Map<string, readonly ErrorAt[]>();
  const errorsWhenAskedFor = (fileName: string): readonly ErrorAt[] => {
    const file = base.program.getSourceFile(fileName);
    const errors = known.get(fileName) ?? (file ? errorsIn(ts, checking(ts, base, file), file) : []);
    known.set(fileName, errors);
    return errors;
  };
  errorsOf.set(base.program, errorsWhenAskedFor);
  return errorsWhenAskedFor;
}
