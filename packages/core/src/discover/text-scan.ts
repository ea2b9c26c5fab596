import { isIdentifierName } from "../syntax/names.js";
import { hasLibraryBlock } from "../compiler/library-packages.js";
import { libraries } from "./libraries/index.js";
import { oncePerFile } from "../compiler/once.js";

const entryModules = [
  ...new Set(
    libraries.flatMap((library) => [
      ...library.entryPoints.flatMap((entry) => entry.modules),
      ...library.configTypes.modules,
    ]),
  ),
];
const autoImported = libraries.flatMap((library) =>
  library.entryPoints.flatMap((entry) => (entry.autoImportedAs === undefined ? [] : [entry.autoImportedAs])),
);
const namedEntries = [
  ...new Set(
    libraries.flatMap((library) => [
      ...library.entryPoints
        .filter((entry) => entry.exportName !== "default" && !entry.calledByReaders)
        .map((entry) => entry.exportName),
      ...library.configTypes.names,
    ]),
  ),
];

/** Modules whose augmentation counts only if some file imports them. */
const augmentedModules = [...new Set(libraries.flatMap((library) => Object.values(library.specifiers)))].filter(
  (specifier) => !entryModules.includes(specifier),
);

/** Texts that, beside an entry module's name, make the command load a file. */
const telling = [...namedEntries, ...augmentedModules];

/** An entry module's name in quotes. */
const quotedEntry = new RegExp(`["'](?:${entryModules.map(escape).join("|")})["']`, "g");

/** Maximum distance from the start of an import to its module's name; a longer one counts as any import. */
const longestImport = 2000;

/**
 * Whether a file with this text may hold an auth config or an augmentation and must be part of the program. A wrong yes
 * is possible, a wrong no is not.
 */
export function mayHoldAuth(text: string): boolean {
  if (autoImported.some((name) => text.includes(name))) return true;
  if (!entryModules.some((name) => text.includes(name))) return false;
  return mayAugment(text) || telling.some((name) => text.includes(name)) || mayImportDefault(text);
}

/**
 * Whether a text may import the default export of an entry module: `import Anything from "next-auth"`, with or without
 * named imports beside it, `* as …`, `{ default as … }`, `require(…)` or `import(…)`. It takes linear time.
 */
function mayImportDefault(text: string): boolean {
  let end = 0;
  for (const match of text.matchAll(quotedEntry)) {
    const { index } = match;
    // The text before the previous module's name belongs to that one, so that no part of the text is read twice.
    const start = Math.max(end, index - longestImport);
    if (importsDefault(text.slice(start, index).trimEnd(), start > 0)) return true;
    end = index + match[0].length;
  }
  return false;
}

/**
 * The same for one import.
 * @param before the text before the module's name
 * @param isCut whether more text comes before that
 */
function importsDefault(before: string, isCut: boolean): boolean {
  if (/(?:\b(?:require|import)\s?\(|\*\/)$/.test(before)) return true;
  if (!/\bfrom$/.test(before)) return false;
  const keyword = [...before.matchAll(/\b(?:import|export)\b/g)].at(-1);
  if (!keyword) return isCut;
  const clause = before.slice(keyword.index + keyword[0].length, -"from".length).trim();
  return clause.startsWith("{") ? /\bdefault\b/.test(clause) : !/^type\b/.test(clause);
}

/** The same for a file of a program. */
export const fileMayHoldAuth = oncePerFile(({ text }) => mayHoldAuth(text));

/**
 * Whether a file with this text can augment an interface of a library, or is meant to: `declare global { module "…" }`.
 */
export function mayAugment(text: string): boolean {
  return hasLibraryBlock(text);
}

/** The same for a file of a program. */
export const fileMayAugment = oncePerFile(({ text }) => mayAugment(text));

/** Whether a module belongs to a library: only files that import the library see additions to its module. */
export function isLibrarysModule(specifier: string): boolean {
  return mayAugment(`declare module "${specifier}"`);
}

/** Whether a file with this text can augment a module whose name is nearly a library's. */
export const fileMayMisspell = oncePerFile(({ text }) => /\bmodule\s+["'][^"']*(?:auth|next)/i.test(text));

/** Whether a file with this text can read a session or a token. */
export function mayReadSession(text: string): boolean {
  return /session|token|auth/i.test(text);
}

/** Whether a file with this text can read one of the fields of a session or a token. */
export function mayReadOneOf(text: string, fieldNames: readonly string[]): boolean {
  return fieldNames.some((name) => holdsName(text, name)) && mayReadSession(text);
}

/**
 * Whether another type of one of these fields may change the errors of a file with this text: the file may read the
 * field, reach it by a computed name, or put it in by a spread.
 */
export function mayDependOnOneOf(text: string, fieldNames: readonly string[]): boolean {
  return fieldNames.length > 0 && mayReadSession(text) && mayReach(text, fieldNames);
}

/** The same for fields of the token alone: a reader gets it from `getToken` or names its type. */
export function mayDependOnTokenField(text: string, fieldNames: readonly string[]): boolean {
  return fieldNames.length > 0 && /token|jwt/i.test(text) && mayReach(text, fieldNames);
}

/** `token[name]` and `keyof JWT`, but neither `token["plan"]` nor `list[0]`. */
const computedName = /[\w$)\]!]\[(?!["'`\d\]]|number\])|\?\.\[(?!["'`\d])|\bkeyof\b/;

/** The interfaces of which a file makes values: `const session: Session = { ...row }`. */
const madeInterface = /\b(?:Session|JWT|User|AdapterUser)\b/;

function mayReach(text: string, fieldNames: readonly string[]): boolean {
  const isSpread = text.includes("...") && madeInterface.test(text);
  return isSpread || fieldNames.some((name) => holdsName(text, name)) || computedName.test(text);
}

/**
 * Whether a text may hold a name that is not a part of a longer one. A name that is no identifier may be written with
 * escapes or as a constant.
 */
export function holdsName(text: string, name: string): boolean {
  if (!isIdentifierName(name)) return text.includes(name) || /["'`[]/.test(text);
  const isPart = (character: string | undefined): boolean =>
    character !== undefined && /[\p{ID_Continue}$]/u.test(character);
  for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + 1)) {
    if (!isPart(text[at - 1]) && !isPart(text[at + name.length])) return true;
  }
  return false;
}

function escape(text: string): string {
  return text.replace(/[/.*+?^${}()|[\]\\]/g, "\\$&");
}
