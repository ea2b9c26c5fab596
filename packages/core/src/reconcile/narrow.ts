import type ts from "typescript";
import { dependentsIn } from "../compiler/dependents.js";
import { errorsIn, type ErrorAt } from "../compiler/errors.js";
import { movedBack, notAmong } from "../compiler/same-errors.js";
import { isOwnFile } from "../compiler/module-names.js";
import { readsOf } from "../model/readers.js";
import { isLibrarysModule } from "../discover/text-scan.js";
import type { TextEdit } from "../edits/text-edit.js";
import { fieldIn, fieldName, isSameField, keyText, parentOf, sessionUser, type FieldKey } from "../api/field-key.js";
import { once } from "../compiler/once.js";
import { targetOf, type Model } from "../model/model.js";
import type { Workspace } from "../api/workspace.js";
import { filesOfConfigs } from "../discover/auth-config.js";
import type { InferredField } from "../model/fields.js";
import type { DeclarationSite } from "../declare/change.js";

/**
 * Fields of the session's user that the library declares as optional and the callbacks always assign: the project's own
 * declaration can make them required.
 *
 * @param current the program with the declarations known so far
 * @param base the program as its author left it
 */
export function narrowedFields(current: Model, base: Model): InferredField[] {
  return [...current.fields.values()].filter(({ key, type, optional, onlyBySpread, isUnresolved }) => {
    const target = targetOf(key);
    // The library's initial values do not replace what is assigned.
    const causes = (target && base.open.get(target)) ?? [];
    const isOpen = causes.some(({ node }) => !base.configs.some((config) => config.node === node));
    if (target !== "Session.user" || isOpen || isUnresolved || optional || onlyBySpread || !isOfLibrary(base, key))
      return false;
    return current.types.isKnown(type) && !current.types.includesUndefined(type);
  });
}

/**
 * Inputs of the callbacks that the library always fills but declares as optional: the user's id, the token's `sub`. For
 * the session's readers `user.id` is certain only if the callbacks assign it.
 */
export function claims(base: Model, current: Model, { library }: DeclarationSite): FieldKey[] {
  const tokens = library.token.always
    .map((name): FieldKey => ({ interface: "JWT", names: [name] }))
    .filter((key) => [...base.fields.values()].some(({ writes }) => writes.some((write) => isFilledFrom(write, key))));
  const users = library.user.always
    .map((name): FieldKey => ({ interface: "User", names: [name] }))
    .filter(
      (key) =>
        base.inputs.has(keyText(key)) &&
        current.fields.get(keyText(fieldIn(sessionUser, fieldName(key))))?.optional === false,
    );
  return [...users, ...tokens].filter((key) => isOfLibrary(base, key));
}

function isFilledFrom({ alwaysThere, sources }: InferredField["writes"][number], key: FieldKey): boolean {
  return alwaysThere === true && sources.some((source) => isSameField(source, key));
}

/** Whether only the library declares a field, and as one that can be `undefined`. */
export function isOfLibrary({ declared, types, workspace: { program } }: Model, key: FieldKey): boolean {
  const field = declared.field(key);
  if (!field?.node || field.owns.length > 0 || isOwnFile(program, field.node.getSourceFile())) return false;
  const holder = parentOf(key) && declared.holder(key);
  return types.includesUndefined(field.type) && !(holder && types.hasUnnamedProperties(holder));
}

/** The files that read a field by name. */
export function readingFiles(model: Model, key: FieldKey): string[] {
  return [...new Set(readsOf(model, key).map((node) => node.getSourceFile().fileName))];
}

/** The files of the callbacks, and those that read a session field whose declared type may be `undefined`. */
export function concernedFiles(model: Model): string[] {
  const readers = looseFields(model).flatMap((key) => readingFiles(model, key));
  return [...new Set([...filesOfConfigs(model.configs), ...readers])];
}

/** The session fields whose declared type may be `undefined`. */
function looseFields(model: Model): FieldKey[] {
  return [...model.fields.values()]
    .filter(({ key, type }) => key.interface === "Session" && model.types.includesUndefined(type))
    .map(({ key }) => key);
}

