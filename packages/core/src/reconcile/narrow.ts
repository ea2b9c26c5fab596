import { distinctFiles, readingFiles, type ReadingFile } from "./fewer-errors.js";
import { fieldIn, fieldName, isSameField, keyText, parentOf, sessionUser, type FieldKey } from "../api/field-key.js";
import { targetOf, type Model } from "../model/model.js";
import { filesOfConfigs } from "../discover/auth-config.js";
import type { InferredField } from "../model/fields.js";
import type { DeclarationSite } from "../declare/change.js";
import { isOwnFile } from "../compiler/own-files.js";

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

/** The files of the callbacks, and those that read a session field whose declared type may be `undefined`. */
export function concernedFiles(model: Model): ReadingFile[] {
  const own = [...filesOfConfigs(model.configs)].map((fileName) => ({ fileName }));
  return distinctFiles([...own, ...looseFields(model).flatMap((key) => readingFiles(model, key))]);
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
