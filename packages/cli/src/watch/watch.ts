import { dirname } from "node:path";
import type { FileChange } from "@typed-session/core";
import { watch as watchPaths, type FSWatcher } from "chokidar";
import { rememberingDisk, type RememberingDisk } from "../disk/remembering.js";
import { kindOf, readBytes } from "../disk/file-system.js";
import { textFrom } from "../disk/text.js";
import { exitCodes, type ExitCode } from "../exit.js";
import type { Io } from "../io.js";
import { pathFrom, slashed } from "../paths.js";
import { Repositories } from "../monorepo/repositories.js";
import { ProgramMemory } from "../project/memory.js";
import { scopeOf, type Scope, type ScopeOptions } from "../project/scope.js";
import { count } from "../render/style.js";
import { say } from "../say.js";
import { decidesStructure, isLockfile, placesOf, type Places } from "./places.js";

/** The pause in milliseconds after which a burst of changes, from a formatter or a branch switch, is over. */
const quietTime = 40;

/** Clears the screen as `tsc --watch` does. */
const clearScreen = "\u001b[2J\u001b[3J\u001b[H";

interface WatchOptions extends ScopeOptions {
  readonly quiet?: boolean;
}

/** Does the work once. Every failure is printed and gives an exit code. */
export type RunOnce = (io: Io, scope: ScopeOptions) => Promise<ExitCode>;

/**
 * Repeats the work whenever a file that the last run has read changes.
 *
 * @returns when a signal ends it
 * @throws CannotRun if there is no project
 */
export async function watch(io: Io, options: WatchOptions, runOnce: RunOnce): Promise<ExitCode> {
  const session = new WatchSession(io, scopeOf(io, options, new Repositories()), options, runOnce);
  const ended = endOf();
  await session.run();
  const code = await ended;
  await session.close();
  return code;
}

/** Waits for the signal that ends the watch. A signal during a write is obeyed after it. */
function endOf(): Promise<ExitCode> {
  return new Promise((resolve) => {
    process.once("SIGINT", () => {
      resolve(exitCodes.interrupted);
    });
    process.once("SIGTERM", () => {
      resolve(exitCodes.terminated);
    });
  });
}

class WatchSession {
  private readonly io: Io;
  private readonly configFiles: readonly string[];
  private readonly isRecursive: boolean;
  private readonly isQuiet: boolean;
  private readonly runOnce: RunOnce;
  private readonly disk: RememberingDisk;
  private readonly memory: ProgramMemory;
  private readonly root: string;
  /** The texts that this command has written; `undefined` for a deleted file. */
  private readonly written = new Map<string, string | undefined>();
  private readonly changed = new Map<string, "change" | "structure">();
  private places: Places;
  private watcher: FSWatcher | undefined;
  private timer: NodeJS.Timeout | undefined;
  private isRunning = false;
  /** Whether this command has made or deleted a file since the last run. */
  private hasNewStructure = false;
  private isClosed = false;

  constructor(io: Io, scope: Scope, { quiet = false, recursive = false }: WatchOptions, runOnce: RunOnce) {
    this.io = io;
    this.isQuiet = quiet;
    this.configFiles = scope.configFiles;
    this.isRecursive = recursive;
    this.runOnce = runOnce;
    this.disk = rememberingDisk(io.disk);
    this.memory = new ProgramMemory((fileName) => this.disk.isAsRead(fileName));
    this.root = scope.reportRoot;
    this.places = placesOf(new Set(this.configFiles), this.root);
  }

  async close(): Promise<void> {
    this.isClosed = true;
    clearTimeout(this.timer);
    await this.watcher?.close();
  }

  /** One run, and then the watching of its files. */
  async run(): Promise<void> {
    this.isRunning = true;
    this.prepare();
    const { io } = this;
    const gone = this.configFiles.find((configFile) => kindOf(configFile) !== "file");
    if (gone === undefined || this.isRecursive) {
      await this.runOnce(
        {
          ...io,
          started: performance.now(),
          disk: this.disk,
          memory: this.memory,
          onWritten: (changes) => {
            this.remember(changes);
          },
        },
        // A new package counts, but a project is not exchanged for another one above it.
        this.isRecursive ? {} : { project: this.configFiles },
      );
      // A run that stopped early has read too little.
      const used = new Set([...this.disk.used, ...this.configFiles]);
      this.places = placesOf(used, this.root);
    } else {
      say(io, `${pathFrom(io.cwd, gone)} is gone; put it back, and this goes on.`);
    }
    await this.follow();
    this.isRunning = false;
    if (this.changed.size > 0) this.schedule();
  }

