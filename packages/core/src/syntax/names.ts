import type ts from "typescript";
import type { TypeScript } from "./typescript.js";
import { unwrapped } from "./wrappers.js";

/** Whether a name stands in code without quotes. A character beyond 16 bits is quoted: not every compiler takes it for a letter. */
export function isIdentifierName(name: string): boolean {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name) && !/[\ud800-\udfff]/.test(name);
}

/** A property's name as it stands in a declaration. */
export function propertyText(name: string, quote: '"' | "'"): string {
  return isIdentifierName(name) ? name : textInCode(name, quote);
}

/** A text between the quotes that a file uses, or between the others where these would have to be escaped more often: formatters do so with names. */
function textInCode(text: string, quote: '"' | "'"): string {
  const count = (character: string): number => text.split(character).length;
  const other = quote === '"' ? "'" : '"';
  return quotedText(text, count(quote) > count(other) ? other : quote);
}

/** A text between quotes, as source code holds it: what nobody sees, or what ends a line in an editor, is escaped. */
export function quotedText(text: string, quote: '"' | "'" = '"'): string {
  const json = JSON.stringify(text).replace(/[^\P{C}]|[^\P{Z} ]/gu, escaped);
  return quote === '"' ? json : `'${json.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

function escaped(character: string): string {
  const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`).join("");
}

/** The name that a property or element access reads, where it is written out. */
export function accessedName(
  ts: TypeScript,
  node: ts.PropertyAccessExpression | ts.ElementAccessExpression,
): string | undefined {
  if (ts.isPropertyAccessExpression(node)) return node.name.text;
  const key = unwrapped(ts, node.argumentExpression);
  return ts.isStringLiteralLike(key) ? key.text : undefined;
}

/** The name a property is written under, or `undefined` for a key that is only known at run time. */
export function propertyName(ts: TypeScript, name: ts.PropertyName): string | undefined {
  if (ts.isIdentifier(name) || ts.isStringLiteralLike(name) || ts.isNumericLiteral(name)) return name.text;
  if (!ts.isComputedPropertyName(name)) return undefined;
  const key = unwrapped(ts, name.expression);
  return ts.isStringLiteralLike(key) ? key.text : undefined;
}