/**
 * Those of them that only the library declares and that may come from what it always fills: a declaration may make them
 * required.
 */
export function looseFieldsOfLibrary(model: Model, site: DeclarationSite): FieldKey[] {
  const loose = looseFields(model).filter((key) => targetOf(key) === "Session.user" && isOfLibrary(model, key));
  return loose.length > 0 && claims(model, model, site).length > 0 ? loose : [];
}

/** A program, and the edits laid over the author's to get it. */
export interface Laid {
  readonly workspace: Workspace;
  readonly edits: readonly TextEdit[];
}

/** A program that is made on demand. */
type LaidWhenAsked = () => Laid;

/** The errors in a file of a program, each at its place in the author's text. */
function errorsOf({ workspace: { ts } }: Model, { workspace, edits }: Laid, fileName: string): ErrorAt[] {
  const file = workspace.program.getSourceFile(fileName);
  return file ? movedBack(edits, errorsIn(ts, workspace.program, file)) : [];
}

/**
 * Whether an error is about a value that can be missing. The compiler names the types `null` and `undefined` in any
 * language.
 */
function speaksOfMissing({ flattenDiagnosticMessageText }: typeof ts, { diagnostic }: ErrorAt): boolean {
  return /\b(undefined|null)\b/.test(flattenDiagnosticMessageText(diagnostic.messageText, " "));
}

/**
 * The errors in a file of a program that are its author's, on that line, and about missing values. A file without an error as its author left it is
 * not checked in another program.
 */
function authorsErrors(base: Model, laid: LaidWhenAsked, fileName: string): ErrorAt[] {
  const { ts, program } = base.workspace;
  const file = program.getSourceFile(fileName);
  const own = file ? errorsIn(ts, program, file) : [];
  if (!file || own.length === 0) return [];
  const lineOf = (offset: number): number => file.getLineAndCharacterOfPosition(offset).line;
  const lines = new Set(own.map(({ start }) => lineOf(start)));
  return errorsOf(base, laid(), fileName).filter(
    (error) => lines.has(lineOf(error.start)) && speaksOfMissing(ts, error),
  );
}

/** Whether some files have such an error. */
export function hasError(base: Model, laid: LaidWhenAsked, fileNames: readonly string[]): boolean {
  return fileNames.some((fileName) => authorsErrors(base, laid, fileName).length > 0);
}

/**
 * Whether such an error is gone from some files and no other has come. Texts laid over a program bring errors that do
 * not count.
 */
export function isFewerIn(
  base: Model,
  after: LaidWhenAsked,
  before: LaidWhenAsked,
  fileNames: readonly string[],
): boolean {
  const [laidAfter, laidBefore] = [once(after), once(before)];
  const goneFrom = (fileName: string): readonly ErrorAt[] =>
    notAmong(() => errorsOf(base, laidAfter(), fileName), authorsErrors(base, laidBefore, fileName));
  const isGone = fileNames.some((fileName) => goneFrom(fileName).length > 0);
  return isGone && isNoMoreIn(base, laidAfter, laidBefore, fileNames);
}

/**
 * Whether no error comes in any of the project's own files whose types can change: each function that makes a user must
 * give a required member.
 */
export function isNoMoreEverywhere(base: Model, after: LaidWhenAsked, before: LaidWhenAsked): boolean {
  const { ts, program } = base.workspace;
  const laidAfter = once(after);
  const changed = [...base.declared.fileNames, ...laidAfter().edits.map(({ fileName }) => fileName)];
  const canDiffer = dependentsIn(ts, program, isLibrarysModule).of(changed);
  const files = program.getSourceFiles().filter((file) => isOwnFile(program, file) && canDiffer(file));
  return isNoMoreIn(
    base,
    laidAfter,
    once(before),
    files.map(({ fileName }) => fileName),
  );
}

function isNoMoreIn(base: Model, after: LaidWhenAsked, before: LaidWhenAsked, fileNames: readonly string[]): boolean {
  return fileNames.every(
    (fileName) => notAmong(() => errorsOf(base, before(), fileName), errorsOf(base, after(), fileName)).length === 0,
  );
}
