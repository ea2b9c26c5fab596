/** Whether a name stands in code without quotes. A character beyond 16 bits is quoted: not every compiler takes it for a letter. */
export function isIdentifierName(name: string): boolean {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name) && !/[\ud800-\udfff]/.test(name);
}

/** A property's name as it stands in a declaration. */
export function propertyText(name: string, quote: '"' | "'"): string {
  return isIdentifierName(name) ? name : quotedText(name, quote);
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
