import type { LastOverlay } from "@typed-session/core";
import type ts from "typescript";

/** A source file, and the state of its file when it was parsed. */
interface Parsed {
  readonly file: ts.SourceFile;
  /** The last run in which it was known to be unchanged on disk. */
  run: number;
}

/**
 * The common parts of programs. Within a run the programs of a tsconfig parse each file once; over several runs, as
 * under `--watch`, each program starts from the last one.
 */
export class ProgramMemory {
  /** The project's own files that the compiler has opened in this run. */
  readonly opened = new Set<string>();
  private run = 0;
  private keepsPrograms = false;
  private readonly isAsRead: (fileName: string) => boolean;
  private readonly sources = new Map<string, Parsed>();
  private readonly programs = new Map<string, ts.Program>();
  private readonly overlays = new Map<string, LastOverlay>();

  /** @param isAsRead whether a file is unchanged since it was parsed and need not be read */
  constructor(isAsRead: (fileName: string) => boolean = () => false) {
    this.isAsRead = isAsRead;
  }

  /**
   * Begins another run.
   * @param isSameStructure whether no file has come or gone and no configuration has changed since the last run, so
   * that imports resolve as before
   */
  beginRun(isSameStructure: boolean): void {
    this.run++;
    this.opened.clear();
    this.keepsPrograms = true;
    if (isSameStructure) return;
    this.programs.clear();
    this.overlays.clear();
  }

  /** Forgets everything, since a tsconfig decides how files are parsed. */
  clear(): void {
    this.sources.clear();
    this.programs.clear();
    this.overlays.clear();
  }

  /**
   * A source file, parsed only if necessary.
   * @param key tells it from the same text in a program of another kind
   */
  source(key: string, fileName: string, parse: () => ts.SourceFile | undefined): ts.SourceFile | undefined {
    const known = this.sources.get(key);
    if (known && (known.run === this.run || this.isAsRead(fileName))) {
      known.run = this.run;
      return known.file;
    }
    const parsed = parse();
    if (!parsed) return undefined;
    const file = known?.file.text === parsed.text ? known.file : parsed;
    this.sources.set(key, { file, run: this.run });
    return file;
  }

  /** The last run's program of the same files, for the compiler to start from. */
  programBefore(key: string): ts.Program | undefined {
    return this.programs.get(key);
  }

  keep(key: string, program: ts.Program): void {
    if (this.keepsPrograms) this.programs.set(key, program);
  }

  /** The overlays of a tsconfig's programs from run to run; `undefined` with a single run. */
  overlayOf(tsconfig: string): LastOverlay | undefined {
    if (!this.keepsPrograms) return undefined;
    const kept = this.overlays.get(tsconfig) ?? {};
    this.overlays.set(tsconfig, kept);
    return kept;
  }
}
