import { analyze } from "../../src/index.js";
import { changed } from "./changed.js";
import { project, type Project, type ProjectOptions } from "./project.js";
import { outcomes, strip, type Outcome } from "./strip.js";

/** Deletes the members of a project's augmentations, lets `fix` write them again and compares the two as the compiler sees them. */
export function stripAndRestore(made: Project, options: ProjectOptions, blocks: "stay" | "go"): Restored {
  const { root } = made.workspace();
  const { without, copies } = strip(made.program(), blocks);
  const named = (texts: Iterable<readonly [string, string]>): Record<string, string> =>
    Object.fromEntries([...texts].map(([fileName, text]) => [fileName.slice(root.length + 1), text]));
  const bare = project({ ...made.files, ...named(without) }, options);
  const { fix } = analyze(bare.workspace(), options.analyze);
  const fixed = changed(bare.files, root, fix.changes);
  const both = project({ ...fixed, ...named(copies) }, options);
  return { fixed, outcomes: outcomes(both.program()) };
}

export interface Restored {
  /** The files after `fix`. */
  readonly fixed: Readonly<Record<string, string>>;
  readonly outcomes: readonly Outcome[];
}
