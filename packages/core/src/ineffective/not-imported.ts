import type ts from "typescript";
import { betweenQuotes } from "../syntax/quoted.js";
import type { ProgramView } from "../compiler/program-view.js";
import type { Library } from "../discover/library.js";
import { importing } from "../edits/imports.js";
import { styleIn } from "../workspace/style/style-in.js";
import type { EditSet } from "../edits/text-edit.js";
import { declaredFields, type Augmentation, type AugmentingMember } from "../declared/augmentations.js";
import { at } from "../declare/finding.js";
import type { Ineffective } from "./ineffective.js";

/**
 * Names of the library in an augmentation that are not imported, most often `DefaultSession`. Under `skipLibCheck` the
 * compiler does not report them, and the whole type around such a name is `any` for every reader. Other undeclared
 * names are skipped, as a file that was not loaded may declare them globally.
 */
export function namesNotImported(
  view: ProgramView,
  library: Library,
  augmentations: readonly Augmentation[],
): Ineffective[] {
  return augmentations.flatMap(({ file, members }) => {
    const seen = new Set<string>();
    return members.flatMap((member) =>
      unresolvedIn(view, member.node).flatMap((name): Ineffective[] => {
        const specifier = Object.values(library.specifiers).find((one) =>
          exportsOf(view, file, one).includes(name.text),
        );
        if (seen.has(name.text) || specifier === undefined) return [];
        seen.add(name.text);
        return [notImported(view, member, name, specifier)];
      }),
    );
  });
}

function notImported(
  view: ProgramView,
  { name: owner, node }: AugmentingMember,
  name: ts.Identifier,
  specifier: string,
): Ineffective {
  const { ts, types } = view;
  const file = name.getSourceFile();
  // A failing import of the name prevents another import of it.
  const isImported = types.isDeclared(types.symbolAt(name));
  return {
    ...at(name),
    message: isImported
      ? `\`${name.text}\` is imported from a module that does not export it, so that the type it stands in is \`any\` for every reader.`
      : `\`${name.text}\` is not imported, so that the type it stands in is \`any\` for every reader.`,
    edits: isImported
      ? importedInstead(view, file, name, specifier)
      : importing(ts, file, [{ exportName: name.text, specifier }], styleIn(view, file)),
    manual: `Import \`${name.text}\` from "${specifier}".`,
    fields: declaredFields(ts, owner, node),
  };
}

/** Changes the specifier of the name's import, if the new module exports everything that the import names. */
function importedInstead(
  view: ProgramView,
  file: ts.SourceFile,
  name: ts.Identifier,
  specifier: string,
): EditSet | undefined {
  const { ts, types } = view;
  const [declaration] = types.declarationsOf(types.symbolAt(name));
  const statement = declaration && ts.findAncestor(declaration, ts.isImportDeclaration);
  const { name: byDefault, namedBindings } = statement?.importClause ?? {};
  if (!statement || !namedBindings || !ts.isNamedImports(namedBindings)) return undefined;
  const { moduleSpecifier: before } = statement;
  // In broken code another expression may stand there.
  const range = ts.isStringLiteral(before) ? betweenQuotes(file, before) : undefined;
  if (!range) return undefined;
  const brought = namedBindings.elements.map((one) => (one.propertyName ?? one.name).text);
  const exported = exportsOf(view, file, specifier);
  if (![...brought, ...(byDefault ? ["default"] : [])].every((one) => exported.includes(one))) return undefined;
  return { edits: [{ fileName: file.fileName, ...range, text: specifier }], newFiles: [] };
}

/** The unresolved identifiers of type references. */
function unresolvedIn({ ts, types }: ProgramView, root: ts.Node): ts.Identifier[] {
  const found: ts.Identifier[] = [];
  const visit = (node: ts.Node): void => {
    // An unresolved base is the library's own already. TypeScript 7 makes a type reference of it.
    const isBase = ts.isHeritageClause(node.parent);
    const name = ts.isTypeReferenceNode(node) && !isBase ? node.typeName : undefined;
    // An undeclared name has a symbol too, which represents the error; so does an import of a missing export.
    if (name && ts.isIdentifier(name) && !types.isDeclared(types.resolvedAt(name))) found.push(name);
    ts.forEachChild(node, visit);
  };
  visit(root);
  return found;
}

/** The exports of a module that `file` imports or augments; none for any other module. */
function exportsOf({ ts, types }: ProgramView, file: ts.SourceFile, specifier: string): string[] {
  const names = file.statements.flatMap((statement) => {
    if (ts.isImportDeclaration(statement)) return [statement.moduleSpecifier];
    return ts.isModuleDeclaration(statement) && ts.isStringLiteral(statement.name) ? [statement.name] : [];
  });
  const name = names.find((one) => ts.isStringLiteral(one) && one.text === specifier);
  const module = name && types.symbolAt(name);
  return module ? types.exportsOf(module).map((one) => one.name) : [];
}
