/** A change of a file's text, in the form of the server's protocol. */
interface Edit {
  readonly start: { readonly line: number; readonly offset: number };
  readonly end: { readonly line: number; readonly offset: number };
  readonly newText: string;
}

/** Key presses in a file. */
export interface Keys {
  /** The next key; each makes a new text. */
  readonly next: () => Edit;
  /** The text after the last key. */
  readonly text: () => string;
}

/** The indentation before a statement of a function. */
const statement = /^[ ]+(?=(?:return|await)\b)/m;

/** Keys that insert a statement without effect into the first function with a suitable place. */
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
