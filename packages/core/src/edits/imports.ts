import type ts from "typescript";
import type { TypeScript } from "../syntax/typescript.js";
import { endOfLineComment, insert, replace } from "./members.js";
import type { NeededImport } from "./needed-import.js";
import { indentAt, isMultiline, type Style } from "./style.js";
import type { AddedImports, EditSet, TextEdit } from "./text-edit.js";

/**
 * Imports types into a file. They join an import of the same module, or get a line of their own: packages among
 * the other packages, the project's own files behind all.
 */
export function insertImports(
  ts: TypeScript,
  file: ts.SourceFile,
  needed: readonly NeededImport[],
  style: Style,
): TextEdit[] {
  const edits: TextEdit[] = [];
  const imports = file.statements.filter(ts.isImportDeclaration);
  const importsOf = (specifier: string): ts.ImportDeclaration[] =>
    imports.filter((one) => specifierIn(ts, one) === specifier);
  const bySpecifier = new Map<string, string[]>();
  for (const { exportName, specifier, localName } of needed) {
    // Only an existing import gives another name.
    if (localName !== undefined) continue;
    if (importsOf(specifier).some((one) => importsAlready(ts, one, exportName))) continue;
    const names = bySpecifier.get(specifier) ?? [];
    const isNew = exportName !== undefined && !names.includes(exportName);
    bySpecifier.set(specifier, isNew ? [...names, exportName] : names);
  }
  const lines = new Map<string, string>();
  for (const [specifier, names] of bySpecifier) {
    const list = importsOf(specifier)
      .flatMap((one) => listIn(ts, one) ?? [])
      .find(({ elements }) => elements.length > 0);
    if (list) edits.push(...addNames(file, list, names, style));
    else lines.set(specifier, importLine(file.fileName, specifier, names, style, runs(ts, file, specifier)));
  }
  if (lines.size === 0) return edits;
  if (imports.length > 0) return [...edits, ...addLines(ts, file, imports, lines, style)];
  const start = afterShebangAndDirectives(file.text);
  const head = inOrder([...lines.keys()]).map((one) => `${lines.get(one) ?? ""}${style.newline}`);
  return [...edits, insert(file, start, head.join("") + style.newline)];
}

/** The same as a set of edits that can be merged with other imports into that file. */
export function importing(ts: TypeScript, file: ts.SourceFile, needed: readonly NeededImport[], style: Style): EditSet {
  const editsFor = (all: readonly NeededImport[]): TextEdit[] => insertImports(ts, file, all, style);
  const edits = editsFor(needed);
  const imports: AddedImports = { fileName: file.fileName, needed, edits, editsFor };
  return { edits, newFiles: [], ...(edits.length > 0 && { imports: [imports] }) };
}

/** Puts new imports beside those of their kind. */
function addLines(
  ts: TypeScript,
  file: ts.SourceFile,
  imports: readonly ts.ImportDeclaration[],
  lines: ReadonlyMap<string, string>,
  style: Style,
): TextEdit[] {
  const packages = imports.filter((one) => !isOwn(specifierIn(ts, one)));
  return inOrder([...lines.keys()]).flatMap((specifier) => {
    const line = lines.get(specifier) ?? "";
    const hasNames = line.includes(" from ");
    const sorted = (): ts.ImportDeclaration | undefined =>
      hasNames ? placeAmong(ts, file, packages, specifier) : packages.at(-1);
    const before = isOwn(specifier) ? imports.at(-1) : sorted();
    if (before) {
      const at = endOfLineComment(file.text, before.end, file.text.length);
      return [insert(file, at, style.newline + line)];
    }
    const [first] = imports;
    return first ? [insert(file, first.getStart(file), line + style.newline)] : [];
  });
}

/**
 * The package's import that a new one follows: the one before it in alphabetical order, if they are in that order, else
 * the last. Imports for their effects have an order of their own.
 * @returns `undefined` if it comes before all of them
 */
function placeAmong(
  ts: TypeScript,
  file: ts.SourceFile,
  packages: readonly ts.ImportDeclaration[],
  specifier: string,
): ts.ImportDeclaration | undefined {
  const names = packages.map((one) => specifierIn(ts, one));
  const isSorted = names.every((name, index) => index === 0 || inAlphabet(names[index - 1] ?? "", name) <= 0);
  const [first] = packages;
  if (!first || !isSorted || packages.some(({ importClause }) => !importClause)) return packages.at(-1);
  const before = packages.findLast((one) => inAlphabet(specifierIn(ts, one), specifier) <= 0);
  // A comment above the first import may be about it, or about the file.
  return before ?? (/\S/.test(file.text.slice(first.pos, first.getStart(file))) ? packages.at(-1) : undefined);
}

