import type ts from "typescript";

/**
 * Everything the engine needs from outside. The engine itself reads no file and imports no `typescript` at run time.
 */
export interface Workspace {
  /** The `typescript` namespace that made `program`. */
  readonly ts: typeof ts;
  /** Where programs of one project follow each other, as in an editor: kept by whoever makes them, for the analyses to start from. */
  readonly lastOverlay?: LastOverlay;
  /** A program that holds at least the auth configs, what they import, and the declaration files. */
  readonly program: ts.Program;
  /**
   * The host that made `program`, or one that answers like it: overlays resolve modules and read files through it. Where it has a
   * cancellation token, the engine throws TypeScript's `OperationCanceledException` soon after that is set.
   */
  readonly host: ts.CompilerHost;
  /** Absolute path of the project's root, `/`-separated. Nothing outside it is ever edited; reports are relative to it. */
  readonly root: string;
  /** Whether the project's tsconfig would make a file of this (absolute) name part of the program. */
  readonly wouldInclude: (fileName: string) => boolean;
  /** Where the project has several tsconfigs, how many of them would: a declaration goes where most of its programs see it. */
  readonly programsIncluding?: (fileName: string) => number;
  /** Whether a fix may delete files: whoever makes its edits in an editor or a linter cannot. Default false. */
  readonly mayDeleteFiles?: boolean;
  /** Files inside `root` that augment a session library but are not part of `program`. */
  readonly strayFiles?: readonly StrayFile[];
  /** The tsconfig of `program`, so that a finding can name and fix it. */
  readonly configFile?: { readonly fileName: string; readonly text: string };
  /** Further programs that see the same augmentation (Nuxt's app beside its server): a fix must hold in them as well. */
  readonly alsoProveIn?: readonly ProvingProgram[];
  /**
   * The workspace with the files that may read a field of one of these names, where `program` does not hold every file of the project.
   * Asked for where it depends on their readers whether fields are reported.
   */
  readonly withReadersOf?: (fieldNames: FieldNames) => Workspace;
  /** The programs of those files, for fields whose readers have a say in nothing but whether a declaration can change. */
  readonly readersOf?: (fieldNames: FieldNames) => readonly ProvingProgram[];
}

/** A program in which a fix must hold. */
export interface ProvingProgram {
  readonly program: ts.Program;
  readonly host: ts.CompilerHost;
  /** Names of files whose errors are looked for elsewhere. */
  readonly skips?: ReadonlySet<string>;
  /** Whether its tsconfig would take a file of this name: it is taken to take every file without it. */
  readonly wouldInclude?: (fileName: string) => boolean;
}

/** Fields whose readers matter. */
export type FieldNames = readonly string[] | "all";

export interface StrayFile {
  readonly fileName: string;
  readonly text: string;
  /** Whether another program that holds the same auth config takes it. */
  readonly isElsewhere: boolean;
}

/** The last overlay of a program that is edited again and again, for the next one to start from. */
export interface LastOverlay {
  last?: { readonly base: ts.Program; readonly program: ts.Program };
}