  private prepare(): void {
    const names = [...this.changed.keys()];
    const isSameStructure = !this.hasNewStructure && [...this.changed.values()].every((kind) => kind === "change");
    this.changed.clear();
    this.hasNewStructure = false;
    if (names.some(decidesStructure)) this.memory.clear();
    this.memory.beginRun(isSameStructure);
    this.disk.beginRun();
    if (names.length > 0 && this.io.stdout.isTTY === true) this.io.stdout.write(clearScreen);
  }

  private remember(changes: readonly FileChange[]): void {
    for (const { fileName, before, after } of changes) {
      this.written.set(fileName, after);
      this.hasNewStructure ||= before === undefined || after === undefined;
    }
  }

  /** Updates the watched places and reports them. */
  private async follow(): Promise<void> {
    if (this.isClosed) return;
    const folders = [...this.places.folders].filter((folder) => kindOf(folder) === "directory");
    if (this.watcher) {
      const known = new Set(Object.keys(this.watcher.getWatched()).map(slashed));
      this.watcher.add(folders.filter((folder) => !known.has(folder)));
    } else {
      this.watcher = await this.startWatcher(folders);
    }
    if (this.isQuiet) return;
    const where = count(folders.length, "folder");
    this.io.stderr.write(`Watching ${where} for changes. Press Ctrl+C to stop.\n`);
  }

  private async startWatcher(folders: readonly string[]): Promise<FSWatcher> {
    const watcher = watchPaths([...folders], {
      ignoreInitial: true,
      depth: 0,
      ignored: (name, stats) => {
        const path = slashed(name);
        if (stats?.isDirectory() === true) return !this.places.folders.has(path);
        return stats !== undefined && !this.places.isOfInterest(path);
      },
    });
    watcher.on("all", (event, name) => {
      this.notice(event, slashed(name));
    });
    // The replacement of a file may go unnoticed under load, but a change of its folder does not.
    watcher.on("raw", (_event, _name, details) => {
      const { watchedPath } = details as { readonly watchedPath: string };
      this.lookInto(slashed(watchedPath));
    });
    // A place that can no longer be watched (a missing folder) is watched again once it is read again.
    watcher.on("error", () => undefined);
    await new Promise<void>((resolve) => {
      watcher.once("ready", () => {
        resolve();
      });
    });
    return watcher;
  }

  private notice(event: string, fileName: string): void {
    if (event === "addDir" || event === "unlinkDir" || this.isOwnWriting(fileName)) return;
    const isChange = event === "change";
    if (isChange && !isLockfile(fileName) && !this.disk.saysOther(fileName)) return;
    if (!isChange && !this.places.isOfInterest(fileName)) return;
    const isStructure = !isChange || decidesStructure(fileName) || this.changed.get(fileName) === "structure";
    this.changed.set(fileName, isStructure ? "structure" : "change");
    if (!this.isRunning) this.schedule();
  }

  /** Looks for changes in a folder or a file that was read. */
  private lookInto(path: string): void {
    for (const name of this.disk.used) {
      if (name !== path && slashed(dirname(name)) !== path) continue;
      if (this.disk.saysOther(name)) this.notice(kindOf(name) === undefined ? "unlink" : "change", name);
    }
  }

  /** Whether a file is as this command has written it, and needs no answer. */
  private isOwnWriting(fileName: string): boolean {
    if (!this.written.has(fileName)) return false;
    const isOurs = textOf(fileName) === this.written.get(fileName);
    if (!isOurs) this.written.delete(fileName);
    return isOurs;
  }

  private schedule(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      void this.run();
    }, quietTime);
  }
}

/** The text of a file in the form of changes: without a byte order mark. */
function textOf(fileName: string): string | undefined {
  const read = readBytes(fileName);
  return read && textFrom(read.bytes);
}
