import type { Program, Host } from "./program.js";
import type { TypeScript } from "../syntax/typescript.js";

/**
 * Everything the engine needs from outside. The engine itself reads no file and imports no `typescript` at run time.
 */
export interface Workspace {
  /** The `typescript` namespace that made `program`. */
  readonly ts: TypeScript;
  /**
   * For programs of one project that follow each other, as in an editor: the surface keeps it, and each analysis starts
   * from it.
   */
  readonly lastOverlay?: LastOverlay;
  /** A program that holds at least the auth configs, what they import, and the declaration files. */
  readonly program: Program;
  /**
   * The host that made `program`, or one that answers like it: overlays resolve modules and read files through it. If
   * it has a cancellation token, the engine throws TypeScript's `OperationCanceledException` soon after that is set.
   */
  readonly host: Host;
  /** Absolute path of the project's directory, `/`-separated: new declaration files go into it. */
  readonly root: string;
  /**
   * Absolute path of the directory outside of which nothing is ever edited: the root of a repository with several
   * packages. Default `root`.
   */
  readonly editRoot?: string;
  /** Absolute path of the directory that reports name files from. Default `root`. */
  readonly reportRoot?: string;
  /** Whether the project's tsconfig would make a file of this (absolute) name part of the program. */
  readonly wouldInclude: (fileName: string) => boolean;
  /**
   * In a project with several tsconfigs, how many of them would: a declaration goes where most of the programs see it.
   */
  readonly programsIncluding?: (fileName: string) => number;
  /** Whether a fix may delete files, which an editor or a linter cannot do. Default false. */
  readonly mayDeleteFiles?: boolean;
  /** Files inside `root` that augment a session library but are not part of `program`. */
  readonly strayFiles?: readonly StrayFile[];
  /** The tsconfig of `program`, so that a finding can name and fix it. */
  readonly configFile?: { readonly fileName: string; readonly text: string };
  /**
   * The workspace for a config in a file of another package of the repository: declarations go into that package.
   * `undefined` for a file of the project's own package.
   */
  readonly inPackageOf?: (fileName: string) => Workspace | undefined;
  /** Whether other packages import the project's, as far as that is known. */
  readonly isImported?: () => boolean;
  /** Why it is not known what all packages that import the project's read, as one sentence; `undefined` if it is. */
  readonly whyReadersUnknown?: () => string | undefined;
  /**
   * Further programs that see the same augmentation (Nuxt's app beside its server, the packages that import the config's):
   * a fix must hold in them as well, and what they read is read. Called if something depends on them.
   */
  readonly alsoProveIn?: () => readonly ProvingProgram[];
  /**
   * The workspace with the files that may read a field of one of these names, if `program` does not hold every file of
   * the project. Called if the report of a field depends on its readers.
   */
  readonly withReadersOf?: (fieldNames: FieldNames) => Workspace;
  /** The programs of those files, for fields whose readers decide only whether a declaration can change. */
  readonly readersOf?: (fieldNames: FieldNames) => readonly ProvingProgram[];
}

/** The directories of a workspace that differ if its project is one of several packages. */
export type Roots = Pick<Workspace, "root" | "editRoot" | "reportRoot">;

export function editRootOf({ root, editRoot = root }: Roots): string {
  return editRoot;
}

export function reportRootOf({ root, reportRoot = root }: Roots): string {
  return reportRoot;
}

/** A program in which a fix must hold. */
export interface ProvingProgram {
  readonly program: Program;
  readonly host: Host;
  /** The name of its package, if that is another one than the workspace's. */
  readonly project?: string;
  /** Names of files whose errors another program checks. */
  readonly skips?: ReadonlySet<string>;
  /**
   * Whether its tsconfig would include a file of this name; without the function every file is assumed to be included.
   */
  readonly wouldInclude?: (fileName: string) => boolean;
}

/** Fields whose readers matter. */
export type FieldNames = readonly string[] | "all";

export interface StrayFile {
  readonly fileName: string;
  readonly text: string;
  /** Whether another program with the same auth config includes it. */
  readonly isElsewhere: boolean;
}

/** The last overlay of a program that is edited repeatedly, as a start for the next one. */
export interface LastOverlay {
  last?: { readonly base: Program; readonly program: Program };
}
