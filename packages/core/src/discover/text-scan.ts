import { isIdentifierName } from "../syntax/names.js";
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

/** Modules whose augmentation counts only where some file imports them. */
const augmentedModules = [...new Set(libraries.flatMap((library) => Object.values(library.specifiers)))].filter(
  (specifier) => !entryModules.includes(specifier),
);

/** Any of these, beside the name of an entry module, is a reason to load a file. */
const telling = [...namedEntries, ...augmentedModules];

/** An entry module's name in quotes. */
const quotedEntry = new RegExp(`["'](?:${entryModules.map(escape).join("|")})["']`, "g");

/** How far before its module's name the beginning of an import is looked for; a longer one may import anything. */
const longestImport = 2000;

/**
 * Whether a file with this text can hold an auth config or an augmentation, so that it must be part of the program.
 * May say yes to a file that holds none; never says no to one that does.
 */
export function mayHoldAuth(text: string): boolean {
  if (autoImported.some((name) => text.includes(name))) return true;
  if (!entryModules.some((name) => text.includes(name))) return false;
  return mayAugment(text) || telling.some((name) => text.includes(name)) || mayImportDefault(text);
}

/**
 * Whether a text can import the default export of an entry module: `import Anything from "next-auth"`, with or without named imports
 * beside it, `* as …`, `{ default as … }`, `require(…)` or `import(…)`. The time is linear in the length of the text.
 */
function mayImportDefault(text: string): boolean {
  let end = 0;
  for (const match of text.matchAll(quotedEntry)) {
    const { index } = match;
    // What stands before the one before belongs to that: no part of the text is looked at twice.
    const start = Math.max(end, index - longestImport);
    if (importsDefault(text.slice(start, index).trimEnd(), start > 0)) return true;
    end = index + match[0].length;
  }
  return false;
}

/**
 * The same of one import.
 * @param before what stands before the name of the module
 * @param isCut whether there is more before that
 */
function importsDefault(before: string, isCut: boolean): boolean {
  if (/(?:\b(?:require|import)\s?\(|\*\/)$/.test(before)) return true;
  if (!/\bfrom$/.test(before)) return false;
  const keyword = [...before.matchAll(/\b(?:import|export)\b/g)].at(-1);
  if (!keyword) return isCut;
  const clause = before.slice(keyword.index + keyword[0].length, -"from".length).trim();
  return clause.startsWith("{") ? /\bdefault\b/.test(clause) : !/^type\b/.test(clause);
}

/** The same of a file of a program. */
export const fileMayHoldAuth = oncePerFile(({ text }) => mayHoldAuth(text));

/** Whether a file with this text can augment one of the libraries' interfaces, or its author means it to: `declare global { module "…" }`. */
export function mayAugment(text: string): boolean {
  return /\bmodule\s+["'](?:[^"']*next-auth|@auth\/)/.test(text);
}

/** The same of a file of a program. */
export const fileMayAugment = oncePerFile(({ text }) => mayAugment(text));

/** Whether a module belongs to a library: only files that import the library see what is added to its module. */
export function isLibrarysModule(specifier: string): boolean {
  return mayAugment(`declare module "${specifier}"`);
}

/** Whether a file with this text can augment a module whose name is nearly that of a library. */
export const fileMayMisspell = oncePerFile(({ text }) => /\bmodule\s+["'][^"']*(?:auth|next)/i.test(text));

/** Whether a file with this text can read a session or a token. */
export function mayReadSession(text: string): boolean {
  return /session|token|auth/i.test(text);
}

/** Whether a file with this text can read one of some fields of a session or a token. */
export function mayReadOneOf(text: string, fieldNames: readonly string[]): boolean {
  return fieldNames.some((name) => holdsName(text, name)) && mayReadSession(text);
}

/** The same of fields of the token alone: whoever reads one has it from `getToken`, or names its type. */
export function mayReadTokenField(text: string, fieldNames: readonly string[]): boolean {
  return /token|jwt/i.test(text) && fieldNames.some((name) => holdsName(text, name));
}

/** Whether a text may hold a name that is not a part of a longer one. What is no identifier may stand there with escapes, or as a constant. */
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
