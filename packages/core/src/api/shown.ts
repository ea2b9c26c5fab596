/**
 * Characters that are invisible or change what a reader sees: control characters, marks that turn the direction of
 * writing, characters without width, separators of lines and paragraphs, lone surrogates, and blank letters.
 */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u034f\u115f\u1160\u3164\uffa0]/gu;

/** The start of a command for GitHub Actions and Azure Pipelines, anywhere in a line. */
const command = /##(?=\[|vso\[)/g;

/**
 * A name, a type, a message or a file name as shown to a person, on one line: every invisible character is escaped,
 * `\u202e`. A stranger's text cannot control a terminal or a log, or change the order in which a line is read.
 */
export function shown(text: string): string {
  return text.replace(unseen, escaped).replace(command, "#\\u0023");
}

/** The same for a line of source code, whose tabs stay. */
export function shownSource(line: string): string {
  return line
    .replace(unseen, (character) => (character === "\t" ? character : escaped(character)))
    .replace(command, "#\\u0023");
}

/** The same for a JSON text, whose meaning stays. */
export function shownJson(json: string): string {
  // Line breaks occur only between values: within a string they are escaped already.
  return json
    .replace(unseen, (character) => (character === "\n" ? character : escaped(character)))
    .replace(command, "#\\u0023");
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1) ?? ""}`;
}

/**
 * Plain data with all texts passed through `shown`, except the names of a field and of a file, which are used for
 * lookups. Code that displays those calls `shown` itself.
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
