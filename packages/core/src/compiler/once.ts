import type ts from "typescript";

/** Does the work at the first call, and never again. */
export function once<Result>(work: () => Result): () => Result {
  let done: { readonly result: Result } | undefined;
  return () => (done ??= { result: work() }).result;
}

/**
 * Asks a question about a file once in the file's lifetime. In an editor most files of a program are the same objects
 * as before the last key, and an analysis would spend most of its own time on asking all of them again.
 *
 * @param answer must depend only on the file, not on the program that holds it
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
