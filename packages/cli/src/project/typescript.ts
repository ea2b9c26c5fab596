import { createRequire } from "node:module";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import type ts from "typescript";
import type { Disk } from "../disk/disk.js";
import { systemOn } from "./system.js";

const require = createRequire(import.meta.url);

export type TypeScript = typeof ts;

/** The compiler that a project is read with. */
export interface ChosenTypeScript {
  readonly ts: TypeScript;
  /** Its system, on our disk. */
  readonly sys: ts.System;
  /** Why it is not the project's own: one line for the user. */
  readonly note?: string;
  /** What the project's own takes for granted where this one does not. */
  readonly defaults?: ts.CompilerOptions;
}

/** What TypeScript 5 and older take for granted; since 6 it is strict, and no types package is included by itself. */
const olderDefaults: ts.CompilerOptions = { strict: false, types: ["*"] };

/**
 * Chooses the project's own TypeScript when it is 5.4 or newer and has a compiler API (5.x and 6.x have), else ours.
 * @param directory where the project's own is looked up from
 */
export function chooseTypeScript(disk: Disk, directory: string): ChosenTypeScript {
  const own = load(disk.resolvePackage("typescript", directory));
  if (own && isSupported(own.version)) return { ts: own, sys: systemOn(own, disk) };

  const ours = require(
    disk.resolvePackage("typescript", dirname(fileURLToPath(import.meta.url))) ?? "typescript",
  ) as TypeScript;
  const note = `${reasonAgainst(own?.version)}; reading it with TypeScript ${ours.version} instead.`;
  return {
    ts: ours,
    sys: systemOn(ours, disk),
    note,
    ...(own && isOld(own.version) && { defaults: olderDefaults }),
  };
}

/** TypeScript 7 exports its version and nothing else. */
function load(fileName: string | undefined): TypeScript | undefined {
  try {
    return fileName === undefined ? undefined : (require(fileName) as TypeScript);
  } catch {
    return undefined;
  }
}

function isSupported(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return (major === 5 && minor >= 4) || major === 6;
}

function reasonAgainst(version: string | undefined): string {
  if (version === undefined) return "This project has no TypeScript of its own";
  return isOld(version)
    ? `This project's TypeScript ${version} is older than 5.4`
    : `This project's TypeScript ${version} offers tools no compiler API`;
}

function isOld(version: string): boolean {
  return Number.parseInt(version, 10) < 6;
}
