import { dependentsIn } from "./compiler/dependents.js";
import { errorsIn } from "./compiler/errors.js";
import { isOwnFile } from "./compiler/module-names.js";
import type { DeclarationSite } from "./declared/augment.js";
import { readsOf } from "./declared/readers.js";
import { filesOfConfigs } from "./discover/configs.js";
import { isLibrarysModule } from "./discover/text-scan.js";
import { unmapOffset, type TextEdit } from "./edits/text-edit.js";
import { fieldIn, fieldName, isSameField, keyText, parentOf, sessionUser, type FieldKey } from "./field-key.js";
import { targetOf, type InferredField, type Model } from "./model.js";

/**
 * Fields of the session's user that the library declares as optional and that the callbacks always assign: a declaration of the project's own
 * can say so.
 *
 * @param current the program as far as it is known what to declare
 * @param base the program as its author left it
 */
export function narrowedFields(current: Model, base: Model): InferredField[] {
  return [...current.fields.values()].filter(({ key, type, optional, onlyBySpread, isUnresolved }) => {
    const target = targetOf(key);
    // What the library puts in beforehand does not take the place of what is assigned.
    const causes = (target && base.open.get(target)) ?? [];
    const isOpen = causes.some(({ node }) => !base.configs.some((config) => config.node === node));
    if (target !== "Session.user" || isOpen || isUnresolved || optional || onlyBySpread || !isOfLibrary(base, key))
      return false;
    return current.types.isKnown(type) && !current.types.includesUndefined(type);
  });
}

/**
 * What the callbacks are given and the library always fills, although it declares it as optional: the user's id, the token's `sub`. That the
 * session's readers are told the same of `user.id` is true only where the callbacks assign it.
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

/** The files in which a field is read, by name. */
export function readingFiles(model: Model, key: FieldKey): string[] {
  return [...new Set(readsOf(model, key).map((node) => node.getSourceFile().fileName))];
}

/** The files of the callbacks, and those that read a field of the session of which the declarations say that it can be `undefined`. */
export function concernedFiles(model: Model): string[] {
  const loose = [...model.fields.values()].filter(
    ({ key, type }) => key.interface === "Session" && model.types.includesUndefined(type),
  );
  return [...new Set([...filesOfConfigs(model.configs), ...loose.flatMap(({ key }) => readingFiles(model, key))])];
}

/** A program, and what was laid over the author's to get it. */
export interface Laid {
  readonly model: Model;
  readonly edits: readonly TextEdit[];
}

/** The compiler's errors in some files, and whether the author's own program has one on the line of each. */
type Errors = ReadonlyMap<string, boolean>;

/**
 * The errors in some files of a program, each by its place in the author's text and its code. What is laid over the author's program to learn the
 * types brings errors of its own, which are nobody's.
 */
export function errorsOf(base: Model, { model: { workspace }, edits }: Laid, fileNames: readonly string[]): Errors {
  const { ts: tsModule, program } = base.workspace;
  const found = fileNames.flatMap((fileName): [string, boolean][] => {
    const file = program.getSourceFile(fileName);
    const laid = workspace.program.getSourceFile(fileName);
    const errors = laid ? errorsIn(tsModule, workspace.program, laid) : [];
    if (!file || errors.length === 0) return [];
    const lineOf = (offset: number): number => file.getLineAndCharacterOfPosition(offset).line;
    const lines = new Set(errorsIn(tsModule, program, file).map(({ start }) => lineOf(start)));
    const own = edits.filter((edit) => edit.fileName === fileName);
    const places = errors.map(({ start, code }) => ({ start: unmapOffset(own, start), code }));
    return places.map(({ start, code }) => [`${fileName} ${String(start)} ${String(code)}`, lines.has(lineOf(start))]);
  });
  return new Map(found);
}

/**
 * Whether no error comes in any of the project's own files whose types can change: what a user must have, every function that makes one must
 * give. Where nothing is wrong afterwards, nobody asks what was wrong before.
 */
export function isNoMoreEverywhere(base: Model, after: Laid, before: Laid): boolean {
  const { ts: tsModule, program } = base.workspace;
  const changed = [...base.declared.fileNames, ...after.edits.map(({ fileName }) => fileName)];
  const canDiffer = dependentsIn(tsModule, program, isLibrarysModule).of(changed);
  return program
    .getSourceFiles()
    .filter((file) => isOwnFile(program, file) && canDiffer(file))
    .every(({ fileName }) => {
      const errors = errorsOf(base, after, [fileName]);
      return errors.size === 0 || isNoMore(errors, errorsOf(base, before, [fileName]));
    });
}

/** Whether there is an error of the author's at all. */
export function hasError(errors: Errors): boolean {
  return [...errors.values()].includes(true);
}

/** Whether some errors of the author's are gone, and no others have come. */
export function isFewer(after: Errors, before: Errors): boolean {
  const isGone = [...before].some(([error, isAuthors]) => isAuthors && !after.has(error));
  return isGone && isNoMore(after, before);
}

function isNoMore(after: Errors, before: Errors): boolean {
  return [...after.keys()].every((error) => before.has(error));
}
