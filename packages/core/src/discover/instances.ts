import type ts from "typescript";
import type { TypeView } from "../compiler/program-view.js";
import type { EntryPoint } from "./library.js";
import { isExported } from "../syntax/modifiers.js";

/**
 * Whether a call with a config only reads the session, by itself or because only its readers are taken from the result.
 */
export function readsOnly(view: TypeView, call: ts.CallExpression, entries: readonly EntryPoint[]): boolean {
  return entries.every(
    ({ calledByReaders, readers = [] }) => calledByReaders === true || takesOnly(view, call, readers),
  );
}

/**
 * Whether only some members of an expression's value are taken: `const { auth } = NextAuth(config)`,
 * `NextAuth(config).auth`.
 */
function takesOnly(view: TypeView, taken: ts.Expression, members: readonly string[]): boolean {
  const { ts } = view;
  const { parent } = taken;
  if (ts.isPropertyAccessExpression(parent)) return members.includes(parent.name.text);
  if (!ts.isVariableDeclaration(parent) || parent.initializer !== taken) return false;
  if (ts.isObjectBindingPattern(parent.name))
    return parent.name.elements.every(({ dotDotDotToken, propertyName: key, name }) => {
      const member = key ?? name;
      return !dotDotDotToken && ts.isIdentifier(member) && members.includes(member.text);
    });
  if (!ts.isIdentifier(parent.name)) return false;
  const uses = usesOfName(view, parent.name);
  return uses.length > 0 && uses.every((use) => takesOnly(view, use, members));
}

/** The places that name a variable in its own file. An export names the variable as well. */
function usesOfName({ ts, types }: TypeView, name: ts.Identifier): ts.Identifier[] {
  const symbol = types.symbolAt(name);
  const statement = ts.findAncestor(name, ts.isVariableStatement);
  const found: ts.Identifier[] = statement && isExported(ts, statement) ? [name] : [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && node !== name && node.text === name.text && types.symbolAt(node) === symbol)
      found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(name.getSourceFile());
  return found;
}
