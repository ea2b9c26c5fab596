import type { FileChange } from "../../src/index.js";

/** Files by their names relative to a root. */
type Files = Readonly<Record<string, string>>;

/** The files after the changes: written, created, or gone. */
export function changed(files: Files, root: string, changes: readonly Pick<FileChange, "fileName" | "after">[]): Files {
  const texts = new Map<string, string | undefined>(Object.entries(files));
  for (const { fileName, after } of changes) texts.set(fileName.slice(root.length + 1), after);
  return Object.fromEntries([...texts].flatMap(([name, text]) => (text === undefined ? [] : [[name, text] as const])));
}
