import type ts from "typescript";
import type { DeclarationChange } from "./declared/augment.js";
import { readsOf } from "./declared/readers.js";
import { keyText, type FieldKey } from "./field-key.js";
import type { Model } from "./model.js";
import { isOfLibrary } from "./narrow.js";
import { isWrapper } from "./syntax/wrappers.js";

export const sessionsUser: FieldKey = { interface: "Session", path: "user" };

/** Whether the library puts a user into every session, the callbacks leave it there, and nobody but the library says that it may be missing. */
export function isAlwaysThere(base: Model): boolean {
  return (
    base.keepsUser &&
    base.configs.every(({ library }) => library.session.always.includes("user")) &&
    ![...base.fields.keys()].some((key) => key.startsWith(`${keyText(sessionsUser)}.`)) &&
    isOfLibrary(base, sessionsUser)
  );
}

/** The places that read the user of such a session as if it were always there, which the compiler refuses. */
export function reliesOnUser(base: Model): ts.Node[] {
  const { types, workspace } = base;
  const { ts: tsModule } = workspace;
  if (!isAlwaysThere(base)) return [];
  const isTakenApart = (node: ts.Node): boolean => {
    const { parent } = node;
    if (tsModule.isBindingElement(node)) return tsModule.isObjectBindingPattern(node.name);
    if (isWrapper(tsModule, parent) && !tsModule.isNonNullExpression(parent)) return isTakenApart(parent);
    if (tsModule.isVariableDeclaration(parent))
      return parent.initializer === node && tsModule.isObjectBindingPattern(parent.name);
    const isAccess = tsModule.isPropertyAccessExpression(parent) || tsModule.isElementAccessExpression(parent);
    return isAccess && parent.expression === node && !parent.questionDotToken;
  };
  return readsOf(base, sessionsUser).filter(
    (node) => isTakenApart(node) && types.includesUndefined(types.typeAt(node)),
  );
}

/** The declaration that says it. */
export function declarationOfUser({ configs }: Model): DeclarationChange | undefined {
  const library = configs[0]?.library;
  if (!library) return undefined;
  const { userBase, specifiers } = library;
  const imports = [{ exportName: userBase.exportName, specifier: specifiers.Session }];
  const type = { text: `NonNullable<${userBase.type}>`, optional: false, imports };
  return { kind: "declare", key: sessionsUser, type };
}
