import type ts from "typescript";
import type { Workspace } from "../analysis.js";
import { importableName, unalias } from "../compiler/module-names.js";
import { propertyName } from "../discover/resolve.js";
import { insertImports, type NeededImport } from "../edits/imports.js";
import { insertMembers, removeMember, removeStatement } from "../edits/members.js";
import { styleOf } from "../edits/style.js";
import type { EditSet, TextEdit } from "../edits/text-edit.js";
import type { InterfaceName } from "../report.js";
import { declaredPaths } from "./augmentations.js";
import type { Ineffective } from "./ineffective.js";
import type { DeclaredInterfaces } from "./interfaces.js";

/** Members of one interface that two of the project's declarations give different types: the first in program order wins. */
export function contradictedMembers(workspace: Workspace, declared: DeclaredInterfaces): Ineffective[] {
  const { ts: tsModule, program } = workspace;
  const checker = program.getTypeChecker();
  return declared.names.flatMap((name) => {
    const first = new Map<string, ts.PropertySignature>();
    return declared.ownDeclarations(name).flatMap((declaration) =>
      declaration.members.flatMap((member): Ineffective[] => {
        if (!tsModule.isPropertySignature(member) || !member.type) return [];
        const property = propertyName(tsModule, member.name);
        if (property === undefined) return [];
        const winner = first.get(property);
        if (!winner?.type) {
          first.set(property, member);
          return [];
        }
        if (winner.parent === member.parent || sameType(tsModule, checker, winner.type, member.type)) return [];
        return [contradicted(workspace, name, winner, member, property)];
      }),
    );
  });
}

function sameType(tsModule: typeof ts, checker: ts.TypeChecker, a: ts.TypeNode, b: ts.TypeNode): boolean {
  const left = checker.getTypeFromTypeNode(a);
  const right = checker.getTypeFromTypeNode(b);
  // One that cannot be resolved says nothing.
  if (((left.flags | right.flags) & tsModule.TypeFlags.Any) !== 0) return true;
  // `{ id: string }` and `{ id: string; role?: string }` are assignable to each other, and yet `role` is lost.
  const names = (type: ts.Type): string =>
    JSON.stringify(
      checker
        .getPropertiesOfType(type)
        .map(({ name }) => name)
        .sort(),
    );
  return (
    checker.isTypeAssignableTo(left, right) && checker.isTypeAssignableTo(right, left) && names(left) === names(right)
  );
}

function contradicted(
  workspace: Workspace,
  name: InterfaceName,
  winner: ts.PropertySignature,
  loser: ts.PropertySignature,
  property: string,
): Ineffective {
  const tsModule = workspace.ts;
  const file = loser.getSourceFile();
  const paths =
    property === "user" && tsModule.isInterfaceDeclaration(loser.parent)
      ? declaredPaths(tsModule, loser.parent).filter((path) => path.startsWith("user."))
      : [property];
  return {
    kind: "contradicted",
    file,
    node: loser.name,
    message: `\`${property}\` of \`${name}\` is declared here once more with another type: the first declaration wins, this one has no effect.`,
    edits: mergeInto(workspace, winner, loser),
    manual: "Put both declarations together into one.",
    related: { message: "the declaration that takes effect", node: winner },
    fields: paths.map((path) => `${name}.${path}`),
  };
}

/** Moves what only the losing literal declares into the winning one, and removes the losing member. */
function mergeInto(
  workspace: Workspace,
  winner: ts.PropertySignature,
  loser: ts.PropertySignature,
): EditSet | undefined {
  const tsModule = workspace.ts;
  const to = literalOf(tsModule, winner.type);
  const from = literalOf(tsModule, loser.type);
  if (!to || !from) return undefined;
  const winnerFile = winner.getSourceFile();
  const loserFile = loser.getSourceFile();
  const known = new Set(to.members.map((member) => member.name?.getText(winnerFile)));
  const missing = from.members.filter((member) => !known.has(member.name?.getText(loserFile)));
  const texts = missing.map((member) => member.getText(loserFile).replace(/[;,]$/, ""));
  const imports = importsFor(workspace, missing, winnerFile);
  if (!imports) return undefined;
  const style = styleOf(tsModule, winnerFile);
  return {
    edits: [
      ...insertImports(tsModule, winnerFile, imports, style),
      ...insertMembers(winnerFile, to, texts, style),
      ...removeWhole(tsModule, loserFile, loser),
    ],
    newFiles: [],
  };
}

/** What a file must import to hold these members as they are written; `undefined` where it cannot import one of their types. */
function importsFor(
  workspace: Workspace,
  members: readonly ts.Node[],
  target: ts.SourceFile,
): readonly NeededImport[] | undefined {
  const { ts: tsModule, program } = workspace;
  const checker = program.getTypeChecker();
  const needed: (NeededImport | undefined)[] = [];
  const visit = (node: ts.Node): void => {
    const symbol = tsModule.isIdentifier(node) ? checker.getSymbolAtLocation(node) : undefined;
    const declaration = symbol?.declarations?.[0];
    const isOfFile = declaration?.getSourceFile() === node.getSourceFile() && node.getSourceFile() !== target;
    if (symbol && isOfFile && !members.some((member) => isWithin(declaration, member))) {
      const found = importableName(tsModule, workspace, unalias(tsModule, checker, symbol), target.fileName);
      needed.push(found?.exportName === symbol.name ? found : undefined);
    }
    tsModule.forEachChild(node, visit);
  };
  members.forEach(visit);
  const importable = needed.filter((one) => one !== undefined);
  return importable.length === needed.length ? importable : undefined;
}

function isWithin(node: ts.Node, container: ts.Node): boolean {
  return container.pos <= node.pos && node.end <= container.end;
}

/** Removes a member, and with it the interface and the block that would be left empty. */
function removeWhole(tsModule: typeof ts, file: ts.SourceFile, member: ts.PropertySignature): TextEdit[] {
  const owner = member.parent;
  if (!tsModule.isInterfaceDeclaration(owner) || owner.members.length > 1) return removeMember(file, member);
  const block = owner.parent;
  const isOnly = tsModule.isModuleBlock(block) && block.statements.length === 1;
  return removeStatement(file, isOnly ? block.parent : owner);
}

function literalOf(tsModule: typeof ts, type: ts.TypeNode | undefined): ts.TypeLiteralNode | undefined {
  if (!type) return undefined;
  if (tsModule.isTypeLiteralNode(type)) return type;
  return tsModule.isIntersectionTypeNode(type) ? type.types.find(tsModule.isTypeLiteralNode) : undefined;
}
