import type ts from "typescript";
import type { TypeScript } from "./typescript.js";
import { unwrapped } from "./wrappers.js";

/**
 * Whether a name needs no quotes in code. A character beyond 16 bits is quoted: not every compiler takes it for a
 * letter.
 */
export function isIdentifierName(name: string): boolean {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name) && !/[\ud800-\udfff]/.test(name);
}

/** A property's name as text in a declaration. */
export function propertyText(name: string, quote: '"' | "'"): string {
  return isIdentifierName(name) ? name : textInCode(name, quote);
}

/** A text in the file's quotes, or in the others if the file's would need more escapes: formatters do so with names. */
function textInCode(text: string, quote: '"' | "'"): string {
  const count = (character: string): number => text.split(character).length;
  const other = quote === '"' ? "'" : '"';
  return quotedText(text, count(quote) > count(other) ? other : quote);
}

/** A text in quotes as source code. Invisible characters and those that end a line in an editor are escaped. */
export function quotedText(text: string, quote: '"' | "'" = '"'): string {
  const json = JSON.stringify(text).replace(/[^\P{C}]|[^\P{Z} ]/gu, escaped);
  return quote === '"' ? json : `'${json.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

function escaped(character: string): string {
  const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`).join("");
}

/** The literal name that a property or element access reads. */
export function accessedName(
  ts: TypeScript,
  node: ts.PropertyAccessExpression | ts.ElementAccessExpression,
): string | undefined {
  if (ts.isPropertyAccessExpression(node)) return node.name.text;
  const key = unwrapped(ts, node.argumentExpression);
  return ts.isStringLiteralLike(key) ? key.text : undefined;
}

/** The name of a property, or `undefined` for a key that is only known at run time. */
export function propertyName(ts: TypeScript, name: ts.PropertyName): string | undefined {
  if (ts.isIdentifier(name) || ts.isStringLiteralLike(name) || ts.isNumericLiteral(name)) return name.text;
  if (!ts.isComputedPropertyName(name)) return undefined;
  const key = unwrapped(ts, name.expression);
  return ts.isStringLiteralLike(key) ? key.text : undefined;
}
