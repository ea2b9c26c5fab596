import type ts from "typescript";
import type { TypeScript } from "../syntax/typescript.js";
import { localTypes } from "./local-types.js";
import { endOfLineComment, removeStatement, startWithComments } from "./members.js";
import { joinRemovals, type TextEdit } from "./text-edit.js";
import { namesOf, removeImports } from "./unused-imports.js";

/** An import or a type of a file under its name, which is of use only if something else names it. */
interface Named {
  readonly name: string;
  /** Its ranges with its comments; several if a type is declared in parts. */
  readonly ranges: readonly Range[];
}

interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * Removes what other edits of a file leave unused: imports and local types that only a removed cast named. A name in a
 * comment or a text elsewhere keeps its declaration, and an import that runs its module stays.
 *
 * @param edits the other edits of the file; offsets are UTF-16
 * @param runsModules whether `import { type T } from "…"` still runs the module, as under `verbatimModuleSyntax`
 */
export function removeUnused(
  ts: TypeScript,
  file: ts.SourceFile,
  edits: readonly TextEdit[],
  runsModules: boolean,
): TextEdit[] {
  const imports = file.statements.filter(ts.isImportDeclaration);
  const imported = imports.flatMap((one) => namesOf(ts, one));
  const types = localTypes(ts, file);
  const named: Named[] = [
    ...imported.map(({ text }): Named => ({ name: text, ranges: [] })),
    ...types.map(({ name, statements }) => ({ name, ranges: statements.map((one) => withComments(file, one)) })),
  ];
  const importRanges = imports.map((one) => ({ start: one.getStart(file), end: one.end }));
  const before = namesInUse(file.text, named, importRanges);
  // A declaration that was unused before stays and still uses what it names.
  const staying = named.filter(({ name }) => !before.has(name)).flatMap(({ ranges }) => ranges);
  const after = namesInUse(file.text, named, importRanges, edits, staying);
  const isUnused = (name: string): boolean => before.has(name) && !after.has(name);
  const unusedTypes = types.filter(({ name }) => isUnused(name));
  return joinRemovals([
    ...removeImports(ts, file, ({ text }) => isUnused(text), runsModules),
    ...unusedTypes.flatMap(({ statements }) => statements.flatMap((one) => removeStatement(file, one))),
  ]);
}

function withComments(file: ts.SourceFile, statement: ts.Statement): Range {
  return {
    start: startWithComments(file, statement),
    end: endOfLineComment(file.text, statement.end, file.text.length),
  };
}

/** The names that the rest of a file uses, and those that these use in turn; with `edits`, in the edited file. */
function namesInUse(
  text: string,
  named: readonly Named[],
  imports: readonly Range[],
  edits: readonly TextEdit[] = [],
  staying: readonly Range[] = [],
): ReadonlySet<string> {
  const ranges = named.flatMap((one) => one.ranges);
  const rest = [textWithout(text, [...imports, ...ranges, ...edits]), ...edits.map((edit) => edit.text)].join("\n");
  const inUse = new Set<string>();
  const queue = [rest, ...staying.map(({ start, end }) => text.slice(start, end))];
  for (let held = queue.pop(); held !== undefined; held = queue.pop()) {
    const words = new Set(held.match(/[\p{ID_Start}$_][\p{ID_Continue}$]*/gu));
    for (const { name, ranges: own } of named) {
      if (inUse.has(name) || !words.has(name)) continue;
      inUse.add(name);
      queue.push(...own.map(({ start, end }) => text.slice(start, end)));
    }
  }
  return inUse;
}

function textWithout(text: string, ranges: readonly Range[]): string {
  let from = 0;
  const parts: string[] = [];
  for (const { start, end } of ranges.toSorted((a, b) => a.start - b.start)) {
    parts.push(text.slice(from, Math.max(from, start)));
    from = Math.max(from, end);
  }
  return [...parts, text.slice(from)].join("\n");
}
