import type ts from "typescript";
import type { TypeScript } from "../syntax/typescript.js";
import { importableName } from "../compiler/module-names.js";
import { viewOf, type TypeView } from "../compiler/program-view.js";
import { importing } from "../edits/imports.js";
import type { NeededImport } from "../edits/needed-import.js";
import { insertMembers, removeMember, removeStatement } from "../edits/members.js";
import { styleIn } from "../workspace/style/style-in.js";
import { joinEdits, type EditSet, type TextEdit } from "../edits/text-edit.js";
import { keyText } from "../api/field-key.js";
import type { InterfaceName } from "../api/report.js";
import { declaredPaths } from "../declared/augmentations.js";
import { at } from "../declare/finding.js";
import type { Ineffective } from "./ineffective.js";
import { memberText } from "../declare/merge-members.js";
import type { DeclaredInterfaces } from "../declared/interfaces.js";
import type { Workspace } from "../api/workspace.js";
import { propertyName } from "../syntax/names.js";

/** A property with a type; properties without one are not checked. */
type TypedProperty = ts.PropertySignature & { readonly type: ts.TypeNode };

/**
 * Members of one interface to which two of the project's declarations give different types: the first in program order
 * wins.
 */
export function contradictedMembers(workspace: Workspace, declared: DeclaredInterfaces): Ineffective[] {
  const view = viewOf(workspace);
  const { ts } = view;
  return declared.names.flatMap((name) => {
    const first = new Map<string, TypedProperty>();
    return declared.ownDeclarations(name).flatMap((declaration) =>
      declaration.members.flatMap((member): Ineffective[] => {
        if (!isTyped(ts, member)) return [];
        const property = propertyName(ts, member.name);
        if (property === undefined) return [];
        const winner = first.get(property);
        if (!winner) {
          first.set(property, member);
          return [];
        }
        if (winner.parent === member.parent || isSameType(view, winner.type, member.type)) return [];
        return [contradicted(workspace, name, winner, member, property)];
      }),
    );
  });
}

function isTyped(ts: TypeScript, member: ts.TypeElement): member is TypedProperty {
  return ts.isPropertySignature(member) && member.type !== undefined;
}

function isSameType({ types }: TypeView, a: ts.TypeNode, b: ts.TypeNode): boolean {
  return types.isSameToReaders(types.typeFromNode(a), types.typeFromNode(b));
}

function contradicted(
  workspace: Workspace,
  name: InterfaceName,
  winner: TypedProperty,
  loser: TypedProperty,
  property: string,
): Ineffective {
  const paths = declaredPaths(workspace.ts, loser.parent).filter(([outermost]) => outermost === property);
  return {
    ...at(loser.name),
    message: `\`${property}\` of \`${name}\` is declared here once more with another type: the first declaration wins, this one has no effect.`,
    edits: mergeInto(workspace, winner, loser),
    manual: "Put both declarations together into one.",
    related: [{ message: "the declaration that takes effect", node: winner }],
    fields: paths.map((names) => keyText({ interface: name, names })),
  };
}

/** Moves the members that only the losing literal declares into the winning one, and removes the losing member. */
function mergeInto(workspace: Workspace, winner: TypedProperty, loser: TypedProperty): EditSet | undefined {
  const { ts } = workspace;
  const to = literalOf(ts, winner.type);
  const from = literalOf(ts, loser.type);
  if (!to || !from) return undefined;
  const winnerFile = winner.getSourceFile();
  const loserFile = loser.getSourceFile();
  // A quoted name equals the same name without quotes.
  const nameOf = ({ name }: ts.TypeElement): string | undefined => name && (propertyName(ts, name) ?? name.getText());
  const known = new Set(to.members.map(nameOf));
  const missing = from.members.filter((member) => !known.has(nameOf(member)));
  const texts = missing.map((member) => memberText(loserFile, member));
  const imports = importsFor(workspace, missing, winnerFile);
  if (!imports) return undefined;
  const style = styleIn(workspace, winnerFile);
  const members = insertMembers(ts, winnerFile, to, { members: texts, style });
  return joinEdits(importing(ts, winnerFile, imports, style), {
    edits: [...members, ...removeWhole(ts, loserFile, loser)],
    newFiles: [],
  });
}

/**
 * The imports that a file needs to hold these members as written; `undefined` if it cannot import one of their types.
 */
function importsFor(
  workspace: Workspace,
  members: readonly ts.Node[],
  target: ts.SourceFile,
): readonly NeededImport[] | undefined {
  const { ts, types } = viewOf(workspace);
  const needed: (NeededImport | undefined)[] = [];
  const visit = (node: ts.Node): void => {
    const symbol = ts.isIdentifier(node) ? types.symbolAt(node) : undefined;
    const [declaration] = types.declarationsOf(symbol);
    const isOfFile = declaration?.getSourceFile() === node.getSourceFile() && node.getSourceFile() !== target;
    if (symbol && isOfFile && !members.some((member) => isWithin(declaration, member))) {
      const found = importableName(ts, workspace, types.resolved(symbol), target.fileName);
      needed.push(found && (found.localName ?? found.exportName) === symbol.name ? found : undefined);
    }
    ts.forEachChild(node, visit);
  };
  members.forEach(visit);
  const importable = needed.filter((one) => one !== undefined);
  return importable.length === needed.length ? importable : undefined;
}

function isWithin(node: ts.Node, container: ts.Node): boolean {
  return container.pos <= node.pos && node.end <= container.end;
}

/** Removes a member, together with the interface and the block that would be left empty. */
function removeWhole(ts: TypeScript, file: ts.SourceFile, member: ts.PropertySignature): TextEdit[] {
  const owner = member.parent;
  if (!ts.isInterfaceDeclaration(owner) || owner.members.length > 1) return removeMember(file, member);
  const block = owner.parent;
  const isOnly = ts.isModuleBlock(block) && block.statements.length === 1;
  return removeStatement(file, isOnly ? block.parent : owner);
}

function literalOf(ts: TypeScript, type: ts.TypeNode): ts.TypeLiteralNode | undefined {
  if (ts.isTypeLiteralNode(type)) return type;
  return ts.isIntersectionTypeNode(type) ? type.types.find(ts.isTypeLiteralNode) : undefined;
}
