/**
 * Where an auth config stands that is not checked, and why: `unchecked` JavaScript, a file that the tsconfig does not take (`left-out`),
 * or one that another tsconfig of the directory takes (`elsewhere`).
 */
export interface Unseen {
  /** Absolute, `/`-separated. */
  readonly file: string;
  readonly why: "unchecked" | "left-out" | "elsewhere";
  /** The directory of the project that the file belongs to. */
  readonly project: string;
}

/** What was looked at in a project. Plain data: it is kept with a result. */
export interface Survey {
  /** How many tsconfigs the project has: its own and those that it refers to. */
  readonly tsconfigs: number;
  /** How many files they take. */
  readonly files: number;
  readonly configs: number;
  readonly fields: number;
  /** Whether the callbacks write something that cannot be seen, so that less is reported. */
  readonly isOpen: boolean;
  /** Whether Nuxt has not generated its tsconfigs yet. */
  readonly isUnprepared: boolean;
  readonly unseen: readonly Unseen[];
}
