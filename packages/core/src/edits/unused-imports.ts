import type ts from "typescript";
import { holdsName } from "../discover/text-scan.js";
import { replace } from "./members.js";
import type { TextEdit } from "./text-edit.js";

/**
 * Removes the imports that other edits of a file leave unused: mostly the type that a removed cast named. An import stays if a comment or a
 * text still holds its name, or if it runs its module.
 *
 * @param edits the other edits of the file; offsets are UTF-16
 * @param runsModules whether `import { type T } from "…"` runs the module all the same, as `verbatimModuleSyntax` has it
 */
export function removeUnusedImports(
  tsModule: typeof ts,
  file: ts.SourceFile,
  edits: readonly TextEdit[],
  runsModules: boolean,
): TextEdit[] {
  const imports = file.statements.filter(tsModule.isImportDeclaration);
  const removed = edits.map(({ start, end }) => file.text.slice(start, end)).join("\n");
  const kept = [
    textWithout(file.text, [...imports.map((one) => rangeOf(file, one)), ...edits]),
    ...edits.map(({ text }) => text),
  ].join("\n");
  const isUnused = ({ text }: ts.Identifier): boolean => holdsName(removed, text) && !holdsName(kept, text);
  return imports.flatMap((declaration): TextEdit[] => {
    const { importClause: clause } = declaration;
    if (!clause) return [];
    const bindings = clause.namedBindings;
    const specifiers = bindings && tsModule.isNamedImports(bindings) ? [...bindings.elements] : [];
    const names = [
      ...(clause.name ? [clause.name] : []),
      ...(bindings && tsModule.isNamespaceImport(bindings) ? [bindings.name] : specifiers.map(({ name }) => name)),
    ];
    const unused = names.filter(isUnused);
    if (unused.length === 0) return [];
    if (unused.length < names.length) return removeSpecifiers(file, specifiers, ({ name }) => unused.includes(name));
    // (`phaseModifier` is newer than the oldest TypeScript supported.)
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    const mayGo = (clause.isTypeOnly || !runsModules) && isModuleWithout(tsModule, file, declaration);
    return mayGo ? removeLine(file, declaration) : [];
  });
}

interface Range {
  readonly start: number;
  readonly end: number;
}

function rangeOf(file: ts.SourceFile, node: ts.Node): Range {
  return { start: node.getStart(file), end: node.end };
}

function textWithout(text: string, ranges: readonly Range[]): string {
  let from = 0;
  const parts: string[] = [];
  for (const { start, end } of ranges.toSorted((a, b) => a.start - b.start)) {
    parts.push(text.slice(from, start));
    from = Math.max(from, end);
  }
  return [...parts, text.slice(from)].join("\n");
}

/** Whether a file still is a module, and no script, when one of its statements is gone. */
function isModuleWithout(tsModule: typeof ts, file: ts.SourceFile, gone: ts.Statement): boolean {
  return file.statements.some(
    (one) =>
      one !== gone &&
      (tsModule.isImportDeclaration(one) ||
        tsModule.isExportDeclaration(one) ||
        tsModule.isExportAssignment(one) ||
        (tsModule.canHaveModifiers(one) &&
          tsModule.getModifiers(one)?.some(({ kind }) => kind === tsModule.SyntaxKind.ExportKeyword) === true)),
  );
}

/** Takes some names out of a list of which others stay, each with the comma that belongs to it. */
function removeSpecifiers(
  file: ts.SourceFile,
  specifiers: readonly ts.ImportSpecifier[],
  isGone: (one: ts.ImportSpecifier) => boolean,
): TextEdit[] {
  const lastKept = specifiers.findLastIndex((one) => !isGone(one));
  if (lastKept === -1) return [];
  return specifiers.flatMap((one, index): TextEdit[] => {
    if (!isGone(one)) return [];
    const next = specifiers[index + 1];
    const before = specifiers[index - 1];
    if (index < lastKept && next) return [replace(file, one.getStart(file), next.getStart(file), "")];
    return before ? [replace(file, before.end, one.end, "")] : [];
  });
}

/** Removes a statement together with the rest of its line, and leaves what stands above it. */
function removeLine(file: ts.SourceFile, statement: ts.Statement): TextEdit[] {
  const { text } = file;
  const start = statement.getStart(file);
  const isFirst = text.slice(text.lastIndexOf("\n", start - 1) + 1, start).trim() === "";
  const rest = /^[ \t]*(?:\r?\n|$)/.exec(text.slice(statement.end))?.[0];
  return isFirst && rest !== undefined ? [replace(file, start, statement.end + rest.length, "")] : [];
}
