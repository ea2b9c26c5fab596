/**
 * An auth config that is not checked, and the reason: `unchecked` JavaScript, a file that the tsconfig does not include
 * (`left-out`), or one that another tsconfig of the directory includes (`elsewhere`).
 */
export interface Unseen {
  /** Absolute, `/`-separated. */
  readonly file: string;
  readonly why: "unchecked" | "left-out" | "elsewhere";
  /** The project directory of the file. */
  readonly project: string;
}

/** The extent of a run in a project. Plain data: it is kept with a result. */
export interface Survey {
  /** The number of the project's tsconfigs: its own and those that it refers to. */
  readonly tsconfigs: number;
  /** The number of files that they include. */
  readonly files: number;
  readonly configs: number;
  readonly fields: number;
  /** Whether the callbacks write something unseen, so that less is reported. */
  readonly isOpen: boolean;
  /** Whether Nuxt has not generated its tsconfigs yet. */
  readonly isUnprepared: boolean;
  readonly unseen: readonly Unseen[];
  /** The number of projects, each with a main tsconfig of its own. */
  readonly projects: number;
  /** The directories of other packages, imported by the projects, that hold the configs: absolute, `/`-separated. */
  readonly packages: readonly string[];
  /** The packages of the workspace, if all of them were read. */
  readonly workspace?: WorkspaceSurvey;
}

/** The packages of a workspace that have a tsconfig, as absolute, `/`-separated directories. */
export interface WorkspaceSurvey {
  /** Those that hold a config. */
  readonly holding: readonly string[];
  /** The others that import one of these. */
  readonly reading: readonly string[];
  /** The number of those that see no config. */
  readonly others: number;
}
