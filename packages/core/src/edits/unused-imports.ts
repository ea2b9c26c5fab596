import type ts from "typescript";
import type { TypeScript } from "../syntax/typescript.js";
import { isExported } from "../syntax/modifiers.js";
import { replace } from "./members.js";
import type { TextEdit } from "./text-edit.js";

/** The names that an import declares. */
export function namesOf(ts: TypeScript, { importClause: clause }: ts.ImportDeclaration): readonly ts.Identifier[] {
  const bindings = clause?.namedBindings;
  return [
    ...(clause?.name ? [clause.name] : []),
    ...(bindings ? (ts.isNamespaceImport(bindings) ? [bindings] : bindings.elements).map(({ name }) => name) : []),
  ];
}

/**
 * Removes imported names, and an import with its last name. An import stays if it runs its module or alone makes the
 * file a module.
 *
 * @param runsModules whether `import { type T } from "…"` still runs the module, as under `verbatimModuleSyntax`
 */
export function removeImports(
  ts: TypeScript,
  file: ts.SourceFile,
  isUnused: (name: ts.Identifier) => boolean,
  runsModules: boolean,
): TextEdit[] {
  const gone = new Set<ts.Statement>();
  return file.statements.filter(ts.isImportDeclaration).flatMap((declaration): TextEdit[] => {
    const { importClause: clause } = declaration;
    const names = namesOf(ts, declaration);
    const unused = names.filter(isUnused);
    if (!clause || unused.length === 0) return [];
    if (unused.length < names.length) {
      const bindings = clause.namedBindings;
      const specifiers = bindings && ts.isNamedImports(bindings) ? [...bindings.elements] : [];
      return removeSpecifiers(file, specifiers, ({ name }) => unused.includes(name));
    }
    // (`phaseModifier` is newer than the oldest TypeScript supported.)
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    if (!clause.isTypeOnly && runsModules) return [];
    gone.add(declaration);
    if (isModuleWithout(ts, file, gone)) return removeLine(file, declaration);
    gone.delete(declaration);
    return [];
  });
}

/** Whether a file is still a module without some of its statements. */
function isModuleWithout(ts: TypeScript, file: ts.SourceFile, gone: ReadonlySet<ts.Statement>): boolean {
  return file.statements.some(
    (one) =>
      !gone.has(one) &&
      (ts.isImportDeclaration(one) || ts.isExportDeclaration(one) || ts.isExportAssignment(one) || isExported(ts, one)),
  );
}

/** Removes some names from a list that keeps others, each with its comma. */
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

/** Removes a statement with the rest of its line, but not what is above it. */
function removeLine(file: ts.SourceFile, statement: ts.Statement): TextEdit[] {
  const { text } = file;
  const start = statement.getStart(file);
  const isFirst = text.slice(text.lastIndexOf("\n", start - 1) + 1, start).trim() === "";
  const rest = /^[ \t]*(?:\r?\n|$)/.exec(text.slice(statement.end))?.[0];
  return isFirst && rest !== undefined ? [replace(file, start, statement.end + rest.length, "")] : [];
}
