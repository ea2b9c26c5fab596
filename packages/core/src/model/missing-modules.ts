import type ts from "typescript";
import type { TypeScript } from "../syntax/typescript.js";
import type { Problem } from "../api/analysis.js";
import { locationOf } from "../compiler/positions.js";
import { viewOf, type TypeView } from "../compiler/program-view.js";
import type { DeclaredInterfaces } from "../declared/interfaces.js";
import { isUnresolvedCall } from "../discover/unresolved-wrappers.js";
import { unresolvedIn, unresolvedInBase, unresolvedInType } from "../infer/unresolved.js";
import type { Workspace } from "../api/workspace.js";
import type { CallbackFacts } from "../infer/facts.js";
import type { InferredField } from "./fields.js";

/** The missing modules that the callbacks or the project's declarations rest on, one problem for each. */
export function missingModules(
  workspace: Workspace,
  fields: ReadonlyMap<string, InferredField>,
  facts: readonly CallbackFacts[],
  declared: DeclaredInterfaces,
): Problem[] {
  const view = viewOf(workspace);
  const { ts } = view;
  const ofWrites = [...fields.values()].flatMap(({ writes }) => writes.flatMap(({ unresolved = [] }) => unresolved));
  const ofCasts = facts.flatMap(({ seen }) => seen.casts.flatMap(({ type }) => unresolvedInType(view, type)));
  const ofOpen = facts
    .flatMap(({ session, sessionUser, token }) => [...session.open, ...sessionUser.open, ...token.open])
    .flatMap(({ node }) => (ts.isExpression(node) ? unresolvedIn(view, node) : []));
  const ofTrusted = facts
    .flatMap(({ seen }) => [...seen.trusted])
    .filter((call) => isUnresolvedCall(view, call))
    .flatMap((call) => unresolvedIn(view, call));
  const found = new Map<string, Problem>();
  const ofDeclared = facts.length > 0 ? unresolvedDeclared(view, declared) : [];
  for (const node of [...ofWrites, ...ofCasts, ...ofOpen, ...ofTrusted, ...ofDeclared]) {
    const specifier = importedFrom(view, node);
    if (!specifier || found.has(specifier.text)) continue;
    found.set(specifier.text, {
      message: `"${specifier.text}" cannot be found, or lacks what is imported from it: nothing is said of what rests on its types. Install or generate it, and run again.`,
      at: locationOf(workspace, specifier),
    });
  }
  return [...found.values(), ...ofDeclared.flatMap((node) => declaredNowhere(workspace, view, node))];
}

/**
 * The names in the project's augmentations that nothing declares: in their bases, and in the types of their members.
 */
function unresolvedDeclared(view: TypeView, declared: DeclaredInterfaces): ts.Node[] {
  const { ts } = view;
  const known = declared.libraryNames();
  // A name of the library that is imported wrongly, or not at all, is a finding of its own.
  const isLibrarys = (node: ts.Node): boolean =>
    ts.isTypeReferenceNode(node) && known.has(leftmost(ts, node.typeName).text);
  return declared.names.flatMap((name) => [
    ...declared.ownBases(name).flatMap((base) => unresolvedInBase(view, base)),
    ...declared
      .ownDeclarations(name)
      .flatMap(({ members }) => members.filter(ts.isPropertySignature))
      .flatMap(({ type }) => (type ? unresolvedInType(view, type) : []))
      .filter((node) => !isLibrarys(node)),
  ]);
}

/** The problem of a base that is not even imported. */
function declaredNowhere(workspace: Workspace, view: TypeView, node: ts.Node): Problem[] {
  const { ts } = workspace;
  if (!ts.isIdentifier(node) || importedFrom(view, node)) return [];
  return [
    {
      message: `\`${node.text}\` cannot be found: nothing is said of what rests on it. Declare or import it, and run again.`,
      at: locationOf(workspace, node),
    },
  ];
}

/** The specifier of the import of a name, or of an entity's first name. */
function importedFrom({ ts, types }: TypeView, node: ts.Node): ts.StringLiteral | undefined {
  if (ts.isImportTypeNode(node)) {
    const { argument } = node;
    return ts.isLiteralTypeNode(argument) && ts.isStringLiteral(argument.literal) ? argument.literal : undefined;
  }
  const name = ts.isTypeReferenceNode(node) ? leftmost(ts, node.typeName) : node;
  const [declaration] = types.declarationsOf(types.symbolAt(name));
  const statement = declaration && ts.findAncestor(declaration, ts.isImportDeclaration);
  const specifier = statement?.moduleSpecifier;
  return specifier && ts.isStringLiteral(specifier) ? specifier : undefined;
}

function leftmost(ts: TypeScript, name: ts.EntityName): ts.Identifier {
  return ts.isIdentifier(name) ? name : leftmost(ts, name.left);
}
