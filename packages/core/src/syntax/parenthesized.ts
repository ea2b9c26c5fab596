/** Puts parentheses around a type's text if it has one of `operators` outside all brackets and quotes. */
export function parenthesized(text: string, operators: string): string {
  let depth = 0;
  let quote = "";
  for (const [character] of text.matchAll(/\\?./gs)) {
    if (quote !== "") {
      if (character === quote) quote = "";
    } else if (depth === 0 && operators.includes(character)) return `(${text})`;
    else if (`"'\``.includes(character)) quote = character;
    else if ("([{<".includes(character)) depth++;
    else if (")]}>".includes(character)) depth--;
  }
  return text;
}
