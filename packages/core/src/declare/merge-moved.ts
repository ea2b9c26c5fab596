import type ts from "typescript";
import type { TypeScript } from "../syntax/typescript.js";
import { holdsName } from "../discover/text-scan.js";
import { insertImports } from "../edits/imports.js";
import type { NeededImport } from "../edits/needed-import.js";
import { dedented, insert } from "../edits/members.js";
import { styleIn } from "../workspace/style/style-in.js";
import type { Style } from "../edits/style.js";
import { applyEdits, type TextEdit } from "../edits/text-edit.js";
import { appendToBlock, appendToFile } from "./edits.js";
import { mergeInterface, sameText } from "./merge-members.js";
import { rebasedSpecifier } from "./rebase.js";
import type { Workspace } from "../api/workspace.js";
import { compilerOf } from "../compiler/compiler.js";

/** A statement that moves, with its comments, as text for the new place. */
export interface MovedStatement {
  readonly node: ts.Statement;
  readonly text: string;
}

/** The contents that move out of a file. */
interface Moved {
  readonly file: ts.SourceFile;
  readonly statements: readonly MovedStatement[];
  /** All imports of the file, whether the moved statements use them or not. */
  readonly imports: readonly ts.ImportDeclaration[];
  /** The names of types that the statements use and that the file exports and keeps. */
  readonly usedExports: readonly string[];
}

/**
 * A file's text with the moved statements. Members join an interface that the file already augments.
 *
 * @returns `undefined` if the two contradict each other
 */
export function mergeInto(
  workspace: Workspace,
  target: { readonly fileName: string; readonly text: string },
  moved: Moved,
): string | undefined {
  const { ts } = workspace;
  const parsed = (text: string): ts.SourceFile =>
    ts.createSourceFile(target.fileName, text, ts.ScriptTarget.Latest, true);
  const imports = importEdits(workspace, parsed(target.text), moved);
  if (!imports) return undefined;
  const steps = moved.statements.flatMap((one) => stepsFor(workspace, moved.file, one));
  let text = applyEdits(target.text, imports);
  for (const step of steps) {
    // Each step sees the text that the one before it has left: two of them may change one interface.
    const edits = step(parsed(text));
    if (!edits) return undefined;
    text = applyEdits(text, edits);
  }
  return text.trimStart();
}

/** Edits that bring one thing into a file in its present state; `undefined` if it contradicts the file. */
type Step = (target: ts.SourceFile) => TextEdit[] | undefined;

function stepsFor(workspace: Workspace, file: ts.SourceFile, { node, text }: MovedStatement): Step[] {
  const { ts } = workspace;
  const dedented = text.replaceAll("\r\n", "\n");
  const style = (target: ts.SourceFile): Style => styleIn(workspace, target, styleIn(workspace, file));
  const append: Step = (target) => [appendToFile(target, undefined, dedented, style(target))];
  if (!ts.isModuleDeclaration(node)) {
    const name = declaredName(ts, node);
    return [
      (target) => {
        const other = target.statements.find((one) => name !== undefined && declaredName(ts, one) === name);
        if (!other) return append(target);
        return sameText(other.getText(target), dedented) ? [] : undefined;
      },
    ];
  }
  const specifier = node.name.text;
  // The members as text for the new place.
  const block = blockIn(ts, ts.createSourceFile("moved.d.ts", text, ts.ScriptTarget.Latest, true), specifier);
  if (!block) return [() => undefined];
  const into: Step[] = block.statements.map((one): Step => (target) => {
    const there = blockIn(ts, target, specifier);
    return there && statementInto(ts, target, there, one, style(target));
  });
  const isNew: Step = (target) => (blockIn(ts, target, specifier) ? [] : append(target));
  return [isNew, ...into];
}

/** The first block of a file for a module. */
function blockIn(ts: TypeScript, file: ts.SourceFile, specifier: string): ts.ModuleBlock | undefined {
  const found = file.statements.find(
    (one): one is ts.ModuleDeclaration => ts.isModuleDeclaration(one) && one.name.text === specifier,
  );
  return found?.body && ts.isModuleBlock(found.body) ? found.body : undefined;
}

function statementInto(
  ts: TypeScript,
  target: ts.SourceFile,
  block: ts.ModuleBlock,
  node: ts.Statement,
  style: Style,
): TextEdit[] | undefined {
  const own = node.getSourceFile();
  const name = declaredName(ts, node);
  const other = block.statements.find((one) => name !== undefined && declaredName(ts, one) === name);
  const text = node.getText(own);
  if (!other) return appendToBlock(ts, target, block, dedented(own, node.getStart(own), node.end, node), style);
  if (sameText(other.getText(target), text)) return [];
  return ts.isInterfaceDeclaration(other) && ts.isInterfaceDeclaration(node)
    ? mergeInterface(ts, other, node, style)
    : undefined;
}

