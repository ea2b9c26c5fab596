import type { FieldNames } from "@typed-session/core";
import type { Disk } from "../disk/disk.js";

/** The files that TypeScript compiles as code and that may hold a config. */
const codeFile = /\.[cm]?[jt]sx?$/;
const declarationFile = /\.d\.[cm]?ts$/;

export function isDeclarationFile(fileName: string): boolean {
  return declarationFile.test(fileName);
}

export function isCodeFile(fileName: string): boolean {
  return codeFile.test(fileName) && !isDeclarationFile(fileName);
}

export function isJavaScriptFile(fileName: string): boolean {
  return /\.[cm]?jsx?$/.test(fileName);
}

/** The files that may augment a session library. */
export function augmentingFiles(disk: Disk, fileNames: readonly string[]): string[] {
  return fileNames.filter((fileName) => disk.scan("augments", fileName));
}

/**
 * The files that may read the session or the token.
 * @param fieldNames selects those that depend on one of these fields
 */
export function readingFiles(disk: Disk, fileNames: readonly string[], fieldNames: FieldNames): string[] {
  return fileNames.filter((fileName) =>
    fieldNames === "all" ? disk.scan("reads", fileName) : disk.scan("dependsOnOneOf", fileName, fieldNames),
  );
}
