import type ts from "typescript";
import type { Problem } from "../api/analysis.js";
import { locationOf } from "../compiler/positions.js";
import type { Types } from "../compiler/types.js";
import type { DeclaredInterfaces } from "../declared/interfaces.js";
import { isUnresolvedCall } from "../discover/unresolved-wrappers.js";
import { unresolvedIn, unresolvedInBase, unresolvedInType } from "../infer/unresolved.js";
import type { Workspace } from "../api/workspace.js";
import type { CallbackFacts } from "../infer/facts.js";
import type { InferredField } from "./fields.js";

/**
 * The modules that are not there and on which rests what the callbacks assign, assert, spread or have run, or what the project declares, one
 * problem for each.
 */
export function missingModules(
  workspace: Workspace,
  types: Types,
  fields: ReadonlyMap<string, InferredField>,
  facts: readonly CallbackFacts[],
  declared: DeclaredInterfaces,
): Problem[] {
  const { ts: tsModule } = workspace;
  const ofWrites = [...fields.values()].flatMap(({ writes }) => writes.flatMap(({ unresolved = [] }) => unresolved));
  const ofCasts = facts.flatMap(({ seen }) =>
    seen.casts.flatMap(({ type }) => unresolvedInType(tsModule, types, type)),
  );
  const ofOpen = facts
    .flatMap(({ session, sessionUser, token }) => [...session.open, ...sessionUser.open, ...token.open])
    .flatMap(({ node }) => (tsModule.isExpression(node) ? unresolvedIn(tsModule, types, node) : []));
  const ofTrusted = facts
    .flatMap(({ seen }) => [...seen.trusted])
    .filter((call) => isUnresolvedCall(tsModule, types, call))
    .flatMap((call) => unresolvedIn(tsModule, types, call));
  const found = new Map<string, Problem>();
  const ofDeclared = facts.length > 0 ? unresolvedDeclared(tsModule, types, declared) : [];
  for (const node of [...ofWrites, ...ofCasts, ...ofOpen, ...ofTrusted, ...ofDeclared]) {
    const specifier = importedFrom(tsModule, types, node);
    if (!specifier || found.has(specifier.text)) continue;
    found.set(specifier.text, {
      message: `"${specifier.text}" cannot be found, or lacks what is imported from it: nothing is said of what rests on its types. Install or generate it, and run again.`,
      at: locationOf(workspace, specifier),
    });
  }
  return [...found.values(), ...ofDeclared.flatMap((node) => declaredNowhere(workspace, types, node))];
}

/** What the project's augmentations name and nothing declares: in what they extend, and in the types of their members. */
function unresolvedDeclared(tsModule: typeof ts, types: Types, declared: DeclaredInterfaces): ts.Node[] {
  const known = declared.libraryNames();
  // A name of the library that is imported from elsewhere, or not at all, is a finding of its own.
  const isLibrarys = (node: ts.Node): boolean =>
    tsModule.isTypeReferenceNode(node) && known.has(leftmost(tsModule, node.typeName).text);
  return declared.names.flatMap((name) => [
    ...declared.ownBases(name).flatMap((base) => unresolvedInBase(tsModule, types, base)),
    ...declared
      .ownDeclarations(name)
      .flatMap(({ members }) => members.filter(tsModule.isPropertySignature))
      .flatMap(({ type }) => (type ? unresolvedInType(tsModule, types, type) : []))
      .filter((node) => !isLibrarys(node)),
  ]);
}

/** What to say of a base that is not even imported. */
function declaredNowhere(workspace: Workspace, types: Types, node: ts.Node): Problem[] {
  const { ts: tsModule } = workspace;
  if (!tsModule.isIdentifier(node) || importedFrom(tsModule, types, node)) return [];
  return [
    {
      message: `\`${node.text}\` cannot be found: nothing is said of what rests on it. Declare or import it, and run again.`,
      at: locationOf(workspace, node),
    },
  ];
}

/** The specifier of the import that brings a name, or the first name of an entity. */
function importedFrom(tsModule: typeof ts, { checker }: Types, node: ts.Node): ts.StringLiteral | undefined {
  if (tsModule.isImportTypeNode(node)) {
    const { argument } = node;
    return tsModule.isLiteralTypeNode(argument) && tsModule.isStringLiteral(argument.literal)
      ? argument.literal
      : undefined;
  }
  const name = tsModule.isTypeReferenceNode(node) ? leftmost(tsModule, node.typeName) : node;
  const declaration = checker.getSymbolAtLocation(name)?.declarations?.[0];
  const statement = declaration && tsModule.findAncestor(declaration, tsModule.isImportDeclaration);
  const specifier = statement?.moduleSpecifier;
  return specifier && tsModule.isStringLiteral(specifier) ? specifier : undefined;
}

function leftmost(tsModule: typeof ts, name: ts.EntityName): ts.Identifier {
  return tsModule.isIdentifier(name) ? name : leftmost(tsModule, name.left);
}
