/** A change of a file's text, as the server's protocol says it, and the whole text after it. */
interface Edit {
  readonly start: { readonly line: number; readonly offset: number };
  readonly end: { readonly line: number; readonly offset: number };
  readonly newText: string;
}

/** Keys that are pressed in a file. */
export interface Keys {
  /** The next of them; each leaves a text that was not there before. */
  readonly next: () => Edit;
  /** The text after the last of them. */
  readonly text: () => string;
}

/** Where a function does something: what stands before it on its line is its indentation. */
const statement = /^[ ]+(?=(?:return|await)\b)/m;

/** Keys that change a statement within the first function that can take one, where that makes no difference. */
export function keysFor(text: string): Keys {
  const found = statement.exec(text);
  if (!found) throw new Error(`No statement can be put into\n${text}`);
  const at = found.index + found[0].length;
  const start = { line: text.slice(0, at).split("\n").length, offset: found[0].length + 1 };
  let inserted = "";
  let count = 0;
  return {
    next: () => {
      const end = { ...start, offset: start.offset + inserted.length };
      inserted = `void ${++count}; `;
      return { start, end, newText: inserted };
    },
    text: () => `${text.slice(0, at)}${inserted}${text.slice(at)}`,
  };
}
