import { readFileSync } from "node:fs";
import { mayAugment, mayHoldAuth, mayReadSession } from "@typed-session/core";

/** The files that TypeScript compiles as code and in which a config can stand. */
const codeFile = /\.[cm]?[jt]sx?$/;
const declarationFile = /\.d\.[cm]?ts$/;

export function isDeclarationFile(fileName: string): boolean {
  return declarationFile.test(fileName);
}

export function isCodeFile(fileName: string): boolean {
  return codeFile.test(fileName) && !isDeclarationFile(fileName);
}

/** What the text of a code file says about who needs it. */
export interface Verdict {
  readonly mayHoldAuth: boolean;
  /** Whether it declares types for files that do not import it. */
  readonly declaresForOthers: boolean;
}

/**
 * What every text that holds a config or an augmentation holds: `next-auth`, `@auth/core`, `#auth`, `NuxtAuthHandler`. Looked for in
 * the bytes, so that the text of an unrelated file is never decoded.
 */
const authNeedle = "uth";
const globalNeedles = ["declare global", "declare module"];

/** Reads a code file as text. A file that cannot be read is needed by nobody. */
export function judge(fileName: string): Verdict {
  const bytes = bytesOf(fileName);
  return {
    mayHoldAuth: bytes?.includes(authNeedle) === true && mayHoldAuth(bytes.toString("utf8")),
    declaresForOthers: globalNeedles.some((needle) => bytes?.includes(needle)),
  };
}

/** The files that may augment a session library. */
export function augmentingFiles(fileNames: readonly string[]): string[] {
  return fileNames.filter((fileName) => {
    const bytes = bytesOf(fileName);
    return bytes?.includes(authNeedle) === true && mayAugment(bytes.toString("utf8"));
  });
}

/**
 * The files that may read the session or the token.
 * @param fieldNames only those that name one of these fields
 */
export function readingFiles(fileNames: readonly string[], fieldNames?: readonly string[]): string[] {
  return fileNames.filter((fileName) => {
    const bytes = bytesOf(fileName);
    const isConcerned = fieldNames?.some((name) => bytes?.includes(name)) ?? true;
    return bytes !== undefined && isConcerned && mayReadSession(bytes.toString("utf8"));
  });
}

/** A tsconfig may list a file that is not there: the compiler says so itself where it matters. */
function bytesOf(fileName: string): Buffer | undefined {
  try {
    return readFileSync(fileName);
  } catch {
    return undefined;
  }
}
