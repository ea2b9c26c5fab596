import type ts from "typescript";
import { isOutsideCallbacks, readersOf, readsBy } from "../model/readers.js";
import { isOfUser, keyText, sessionUser } from "../api/field-key.js";
import type { Model, Reader } from "../model/model.js";
import { distinctFiles, filesOf, isFewerIn, type Laid, type ReadingFile } from "./fewer-errors.js";
import { isOfLibrary } from "./narrow.js";
import type { Proposal } from "./proposal.js";
import { isWrapper } from "../syntax/wrappers.js";
import { filesOfConfigs } from "../discover/auth-config.js";
import type { DeclarationChange, DeclarationSite } from "../declare/change.js";
import { whyNotDeclarable } from "../declare/refusal.js";
import { targetFile } from "../declare/field-place.js";

/**
 * Whether the library puts a user into every session, the callbacks keep it, and only the library's type says that it
 * may be missing.
 */
export function isAlwaysThere(base: Model): boolean {
  return (
    base.keepsUser &&
    base.configs.every(({ library }) => library.session.always.includes("user")) &&
    ![...base.fields.values()].some(({ key }) => isOfUser(key)) &&
    isOfLibrary(base, sessionUser)
  );
}

/**
 * The places outside the callbacks that use the user of such a session without a test, or pass it on. Only the
 * compiler's errors tell whether that is refused.
 */
export function reliesOnUser(base: Model): ts.Node[] {
  return isAlwaysThere(base) ? readersOf(base).flatMap((reader) => reliesOnUserIn(base, reader)) : [];
}

function reliesOnUserIn(base: Model, reader: Reader): ts.Node[] {
  const { types, workspace } = reader;
  const { ts } = workspace;
  const isReliedOn = (node: ts.Node): boolean => {
    const { parent } = node;
    if (ts.isBindingElement(node)) return true;
    if (isWrapper(ts, parent)) return !ts.isNonNullExpression(parent) && isReliedOn(parent);
    if (ts.isVariableDeclaration(parent)) return parent.initializer === node;
    if (ts.isCallExpression(parent)) return parent.expression !== node;
    const isAccess = ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent);
    return isAccess && parent.expression === node && !parent.questionDotToken;
  };
  return readsBy(reader, sessionUser).filter(
    (node) => isOutsideCallbacks(base, { node }) && isReliedOn(node) && types.includesUndefined(types.typeAt(node)),
  );
}

/** The declaration that makes the user required. */
function declarationOfUser(site: DeclarationSite): DeclarationChange | undefined {
  const { userBase, specifiers } = site.library;
  const style = targetFile(site, sessionUser)?.style;
  if (!style) return undefined;
  const imports = [{ exportName: userBase.exportName, specifier: specifiers.Session }];
  const text = `NonNullable<${userBase.type.replaceAll('"', style.quote)}>`;
  const type = { text, optional: false, imports };
  return { kind: "declare", key: sessionUser, type };
}

/**
 * The session's user, if readers rely on it and no field of it is to be declared, which would declare the user as well.
 */
export function presentUser(
  current: Model,
  base: Model,
  site: DeclarationSite,
  known: ReadonlyMap<string, Proposal>,
  savedWith: (some: ReadonlyMap<string, Proposal>) => Laid,
): Proposal[] {
  const change = declarationOfUser(site);
  const isDeclaredInside = [...known.values()].some((one) => one.change && isOfUser(one.key));
  if (!change || isDeclaredInside || !isAlwaysThere(current) || known.has(keyText(sessionUser))) return [];
  const readers = readersOf(base).flatMap((reader) => filesOf(base, reader, reliesOnUserIn(base, reader)));
  const own = [...filesOfConfigs(base.configs)].map((fileName): ReadingFile => ({ fileName }));
  const files = distinctFiles([...readers, ...own]);
  if (readers.length === 0 || whyNotDeclarable(site, sessionUser) !== undefined) return [];
  const proposal: Proposal = { key: sessionUser, drift: "narrower", change, why: undefined };
  const after = (): Laid => savedWith(new Map([...known, [keyText(sessionUser), proposal]]));
  return isFewerIn(base, after, () => savedWith(known), files) ? [proposal] : [];
}
