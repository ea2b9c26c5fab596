import type { LastOverlay } from "@typed-session/core";
import type ts from "typescript";

/** A source file, and what the file was known by when it was parsed. */
interface Parsed {
  readonly file: ts.SourceFile;
  /** The run in which it was last known to be as it is on disk. */
  run: number;
}

/**
 * What programs have in common: of one run those of a tsconfig, of which each file is parsed once; of several runs, as under `--watch`, those that
 * follow each other.
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

  /** @param isAsRead whether a file is as it was when it was parsed, so that it need not even be read */
  constructor(isAsRead: (fileName: string) => boolean = () => false) {
    this.isAsRead = isAsRead;
  }

  /**
   * Begins another run.
   * @param isSameStructure whether no file has come or gone and no configuration has changed since the last one: then imports lead where they led
   */
  beginRun(isSameStructure: boolean): void {
    this.run++;
    this.opened.clear();
    this.keepsPrograms = true;
    if (isSameStructure) return;
    this.programs.clear();
    this.overlays.clear();
  }

  /** Forgets everything: what a tsconfig says decides how a file is parsed. */
  clear(): void {
    this.sources.clear();
    this.programs.clear();
    this.overlays.clear();
  }

  /**
   * A source file, parsed only where it has to be.
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

  /** The program of the last run that was made of the same files, for the compiler to start from. */
  programBefore(key: string): ts.Program | undefined {
    return this.programs.get(key);
  }

  keep(key: string, program: ts.Program): void {
    if (this.keepsPrograms) this.programs.set(key, program);
  }

  /** Where the overlays of a tsconfig's programs are kept from run to run; `undefined` where there is one run only. */
  overlayOf(tsconfig: string): LastOverlay | undefined {
    if (!this.keepsPrograms) return undefined;
    const kept = this.overlays.get(tsconfig) ?? {};
    this.overlays.set(tsconfig, kept);
    return kept;
  }
}