function declaredName(ts: TypeScript, node: ts.Statement): string | undefined {
  return ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isEnumDeclaration(node)
    ? node.name?.text
    : undefined;
}

/** A name that an import gives a file. */
interface Binding {
  readonly local: string;
  /** `default`, `*`, or the name that the module exports. */
  readonly imported: string;
  readonly specifier: string;
}

/** The imports that a file needs for what moves into it; `undefined` if one of the names means something else there. */
function importEdits(workspace: Workspace, target: ts.SourceFile, moved: Moved): TextEdit[] | undefined {
  const { ts } = workspace;
  const { file, statements, imports, usedExports } = moved;
  const texts = statements.map(({ text }) => text);
  const isUsed = (name: string): boolean => texts.some((text) => holdsName(text, name));
  const rebased = (specifier: string): string =>
    specifier.startsWith(".") ? rebasedSpecifier(specifier, file.fileName, target.fileName) : specifier;
  const wanted = [
    ...imports.flatMap((one) => bindingsOf(ts, one)).filter(({ local }) => isUsed(local)),
    ...usedExports.map((name) => ({ local: name, imported: name, specifier: ownSpecifier(file) })),
  ].map((one): Binding => ({ ...one, specifier: rebased(one.specifier) }));
  const bare = imports.filter(({ importClause: clause }) => clause === undefined || isEmptyClause(ts, clause));
  const present = target.statements.filter(ts.isImportDeclaration).flatMap((one) => bindingsOf(ts, one));
  const declared = new Set(target.statements.flatMap((one) => declaredName(ts, one) ?? []));
  const leadsTo = (specifier: string): string =>
    compilerOf(ts).resolvedFile(workspace, specifier, target.fileName) ?? specifier;
  const isSame = (a: Binding, b: Binding): boolean =>
    a.imported === b.imported && (a.specifier === b.specifier || leadsTo(a.specifier) === leadsTo(b.specifier));
  const missing: Binding[] = [];
  for (const binding of wanted) {
    const there = present.find(({ local }) => local === binding.local);
    if (declared.has(binding.local) || (there && !isSame(there, binding))) return undefined;
    if (!there) missing.push(binding);
  }
  const style = styleIn(workspace, target, styleIn(workspace, file));
  const plain = missing.filter(({ local, imported }) => local === imported && local !== "default");
  const needed = [
    ...plain.map(({ imported, specifier }): NeededImport => ({ exportName: imported, specifier })),
    ...bare.flatMap(({ moduleSpecifier: one }): NeededImport[] =>
      ts.isStringLiteral(one) ? [{ specifier: rebased(one.text) }] : [],
    ),
  ];
  const lines = missing
    .filter((one) => !plain.includes(one))
    .map(({ local, imported, specifier }) => {
      const names = imported === "default" ? local : imported === "*" ? `* as ${local}` : `{ ${imported} as ${local} }`;
      return `import type ${names} from ${style.quote}${specifier}${style.quote}${style.semicolon}${style.newline}`;
    });
  const [first] = target.statements;
  return [
    ...(lines.length > 0 ? [insert(target, first?.getStart(target) ?? 0, lines.join(""))] : []),
    ...insertImports(ts, target, needed, style),
  ];
}

function isEmptyClause(ts: TypeScript, { name, namedBindings }: ts.ImportClause): boolean {
  return (
    name === undefined &&
    namedBindings !== undefined &&
    ts.isNamedImports(namedBindings) &&
    namedBindings.elements.length === 0
  );
}

/** `./next-auth` for `types/next-auth.d.ts`: the specifier for a file beside it. */
function ownSpecifier({ fileName }: ts.SourceFile): string {
  return `./${fileName.slice(fileName.lastIndexOf("/") + 1).replace(/(\.d)?\.[cm]?tsx?$/, "")}`;
}

function bindingsOf(ts: TypeScript, declaration: ts.ImportDeclaration): Binding[] {
  const { importClause: clause, moduleSpecifier } = declaration;
  if (!clause || !ts.isStringLiteral(moduleSpecifier)) return [];
  const specifier = moduleSpecifier.text;
  const { name, namedBindings } = clause;
  const named = !namedBindings
    ? []
    : ts.isNamespaceImport(namedBindings)
      ? [{ local: namedBindings.name.text, imported: "*" }]
      : namedBindings.elements.map((one) => ({ local: one.name.text, imported: (one.propertyName ?? one.name).text }));
  return [...(name ? [{ local: name.text, imported: "default" }] : []), ...named].map((one) => ({ ...one, specifier }));
}
