import type ts from "typescript";
import type { ImportableName } from "../compiler/module-names.js";
import { insert } from "./members.js";
import { indentAt, isMultiline, type Style } from "./style.js";
import type { TextEdit } from "./text-edit.js";

/** A named type that a file must import, or, without a name, a module that must only be part of the program. */
export interface NeededImport extends Omit<ImportableName, "exportName"> {
  readonly exportName?: string;
}

/** Imports types into a file: added to an import of the same module where there is one, else on a line after the last import. */
export function insertImports(
  tsModule: typeof ts,
  file: ts.SourceFile,
  needed: readonly NeededImport[],
  style: Style,
): TextEdit[] {
  const edits: TextEdit[] = [];
  const imports = file.statements.filter(tsModule.isImportDeclaration);
  const importsOf = (specifier: string): ts.ImportDeclaration[] =>
    imports.filter(({ moduleSpecifier: one }) => tsModule.isStringLiteral(one) && one.text === specifier);
  const bySpecifier = new Map<string, string[]>();
  for (const { exportName, specifier, localName } of needed) {
    // Only an import that is there gives another name.
    if (localName !== undefined) continue;
    if (importsOf(specifier).some((one) => importsAlready(tsModule, one, exportName))) continue;
    const names = bySpecifier.get(specifier) ?? [];
    const isNew = exportName !== undefined && !names.includes(exportName);
    bySpecifier.set(specifier, isNew ? [...names, exportName] : names);
  }
  const lines: string[] = [];
  for (const [specifier, names] of bySpecifier) {
    const last = importsOf(specifier)
      .flatMap((one) => namesIn(tsModule, one).at(-1) ?? [])
      .at(0);
    if (last) {
      const list = last.parent;
      // Inside `import type { … }` a name needs no `type` of its own. (`phaseModifier` is newer than the oldest TypeScript supported.)
      // eslint-disable-next-line @typescript-eslint/no-deprecated
      const prefix = list.parent.isTypeOnly ? "" : "type ";
      const isOneByLine = isMultiline(file, list);
      const separator = isOneByLine ? `,${style.newline}${indentAt(file.text, last.getStart(file))}` : ", ";
      edits.push(insert(file, last.end, names.map((name) => separator + prefix + name).join("")));
    } else {
      lines.push(importLine(file.fileName, specifier, names, style));
    }
  }
  if (lines.length === 0) return edits;
  const last = imports.at(-1);
  if (last) return [...edits, insert(file, last.end, lines.map((line) => style.newline + line).join(""))];
  const start = afterShebangAndDirectives(file.text);
  return [...edits, insert(file, start, lines.map((line) => line + style.newline).join("") + style.newline)];
}

/** `import type { A, B } from "specifier";`, or what imports nothing and does nothing at run time. */
export function importLine(fileName: string, specifier: string, names: readonly string[], style: Style): string {
  const module = `${style.quote}${specifier}${style.quote}${style.semicolon}`;
  if (names.length > 0) return `import type { ${names.join(", ")} } from ${module}`;
  return fileName.endsWith(".d.ts") ? `import ${module}` : `import type {} from ${module}`;
}

function namesIn(tsModule: typeof ts, node: ts.ImportDeclaration): readonly ts.ImportSpecifier[] {
  const bindings = node.importClause?.namedBindings;
  return bindings && tsModule.isNamedImports(bindings) ? bindings.elements : [];
}

function importsAlready(tsModule: typeof ts, node: ts.ImportDeclaration, wanted: string | undefined): boolean {
  if (wanted === undefined) return true;
  return namesIn(tsModule, node).some(({ name, propertyName }) => name.text === wanted && !propertyName);
}

/** A byte-order mark, a shebang and `/// <reference …>` lines must stay first. */
function afterShebangAndDirectives(text: string): number {
  return /^\uFEFF?(?:#![^\n]*\n)?(?:\/\/\/[^\n]*\n|\s*\n)*/.exec(text)?.[0].length ?? 0;
}
