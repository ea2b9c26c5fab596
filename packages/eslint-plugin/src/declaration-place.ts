import type { TypeScript } from "@typed-session/core";
import type ts from "typescript";

/** A part of a file in ESLint's count: lines start at 1, columns at 0. */
export interface Place {
  readonly start: { readonly line: number; readonly column: number };
  readonly end: { readonly line: number; readonly column: number };
}

/**
 * The place at which a file's declaration of a library interface is reported: the interface's name, else the name of
 * the first augmented module, else the type around the first change, else the top.
 *
 * @param offset that of the first change
 */
export function declarationPlace(
  ts: TypeScript,
  file: ts.SourceFile | undefined,
  interfaceName: string | undefined,
  offset: number,
): Place {
  const statements: readonly ts.Statement[] = file?.statements ?? [];
  const modules = statements.flatMap((one) => (isAugmentation(ts, one) ? [one] : []));
  const named = modules
    .flatMap(({ body }) => [...body.statements])
    .find(
      (node): node is ts.InterfaceDeclaration => ts.isInterfaceDeclaration(node) && node.name.text === interfaceName,
    );
  const around = statements.find(
    (node): node is ts.InterfaceDeclaration | ts.TypeAliasDeclaration =>
      (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) &&
      node.getStart(file) <= offset &&
      offset <= node.end,
  );
  const name = (named ?? modules[0] ?? around)?.name;
  return file && name ? placeIn(file, name) : { start: { line: 1, column: 0 }, end: { line: 1, column: 0 } };
}

function placeIn(file: ts.SourceFile, name: ts.Node): Place {
  const at = (offset: number): Place["start"] => {
    const { line, character } = file.getLineAndCharacterOfPosition(offset);
    return { line: line + 1, column: character };
  };
  return { start: at(name.getStart(file)), end: at(name.end) };
}

type Augmentation = ts.ModuleDeclaration & { readonly body: ts.ModuleBlock };

function isAugmentation(ts: TypeScript, node: ts.Node): node is Augmentation {
  return (
    ts.isModuleDeclaration(node) &&
    ts.isStringLiteral(node.name) &&
    node.body !== undefined &&
    ts.isModuleBlock(node.body)
  );
}
