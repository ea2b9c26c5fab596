/**
 * What is not to be seen, or makes a reader see something else: control characters, marks that turn the direction of writing, what has no width,
 * separators of lines and paragraphs, halves of a pair, and letters that are blank.
 */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u034f\u115f\u1160\u3164\uffa0]/gu;

/** What GitHub Actions and Azure Pipelines take for a command wherever in a line it stands. */
const command = /##(?=\[|vso\[)/g;

/**
 * A name, a type, a message or the name of a file as it is shown to a person: every character that cannot be seen is escaped, `\u202e`. What
 * a stranger has written does nothing to a terminal, to a log or to the order in which a line is read, and it is one line.
 */
export function shown(text: string): string {
  return text.replace(unseen, escaped).replace(command, "#\\u0023");
}

/** The same of a line of source code, whose tabs stay. */
export function shownSource(line: string): string {
  return line
    .replace(unseen, (character) => (character === "\t" ? character : escaped(character)))
    .replace(command, "#\\u0023");
}

/** The same of a JSON text, which means what it meant before. */
export function shownJson(json: string): string {
  // Line breaks stand between values only: within a text they are escaped already.
  return json
    .replace(unseen, (character) => (character === "\n" ? character : escaped(character)))
    .replace(command, "#\\u0023");
}

/**
 * Plain data whose texts are all shown, but for two that serve to find something: the names that lead to a field and the name of a file. Whoever shows those
 * does so himself.
 */
export function shownData<Data>(data: Data): Data {
  return shownValue(data) as Data;
}

function shownValue(value: unknown): unknown {
  if (typeof value === "string") return shown(value);
  if (Array.isArray(value)) return value.map(shownValue);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [
      key,
      key === "file" || key === "names" ? (one as unknown) : shownValue(one),
    ]),
  );
}

function escaped(character: string): string {
  return Array.from({ length: character.length }, (_, index) => {
    return `\\u${character.charCodeAt(index).toString(16).padStart(4, "0")}`;
  }).join("");
}
