import type ts from "typescript";
import type { TypeView } from "../compiler/program-view.js";
import type { EntryPoint } from "./library.js";
import { isExported } from "../syntax/modifiers.js";

/** Whether a call that takes a config only reads the session with it: by itself, or because nothing else is taken of what it returns. */
export function readsOnly(view: TypeView, call: ts.CallExpression, entries: readonly EntryPoint[]): boolean {
  return entries.every(
    ({ calledByReaders, readers = [] }) => calledByReaders === true || takesOnly(view, call, readers),
  );
}

/** `const { auth } = NextAuth(config)`, `NextAuth(config).auth`: whether only some members are taken of what an expression gives. */
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

/** The places in its own file that name a variable; one that is exported is named there as well. */
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
