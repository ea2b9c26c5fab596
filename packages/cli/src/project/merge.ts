import type { Analysis, CompilerError, Diagnostic, FileChange } from "@typed-session/core";

/** One analysis out of several. A finding of two tsconfigs is kept once. */
export function merge(analyses: readonly Analysis[]): Analysis {
  const [first] = analyses;
  if (first && analyses.length === 1) return first;
  const all = <Item>(pick: (analysis: Analysis) => readonly Item[]): Item[] => distinct(analyses.flatMap(pick));
  const diagnostics = all((one) => one.report.diagnostics);
  const remaining = all((one) => one.fix.remaining);
  const changes = wantedChanges(analyses);
  const gone = changes.filter(({ after }) => after === undefined);
  // A file's rest that one program leaves is moved by another one.
  const isOvertaken = ({ file, related }: Diagnostic): boolean =>
    [file, ...related.map(({ at }) => at.file)].some((name) =>
      gone.some(({ fileName }) => fileName.endsWith(`/${name}`)),
    );
  return {
    report: {
      schemaVersion: 1,
      ok: diagnostics.length === 0,
      configs: all((one) => one.report.configs),
      fields: all((one) => one.report.fields),
      diagnostics,
    },
    diagnostics: all((one) => one.diagnostics),
    traces: all((one) => one.traces),
    openTargets: all((one) => one.openTargets),
    advice: all((one) => one.advice),
    problems: all((one) => one.problems),
    fix: {
      changes: firstOfEach(changes),
      fixed: [...all((one) => one.fix.fixed), ...remaining.filter(isOvertaken)],
      remaining: remaining.filter((one) => !isOvertaken(one)),
      leftToAuthor: all<CompilerError>((one) => one.fix.leftToAuthor),
      undeclaredReads: all<CompilerError>((one) => one.fix.undeclaredReads),
    },
  };
}

/** The items are plain data, so that equal ones have the same JSON. */
export function distinct<Item>(items: readonly Item[]): Item[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}

/** One change for each file. */
function firstOfEach(changes: readonly FileChange[]): FileChange[] {
  return changes.filter(({ fileName }, index) => changes.findIndex((one) => one.fileName === fileName) === index);
}

/**
 * The changes that the analyses want. If one moves a file's declarations, the other ones' changes of that file, or
 * because of it, are dropped.
 */
function wantedChanges(analyses: readonly Analysis[]): FileChange[] {
  const changesOf = ({ fix }: Analysis): readonly FileChange[] => fix.changes;
  const gone = new Set(
    analyses.flatMap(changesOf).flatMap(({ fileName, after }) => (after === undefined ? [fileName] : [])),
  );
  const isOvertaken = (one: Analysis): boolean =>
    changesOf(one).some(({ fileName, after }) => after !== undefined && gone.has(fileName));
  const moving = analyses.filter((one) => !isOvertaken(one)).flatMap(changesOf);
  const overtaken = analyses
    .filter(isOvertaken)
    .flatMap(changesOf)
    .filter(({ fileName }) => !moving.some((one) => one.fileName === fileName));
  return distinct([...moving, ...overtaken]);
}

/** Files that two analyses want changed differently. */
export function contestedFiles(analyses: readonly Analysis[]): string[] {
  const changes = wantedChanges(analyses).map(({ fileName }) => fileName);
  return [...new Set(changes.filter((fileName, index) => changes.indexOf(fileName) !== index))];
}
