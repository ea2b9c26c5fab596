import { dirname, resolve } from "node:path";
import { inclusionOf, type System } from "@typed-session/core";
import type ts from "typescript";
import { CannotRun } from "../exit.js";
import { slashed } from "../paths.js";
import {
  awaitedPart,
  extendedInNuxt4,
  isNuxtPart,
  isTailored,
  nuxtMajor,
  nuxtServerPart,
  nuxtWhole,
  type TsconfigJson,
} from "./nuxt.js";
import type { ChosenTypeScript, TypeScript } from "./typescript.js";

/** A tsconfig as TypeScript reads it, `extends` included. */
export interface Tsconfig {
  /** Absolute, `/`-separated, as all names here. */
  readonly fileName: string;
  readonly directory: string;
  readonly text: string;
  readonly options: ts.CompilerOptions;
  /** Options in place of its own. */
  readonly overriding?: ts.CompilerOptions;
  readonly fileNames: readonly string[];
  /** The tsconfigs of `references`. */
  readonly references: readonly string[];
  /** The same as TypeScript takes them. */
  readonly projectReferences?: readonly ts.ProjectReference[];
  /** Files that it does not include and that a framework's declarations, not generated yet, would import. */
  readonly imported?: readonly string[];
  /** Whether it lists entry files instead of matching all, so that imports alone lead to most of the app. */
  readonly listsEntries: boolean;
  /** Whether it would include a file of this absolute name, which need not exist. */
  readonly wouldInclude: (fileName: string) => boolean;
  /** A note that it was read with defaults, as a framework has not generated its part yet. */
  readonly note?: string;
}

/** A tsconfig matches no file. */
export class NoFiles extends CannotRun {}

const noInputs = new Set([18002, 18003]);
const unknownOption = 5023;
const cannotReadFile = 5083;

/**
 * Reads a tsconfig.
 *
 * @param chosen the compiler to read it with
 * @param fileName absolute, `/`-separated
 * @throws CannotRun if it cannot be read or has errors
 */
export function readTsconfig(chosen: ChosenTypeScript, fileName: string): Tsconfig {
  const text = chosen.sys.readFile(fileName);
  const read = text === undefined ? undefined : readNatively(chosen, fileName, text);
  return read ?? readClassically(chosen, fileName, text);
}

/**
 * Reads a tsconfig with the project's TypeScript 7, which spares loading ours. That one says what is wrong with a
 * tsconfig.
 *
 * @returns `undefined` for a tsconfig with errors, or that refers to one that is not there
 */
function readNatively(chosen: ChosenTypeScript, fileName: string, text: string): Tsconfig | undefined {
  const { native } = chosen;
  const raw = native?.ts.parseConfigFileTextToJson(fileName, text).config as RawTsconfig | undefined;
  const directory = slashed(dirname(fileName));
  const references = raw && referencesIn(raw, directory);
  if (!native || !raw || !references?.every((name) => chosen.sys.fileExists(name))) return undefined;
  const { options, fileNames, hasErrors } = native.readConfig(fileName);
  if (hasErrors() || fileNames.length === 0 || isEmptied(options)) return undefined;
  return {
    fileName,
    directory,
    text,
    options,
    fileNames,
    references,
    listsEntries: listsEntries(raw),
    wouldInclude: (name) => native.includes(fileName, name),
  };
}

