import {
  entriesWithOnly,
  startNative,
  type NativeFiles,
  type NativeTypeScript,
  type StartWatch,
} from "@typed-session/core";
import { createRequire } from "node:module";
import { totalmem } from "node:os";
import { disk as plainDisk, type Disk } from "../disk/disk.js";
import { limitRequests } from "./request-limit.js";
import { filesOn } from "./system.js";

const require = createRequire(import.meta.url);

/** A package `typescript` of a project. */
export interface InstalledPackage {
  /** Absolute. */
  readonly directory: string;
  readonly version: string;
}

/** The names under which 7.1 and later export their API, and 7.0 does. */
const exported = [
  ["typescript/sync", "typescript/ast"],
  ["typescript/unstable/sync", "typescript/unstable/ast"],
] as const;

/** The running compiler of a package. */
export interface NativeCompiler extends NativeTypeScript {
  /**
   * Whether a tsconfig would include a file, which need not exist.
   *
   * @param configFile absolute, as is the other name
   */
  readonly includes: (configFile: string, fileName: string) => boolean;
}

/**
 * The compilers of TypeScript 7 that a run has started: one for each package and disk.
 */
export class NativeCompilers {
  private readonly running = new Map<string, NativeCompiler>();
  private failure: string | undefined;
  private readonly requestLimit: number | undefined;

  /** @param requestLimit in milliseconds, in place of the usual one */
  constructor(requestLimit?: number) {
    this.requestLimit = requestLimit;
  }

  /**
   * The running compiler of a package, started with the first call; `undefined` if the package has no API that is known
   * here, or cannot be started.
   */
  of(disk: Disk, installed: InstalledPackage): NativeCompiler | undefined {
    if (this.failure !== undefined) return undefined;
    const { directory } = installed;
    const before = this.running.get(directory);
    if (before) return before;
    try {
      const started = start(disk, installed, (id) => limitRequests(id, this.requestLimit));
      if (started) this.running.set(directory, started);
      return started;
    } catch (error) {
      this.fail(error);
      return undefined;
    }
  }

  /** Whether a compiler has been started and has not failed. */
  get isInUse(): boolean {
    return this.running.size > 0 && this.failure === undefined;
  }

  /** Why none is used any more. */
  get whyFailed(): string | undefined {
    return this.failure;
  }

  /** Ends the processes; none is started from now on. */
  fail(error: unknown): void {
    this.failure = error instanceof Error ? error.message : String(error);
    this.close();
  }

  /** Ends the processes. */
  close(): void {
    for (const one of this.running.values()) {
      try {
        one.close();
      } catch {
        // It has ended already.
      }
    }
    this.running.clear();
  }
}

/** Whether a package has the API that is known here. */
export function hasNativeApi(disk: Disk, installed: InstalledPackage): boolean {
  return Number.parseInt(installed.version, 10) >= 7 && modulesOf(disk, installed) !== undefined;
}

/** The files of a package's API. */
function modulesOf(
  disk: Disk,
  { directory }: InstalledPackage,
): { readonly sync: string; readonly ast: string } | undefined {
  for (const names of exported) {
    const [sync, ast] = names.map((name) => disk.resolvePackage(name, directory));
    if (sync !== undefined && ast !== undefined) return { sync, ast };
  }
  return undefined;
}

function start(disk: Disk, installed: InstalledPackage, watch: StartWatch): NativeCompiler | undefined {
  const { directory, version } = installed;
  const files = modulesOf(disk, installed);
  if (!files) return undefined;
  const modules = { version, sync: require(files.sync) as object, ast: require(files.ast) as object };
  const compiler = withLessCollecting(() =>
    startNative(modules, {
      currentDirectory: directory,
      watch,
      ...(disk !== plainDisk && { files: filesOf(disk) }),
    }),
  );
  // A second process, for whose disk a tsconfig finds one file alone. Few runs have a question to it.
  let only = "";
  let seeker: NativeTypeScript | undefined;
  const startSeeker = (): NativeTypeScript =>
    startNative(modules, {
      currentDirectory: directory,
      watch,
      files: filesOf({ ...disk, realPath: (path) => path, entriesOf: (path) => entriesWithOnly(only, path) }),
    });
  return {
    ...compiler,
    includes: (configFile, fileName) => {
      only = fileName;
      seeker ??= startSeeker();
      return seeker.readConfig(configFile).fileNames.includes(fileName);
    },
    close: () => {
      // One of them may have ended already, and then throws.
      try {
        seeker?.close();
      } finally {
        compiler.close();
      }
    },
  };
}

/**
 * Starts a process whose runtime collects its garbage less often. The compiler keeps nearly all that it reads, so that
 * collecting takes a fifth of its work and gives back next to nothing. Near half of the memory, that of a container where
 * there is one, it collects as often as it must. See https://go.dev/doc/gc-guide for both variables; a user's own values
 * stay.
 */
function withLessCollecting<Result>(begin: () => Result): Result {
  const { GOGC, GOMEMLIMIT } = process.env;
  process.env["GOGC"] = GOGC ?? "400";
  process.env["GOMEMLIMIT"] = GOMEMLIMIT ?? String(Math.floor(memory() / 2));
  try {
    return begin();
  } finally {
    restore("GOGC", GOGC);
    restore("GOMEMLIMIT", GOMEMLIMIT);
  }
}

/** The memory of the machine, or what a container allows of it, in bytes. */
function memory(): number {
  const allowed = process.constrainedMemory();
  return allowed > 0 ? Math.min(allowed, totalmem()) : totalmem();
}

function restore(name: string, value: string | undefined): void {
  if (value === undefined) Reflect.deleteProperty(process.env, name);
  else process.env[name] = value;
}

/** The questions of the compiler to the disk, answered by ours. */
function filesOf(disk: Disk): NativeFiles {
  const { realpath: realPath, ...others } = filesOn(disk);
  return {
    ...others,
    realPath,
    entriesOf: (directory) => {
      const { files, directories } = disk.entriesOf(directory);
      return { files: [...files], directories: [...directories] };
    },
  };
}
