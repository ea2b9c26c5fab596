import type ts from "typescript";
import { dependentsIn } from "../compiler/dependents.js";
import { errorsIn, type ErrorAt } from "../compiler/errors.js";
import { isOwnFile } from "../compiler/module-names.js";
import { readsOf } from "../model/readers.js";
import { isLibrarysModule } from "../discover/text-scan.js";
import { unmapOffset, type TextEdit } from "../edits/text-edit.js";
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

/** The compiler's errors in a file, each with whether it is the author's own, on that line, about a missing value. */
type Errors = ReadonlyMap<string, boolean>;

/** The errors in a file of a program, by their place in the author's text and their code. */
function errorsOf(base: Model, { workspace, edits }: Laid, fileName: string): Errors {
  const { ts, program } = base.workspace;
  const file = program.getSourceFile(fileName);
  const laid = workspace.program.getSourceFile(fileName);
  const errors = laid ? errorsIn(ts, workspace.program, laid) : [];
  if (!file || errors.length === 0) return new Map();
  const lineOf = (offset: number): number => file.getLineAndCharacterOfPosition(offset).line;
  const lines = new Set(errorsIn(ts, program, file).map(({ start }) => lineOf(start)));
  const own = edits.filter((edit) => edit.fileName === fileName);
  return new Map(
    errors.map((error) => {
      const start = unmapOffset(own, error.start);
      const isAuthors = lines.has(lineOf(start)) && speaksOfMissing(ts, error);
      return [`${String(start)} ${String(error.code)}`, isAuthors];
    }),
  );
}

/**
 * Whether an error is about a value that can be missing. The compiler names the types `null` and `undefined` in any
 * language.
 */
function speaksOfMissing({ flattenDiagnosticMessageText }: typeof ts, { diagnostic }: ErrorAt): boolean {
  return /\b(undefined|null)\b/.test(flattenDiagnosticMessageText(diagnostic.messageText, " "));
}

/**
 * The author's errors about missing values in some files of a program. A file without an error in the author's own
 * program is not checked again.
 */
function* authorsErrors(base: Model, laid: LaidWhenAsked, fileNames: readonly string[]): Generator<[string, string]> {
  const { ts, program } = base.workspace;
  for (const fileName of fileNames) {
    const file = program.getSourceFile(fileName);
    if (!file || errorsIn(ts, program, file).length === 0) continue;
    for (const [error, isAuthors] of errorsOf(base, laid(), fileName)) if (isAuthors) yield [fileName, error];
  }
}

/** Whether some files have such an error. */
export function hasError(base: Model, laid: LaidWhenAsked, fileNames: readonly string[]): boolean {
  return authorsErrors(base, laid, fileNames).next().done !== true;
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
  const isGone = [...authorsErrors(base, laidBefore, fileNames)].some(
    ([fileName, error]) => !errorsOf(base, laidAfter(), fileName).has(error),
  );
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

/** A file without an error afterwards is not checked before. */
function isNoMoreIn(base: Model, after: LaidWhenAsked, before: LaidWhenAsked, fileNames: readonly string[]): boolean {
  return fileNames.every((fileName) => {
    const errors = errorsOf(base, after(), fileName);
    if (errors.size === 0) return true;
    const known = errorsOf(base, before(), fileName);
    return [...errors.keys()].every((error) => known.has(error));
  });
}