function readClassically(chosen: ChosenTypeScript, fileName: string, text: string | undefined): Tsconfig {
  const { ts: tsModule, sys } = chosen;
  if (text === undefined) {
    const part = awaitedPart(chosen, fileName);
    if (part) return { ...tsconfigFrom(chosen, fileName, "", part, []), imported: part.imported };
    throw new CannotRun(`${fileName} cannot be read; correct its permissions, or what refers to it.`);
  }
  const parse = (on: System): ts.ParsedCommandLine => parseFile(tsModule, fileName, on);
  const parsed = parse(sys);

  const references = (parsed.projectReferences ?? []).map((one) => slashed(tsModule.resolveProjectReferencePath(one)));
  const awaited = awaitedFromNuxt(chosen, parsed, references);
  const isSplit = awaited.length > 0 && awaited.every(isNuxtPart) && !isTailored(chosen, slashed(dirname(fileName)));
  if (awaited.length > 0 && !isSplit) return beforeNuxtPrepare(chosen, fileName, text, references.length > 0);

  const errors = tsModule.getConfigFileParsingDiagnostics(parsed).filter(({ code }) => {
    if (noInputs.has(code)) return references.length === 0;
    // A project on TypeScript 7 may use an option that ours does not know.
    return code !== unknownOption || (chosen.note === undefined && !chosen.native);
  });
  const [error] = errors;
  if (error) {
    const described = describeConfigError(tsModule, fileName, error);
    throw noInputs.has(error.code) ? new NoFiles(described) : new CannotRun(described);
  }
  const read = tsconfigOf(chosen, fileName, text, parsed, { references, parse });
  return isSplit ? { ...read, note: unprepared } : read;
}

/**
 * `tsc` reports it too, though not when it reads the tsconfig (TS5063 and TS5064). Checking a program regardless makes
 * TypeScript fail.
 */
function refuseMisshapenPaths(fileName: string, options: ts.CompilerOptions): void {
  const misshapen = misshapenPath(options);
  if (misshapen === undefined) return;
  throw new CannotRun(
    `${fileName}: what "paths" says of "${misshapen}" is not a list of texts. Correct it and run this again.`,
  );
}

/** The key of `paths` whose value is not a list of texts. */
function misshapenPath({ paths = {} }: ts.CompilerOptions): string | undefined {
  const isListOfTexts = (value: unknown): boolean =>
    Array.isArray(value) && value.every((one) => typeof one === "string");
  return Object.entries(paths).find(([, targets]) => !isListOfTexts(targets))?.[0];
}

/** Whether `paths` may have a value that is not a list of texts: TypeScript 7 makes an empty list of it. */
function isEmptied({ paths = {} }: ts.CompilerOptions): boolean {
  return Object.values(paths).some((targets) => targets.length === 0);
}

/** A tsconfig before `extends` is followed. */
interface RawTsconfig {
  readonly files?: unknown;
  readonly include?: unknown;
  readonly references?: unknown;
}

/** The tsconfigs that one refers to: absolute; `undefined` where it does not name them as it should. */
function referencesIn({ references = [] }: RawTsconfig, directory: string): readonly string[] | undefined {
  if (!Array.isArray(references)) return undefined;
  const paths = references.map((one) => (one as { readonly path?: unknown } | null)?.path);
  if (!paths.every((path) => typeof path === "string")) return undefined;
  return paths.map((path) => {
    const absolute = slashed(resolve(directory, path));
    return absolute.endsWith(".json") ? absolute : `${absolute}/tsconfig.json`;
  });
}

function listsEntries({ files, include }: RawTsconfig): boolean {
  return files !== undefined && include === undefined;
}

function parseFile(tsModule: TypeScript, fileName: string, sys: System): ts.ParsedCommandLine {
  const parsed = tsModule.getParsedCommandLineOfConfigFile(
    fileName,
    {},
    {
      ...sys,
      onUnRecoverableConfigFileDiagnostic: (error) => {
        throw new CannotRun(describeConfigError(tsModule, fileName, error));
      },
    },
  );
  if (!parsed) throw new CannotRun(`${fileName} cannot be read.`);
  return parsed;
}

function tsconfigOf(
  chosen: ChosenTypeScript,
  fileName: string,
  text: string,
  parsed: ts.ParsedCommandLine,
  { references, parse }: Pick<Tsconfig, "references"> & { readonly parse: (sys: System) => ts.ParsedCommandLine },
): Tsconfig {
  refuseMisshapenPaths(fileName, parsed.options);
  return {
    fileName,
    directory: slashed(dirname(fileName)),
    text,
    options: { ...chosen.defaults, ...parsed.options },
    fileNames: parsed.fileNames,
    references,
    ...(parsed.projectReferences && { projectReferences: parsed.projectReferences }),
    listsEntries: listsEntries(parsed.raw as RawTsconfig),
    wouldInclude: inclusionOf(chosen.ts, chosen.sys, parse),
  };
}

