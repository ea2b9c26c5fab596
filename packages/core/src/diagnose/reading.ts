import type { AnalyzeOptions } from "../api/analysis.js";
import { diagnoseAtOnce, wholeOf } from "./diagnose.js";
import { once } from "../compiler/once.js";
import { fieldsToChange, fieldsNeedingReaders } from "./fields-needing-readers.js";
import type { FieldNames, Workspace } from "../api/workspace.js";
import type { Diagnosis } from "./diagnosis.js";

/** The diagnosis of a program at once, and the whole one, which needs other programs. */
interface Reading {
  readonly workspace: Workspace;
  readonly atOnce: Diagnosis | undefined;
  readonly whole: () => Diagnosis;
  /** The workspace in which a fix is proven. */
  readonly proving: () => Workspace;
}

/**
 * Reads a program. If the report of fields depends on their readers, reads the program that includes these readers as
 * well.
 */
export function readAsFarAsNeeded(given: Workspace, options: AnalyzeOptions): Reading {
  const first = readingOf(given, options);
  if (!given.withReadersOf || !first.atOnce) return first;
  // The whole diagnosis may concern other fields than the one at once.
  const names = fieldsNeedingReaders(first.atOnce);
  const deciding = names.length > 0 ? names : fieldsNeedingReaders(first.whole());
  if (deciding.length === 0) return first;
  const held = deciding === "all" ? "all" : [...deciding, ...fieldsToChange(first.atOnce)];
  const second = readingOf(given.withReadersOf(held), options, held);
  // If all readers that name a field have it, the other readers must be read as well.
  const isOpen = held !== "all" && second.atOnce !== undefined && fieldsNeedingReaders(second.atOnce) === "all";
  return isOpen ? readingOf(given.withReadersOf("all"), options, "all") : second;
}

/** @param held the fields whose readers the workspace already includes */
function readingOf(workspace: Workspace, options: AnalyzeOptions, held: FieldNames = []): Reading {
  const atOnce = diagnoseAtOnce(workspace, options);
  if (!atOnce) return { workspace, atOnce, proving: () => workspace, whole: nobody };
  const read = atOnce.isWhole ? [] : furtherThan(held, fieldsToChange(atOnce));
  const withReaders = once(() => (read.length === 0 ? workspace : (workspace.withReadersOf?.(read) ?? workspace)));
  const whole = once(() => wholeOf(atOnce, withReaders));
  const proving = once(() => {
    // The whole diagnosis may concern the readers of other fields.
    const further = furtherThan(held, fieldsToChange(whole())).filter((name) => !read.includes(name));
    const fuller = withReaders();
    const programs = further.length === 0 ? undefined : fuller.readersOf?.(further);
    return programs ? { ...fuller, alsoProveIn: once(() => [...(fuller.alsoProveIn?.() ?? []), ...programs]) } : fuller;
  });
  return { workspace, atOnce, whole, proving };
}

function furtherThan(held: FieldNames, names: readonly string[]): readonly string[] {
  return held === "all" ? [] : names.filter((name) => !held.includes(name));
}

function nobody(): never {
  throw new Error("A program without an auth config has no diagnosis.");
}