/** Adds names to a list: in order if the list is in order, else at its end. A list that gets too long is broken. */
function addNames(file: ts.SourceFile, list: ts.NamedImports, names: readonly string[], style: Style): TextEdit[] {
  // Inside `import type { … }` a name needs no `type` of its own. (`phaseModifier` is newer than the oldest TypeScript supported.)
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  const prefix = list.parent.isTypeOnly ? "" : "type ";
  const old = list.elements.map((one) => ({ name: one.name.text, text: one.getText(file), node: one }));
  const isSorted =
    old.length > 1 && old.every(({ name }, index) => index === 0 || inAlphabet(old[index - 1]?.name ?? "", name) < 0);
  const added = [...names].sort(inAlphabet).map((name) => ({ name, text: prefix + name }));
  if (!isMultiline(file, list)) {
    const all = isSorted ? [...old, ...added].sort((a, b) => inAlphabet(a.name, b.name)) : [...old, ...added];
    const texts = all.map(({ text }) => text);
    const { start, end } = lineAround(file.text, list);
    const grown = added.reduce((sum, { text }) => sum + text.length + 2, 0);
    if (end - start + grown > style.width)
      return [replace(file, list.getStart(file), list.end, brokenList(texts, style))];
  }
  const indent = isMultiline(file, list)
    ? indentAt(file.text, list.elements[0]?.getStart(file) ?? list.pos)
    : undefined;
  const gap = indent === undefined ? " " : style.newline + indent;
  return added.flatMap(({ name, text }): TextEdit[] => {
    const next = isSorted ? old.find((one) => inAlphabet(name, one.name) < 0)?.node : undefined;
    if (next) return [insert(file, next.getStart(file), `${text},${gap}`)];
    return [insert(file, list.elements.at(-1)?.end ?? list.pos, `,${gap}${text}`)];
  });
}

function lineAround(text: string, list: ts.NamedImports): { readonly start: number; readonly end: number } {
  const end = /\r?\n|$/.exec(text.slice(list.end));
  return { start: text.lastIndexOf("\n", list.end) + 1, end: list.end + (end?.index ?? 0) };
}

function brokenList(names: readonly string[], { newline, indent }: Style): string {
  return `{${newline}${names.map((name) => `${indent}${name},${newline}`).join("")}}`;
}

/** Packages before the project's own files, both in alphabetical order. */
export function inOrder(specifiers: readonly string[]): string[] {
  const sorted = specifiers.toSorted(inAlphabet);
  return [...sorted.filter((one) => !isOwn(one)), ...sorted.filter(isOwn)];
}

/** Whether a specifier is for a file of the project: a relative path or a usual alias. */
function isOwn(specifier: string): boolean {
  return /^(?:[.~#]|@\/)/.test(specifier);
}

/** Compares alphabetically; capitals decide only between names that differ in nothing else. */
function inAlphabet(a: string, b: string): number {
  const [lowerA, lowerB] = [a.toLowerCase(), b.toLowerCase()];
  if (lowerA !== lowerB) return lowerA < lowerB ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * `import type { A, B } from "specifier";`. Without names it is an import that does nothing at run time, unless it may.
 */
export function importLine(
  fileName: string,
  specifier: string,
  names: readonly string[],
  style: Style,
  mayRun = fileName.endsWith(".d.ts"),
): string {
  const { pad, quote, semicolon, width } = style;
  const module = `${quote}${specifier}${quote}${semicolon}`;
  if (names.length === 0) return mayRun ? `import ${module}` : `import type {} from ${module}`;
  const sorted = [...names].sort(inAlphabet);
  const line = `import type {${pad}${sorted.join(", ")}${pad}} from ${module}`;
  return sorted.length > 1 && line.length > width ? `import type ${brokenList(sorted, style)} from ${module}` : line;
}

/** Whether a file runs the module of a specifier, or never runs itself. A type-only import then changes nothing. */
function runs(ts: TypeScript, file: ts.SourceFile, specifier: string): boolean {
  if (file.isDeclarationFile) return true;
  if (isOwn(specifier)) return false;
  return file.statements.some((one) => {
    if (!ts.isImportDeclaration(one)) return false;
    if (familyOf(specifierIn(ts, one)) !== familyOf(specifier)) return false;
    const { importClause: clause } = one;
    if (!clause) return true;
    // (`phaseModifier` is newer than the oldest TypeScript supported.)
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    if (clause.isTypeOnly) return false;
    const names = [
      clause.name,
      ...(listIn(ts, one)?.elements ?? []).map(({ isTypeOnly, name }) => (isTypeOnly ? undefined : name)),
    ];
    return names.some((name) => name !== undefined && isCalled(file.text, name.text));
  });
}

/** The package of a specifier, or its scope: who runs `@auth/express` runs `@auth/core`. */
function familyOf(specifier: string): string | undefined {
  return specifier.split("/", 1)[0];
}

/** Whether a text calls something of that name. */
function isCalled(text: string, name: string): boolean {
  return text
    .split(name)
    .some((after, index, parts) => index > 0 && /^\s*\(/.test(after) && !/[\w$.]$/.test(parts[index - 1] ?? ""));
}

function specifierIn(ts: TypeScript, { moduleSpecifier: one }: ts.ImportDeclaration): string {
  return ts.isStringLiteral(one) ? one.text : "";
}

function listIn(ts: TypeScript, node: ts.ImportDeclaration): ts.NamedImports | undefined {
  const bindings = node.importClause?.namedBindings;
  return bindings && ts.isNamedImports(bindings) ? bindings : undefined;
}

function importsAlready(ts: TypeScript, node: ts.ImportDeclaration, wanted: string | undefined): boolean {
  if (wanted === undefined) return true;
  const names = listIn(ts, node)?.elements ?? [];
  return names.some(({ name, propertyName }) => name.text === wanted && !propertyName);
}

/** A byte order mark, a shebang and `/// <reference …>` lines must stay first. */
function afterShebangAndDirectives(text: string): number {
  return /^\uFEFF?(?:#![^\n]*\n)?(?:\/\/\/[^\n]*\n|\s*\n)*/.exec(text)?.[0].length ?? 0;
}
