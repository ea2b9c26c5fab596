import { once, type System } from "@typed-session/core";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type ts from "typescript";
import type { Disk } from "../disk/disk.js";
import type { Kind } from "../disk/file-system.js";
import { hasNativeApi, type InstalledPackage, type NativeCompiler, type NativeCompilers } from "./native.js";
import { systemOn } from "./system.js";

const require = createRequire(import.meta.url);

export type TypeScript = typeof ts;

/** The compiler that reads a project. */
export interface ChosenTypeScript {
  /** Loaded when it is first asked for, if it is ours: that takes longer than TypeScript 7 does for a small project. */
  readonly ts: TypeScript;
  /** TypeScript's system, on our disk. */
  readonly sys: System;
  /** The reason why it is not the project's own: one line for the user. */
  readonly note?: string;
  /** The defaults of the project's own compiler that this one lacks. */
  readonly defaults?: ts.CompilerOptions;
  /** The running compiler of the project's TypeScript 7 or newer, if it makes the programs of this run. */
  readonly native?: NativeCompiler;
}

/**
 * The compiler that reads a project, for the user.
 *
 * @param directory the start of the lookup
 * @param mayBeNative whether the API of TypeScript 7 is used where a project has it
 */
export function compilerText(disk: Disk, directory: string, mayBeNative: boolean): string {
  const installed = installedTypeScript(disk, directory);
  if (installed && isSupported(installed.version)) return `TypeScript ${installed.version}, this project's own`;
  if (mayBeNative && installed && hasNativeApi(disk, installed))
    return `TypeScript ${installed.version}, this project's own, by its native API`;
  return `TypeScript ${ourVersion()}, which typed-session brings`;
}

/** The defaults of TypeScript 5 and older; since 6 it is strict, and no types package is included by itself. */
const olderDefaults: ts.CompilerOptions = { strict: false, types: ["*"] };

/**
 * Chooses the project's own TypeScript if it is 5.4 or newer and has a compiler API (5.x and 6.x have one), else ours.
 * Its `package.json` decides: one that is not chosen is not run either.
 *
 * @param directory the start of the lookup
 * @param compilers starts those of projects on TypeScript 7; without it, as under `--watch`, our own reads these
 */
export function chooseTypeScript(disk: Disk, directory: string, compilers?: NativeCompilers): ChosenTypeScript {
  const installed = installedTypeScript(disk, directory);
  const own = installed && isSupported(installed.version) ? load(disk, installed.directory) : undefined;
  if (own) return { ts: own, sys: systemOn(() => own, disk) };

  const ours = once(() => require(disk.resolvePackage("typescript", ownDirectory) ?? "typescript") as TypeScript);
  const nativePackage = installed && hasNativeApi(disk, installed) ? installed : undefined;
  const native = nativePackage && compilers?.of(disk, nativePackage);
  return {
    get ts() {
      return ours();
    },
    sys: systemOn(ours, disk),
    ...(native ? { native } : { note: noteOn(reasonAgainst(installed?.version, nativePackage, compilers)) }),
    ...(installed && isOld(installed.version) && { defaults: olderDefaults }),
  };
}

/** The same choice for programs that only our own compiler can make. */
export function withoutNative(chosen: ChosenTypeScript): ChosenTypeScript {
  const { sys, note, defaults } = chosen;
  return {
    get ts() {
      return chosen.ts;
    },
    sys,
    ...(note !== undefined && { note }),
    ...(defaults && { defaults }),
  };
}

const ownDirectory = dirname(fileURLToPath(import.meta.url));

/** What is said of a project that our own TypeScript reads. */
function noteOn(why: string): string {
  return `${why}; reading it with TypeScript ${ourVersion()} instead.`;
}

function ourVersion(): string {
  return (require("typescript/package.json") as { readonly version: string }).version;
}

/** The nearest `typescript` above whose `package.json` is a file and names a version. */
function installedTypeScript(disk: Disk, from: string): InstalledPackage | undefined {
  for (let directory = from; ; directory = dirname(directory)) {
    const manifest = join(directory, "node_modules", "typescript", "package.json");
    const version = disk.kindOf(manifest) === "file" ? versionIn(disk.read(manifest)) : undefined;
    if (version !== undefined) return { directory: dirname(manifest), version };
    if (dirname(directory) === directory) break;
  }
  // Yarn's Plug'n'Play has no `node_modules` and answers instead of Node.
  if (process.versions["pnp"] === undefined) return undefined;
  const manifest = disk.resolvePackage("typescript/package.json", from);
  const version = manifest === undefined ? undefined : versionIn(disk.read(manifest));
  return manifest === undefined || version === undefined ? undefined : { directory: dirname(manifest), version };
}

function versionIn(manifest: Buffer | undefined): string | undefined {
  try {
    const { version } = JSON.parse(manifest?.toString("utf8") ?? "{}") as { readonly version?: unknown };
    return typeof version === "string" ? version : undefined;
  } catch {
    return undefined;
  }
}

/** @param directory the package's */
function load(disk: Disk, directory: string): TypeScript | undefined {
  try {
    const fileName = disk.resolvePackage(directory, directory);
    // Node reads the nearest `package.json` of a file that it loads.
    if (fileName !== undefined && nearestManifest(disk, dirname(fileName)) === "special") return undefined;
    const loaded = fileName === undefined ? undefined : (require(fileName) as TypeScript);
    // Its own claim is no proof: it may be anything of this name.
    return typeof (loaded as Partial<TypeScript> | undefined)?.createProgram === "function" ? loaded : undefined;
  } catch {
    return undefined;
  }
}

/** The kind of the nearest `package.json` above. */
function nearestManifest(disk: Disk, from: string): Kind | undefined {
  for (let directory = from; ; directory = dirname(directory)) {
    const kind = disk.kindOf(join(directory, "package.json"));
    if (kind !== undefined || dirname(directory) === directory) return kind;
  }
}

function isSupported(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return (major === 5 && minor >= 4) || major === 6;
}

function reasonAgainst(
  version: string | undefined,
  nativePackage: InstalledPackage | undefined,
  compilers: NativeCompilers | undefined,
): string {
  if (version === undefined) return "This project has no TypeScript of its own";
  if (nativePackage && !compilers) return `\`--watch\` makes no use of this project's TypeScript ${version}`;
  if (nativePackage && compilers?.whyFailed !== undefined)
    return `The API of this project's TypeScript ${version} failed (${compilers.whyFailed})`;
  if (isSupported(version)) return `This project's TypeScript ${version} cannot be loaded`;
  return isOld(version)
    ? `This project's TypeScript ${version} is older than 5.4`
    : `This project's TypeScript ${version} offers tools no compiler API`;
}

function isOld(version: string): boolean {
  return Number.parseInt(version, 10) < 6;
}
