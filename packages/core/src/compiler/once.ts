import type ts from "typescript";

/** Does the work when it is first asked for, and never again. */
export function once<Result>(work: () => Result): () => Result {
  let done: { readonly result: Result } | undefined;
  return () => (done ??= { result: work() }).result;
}

/**
 * Asks a question about a file once, for as long as there is the file. In an editor most files of a program are the same objects as before
 * the last key, and asking all of them again is what an analysis would spend most of its own time on.
 *
 * @param answer rests on the file alone, not on the program that holds it
 */
export function oncePerFile<T>(answer: (file: ts.SourceFile) => T): (file: ts.SourceFile) => T {
  const known = new WeakMap<ts.SourceFile, { readonly answer: T }>();
  return (file) => {
    const before = known.get(file);
    if (before) return before.answer;
    const now = { answer: answer(file) };
    known.set(file, now);
    return now.answer;
  };
}