/** The tsconfigs that the project's own extends or refers to and that Nuxt has not generated yet. */
function awaitedFromNuxt(
  { ts: tsModule, sys }: ChosenTypeScript,
  parsed: ts.ParsedCommandLine,
  references: readonly string[],
): string[] {
  const extended = parsed.errors
    .filter(({ code }) => code === cannotReadFile)
    .map(({ messageText }) => tsModule.flattenDiagnosticMessageText(messageText, " "))
    .filter((message) => message.includes("/.nuxt/"));
  return [...extended, ...references.filter((name) => name.includes("/.nuxt/") && !sys.fileExists(name))];
}

const unprepared =
  "Nuxt has not generated its tsconfig yet, so this project is read with Nuxt's defaults; run `npx nuxt prepare` first for exact types.";

/** @param isSplit whether there are several programs, as in Nuxt 4 */
function beforeNuxtPrepare(chosen: ChosenTypeScript, fileName: string, text: string, isSplit: boolean): Tsconfig {
  const root = slashed(dirname(fileName));
  const isNuxt4 = !isSplit && (nuxtMajor(chosen.sys, root) ?? 0) >= 4 && !isTailored(chosen, root);
  const part = isNuxt4 ? extendedInNuxt4(chosen, root) : undefined;
  const own = chosen.ts.parseConfigFileTextToJson(fileName, text).config as Partial<TsconfigJson>;
  const defaults = part ?? nuxtWhole;
  const json = { ...defaults, ...own, compilerOptions: { ...defaults.compilerOptions, ...own.compilerOptions } };
  const read = tsconfigFrom(chosen, fileName, text, json, isNuxt4 ? [`${root}/${nuxtServerPart}`] : []);
  const shared = `${root}/shared/`;
  return {
    ...read,
    ...(part && { imported: part.imported }),
    // Only files in there are part of all of Nuxt 4's programs.
    ...(isSplit && { wouldInclude: (name: string) => name.startsWith(shared) && read.wouldInclude(name) }),
    note: unprepared,
  };
}

/** A tsconfig that Nuxt has generated only in part. */
function tsconfigFrom(
  chosen: ChosenTypeScript,
  fileName: string,
  text: string,
  { compilerOptions, include, exclude }: TsconfigJson,
  references: readonly string[],
): Tsconfig {
  const tsModule = chosen.ts;
  const parse = (sys: System): ts.ParsedCommandLine =>
    tsModule.parseJsonConfigFileContent(
      { compilerOptions, include, exclude },
      sys,
      dirname(fileName),
      undefined,
      fileName,
    );
  const parsed = parse(chosen.sys);
  // Nuxt generates all of its tsconfigs, even without files for them.
  const [error] = parsed.errors.filter(({ code }) => text !== "" || !noInputs.has(code));
  if (error) {
    throw new CannotRun(
      `${describeConfigError(tsModule, fileName, error)} Nuxt has not generated its part yet: run \`npx nuxt prepare\` first.`,
    );
  }
  return tsconfigOf(chosen, fileName, text, parsed, { references, parse });
}

function describeConfigError(tsModule: TypeScript, fileName: string, error: ts.Diagnostic): string {
  const message = tsModule.flattenDiagnosticMessageText(error.messageText, " ").replace(/\.$/, "");
  if (noInputs.has(error.code)) return `${fileName} includes no file: correct its "include" or "files".`;
  const isSvelteKits = error.code === cannotReadFile && message.includes("/.svelte-kit/");
  const advice = isSvelteKits
    ? "SvelteKit has not generated it yet: run `npx svelte-kit sync` first."
    : error.code === cannotReadFile
      ? "Correct the name, or put a regular file there, and run this again."
      : "Correct it and run this again.";
  const place =
    error.file && error.start !== undefined
      ? `${error.file.fileName}:${error.file.getLineAndCharacterOfPosition(error.start).line + 1}`
      : fileName;
  return `${place}: ${message}. ${advice}`;
}
