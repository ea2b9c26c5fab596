import { chanceFrom } from "../fuzz/execution/chance.js";

/** A file that is edited. */
export interface EditedFile {
  readonly name: string;
  readonly text: string;
  /** Its share of the edits. */
  readonly weight: number;
  /** The places where text is written into it, with the text. */
  readonly places: readonly Place[];
}

/** Text that somebody may write behind some of the lines of a file: whole lines, each of which is valid there. */
interface Place {
  readonly behind: RegExp;
  readonly lines: readonly string[];
}

type EditKind = "key" | "add" | "remove" | "break" | "undo" | "mend";

/** An edit of one file, with the text that it leaves. */
export interface Edit {
  readonly kind: EditKind;
  readonly name: string;
  readonly text: string;
}

/** An endless series of edits in an editor. */
export interface Edits {
  readonly next: () => Edit;
  /** The present texts of the files, by name. */
  readonly texts: () => Readonly<Record<string, string>>;
  /** Puts all files back to their first texts. */
  readonly mendAll: () => readonly Edit[];
}

/** The weight of each kind: mostly keys, and often enough one that repairs a broken text. */
const weights: Readonly<Record<EditKind, number>> = { key: 10, add: 2, remove: 1, break: 1, undo: 2, mend: 2 };

const kinds = Object.entries(weights).flatMap(([kind, weight]) => Array<EditKind>(weight).fill(kind as EditKind));

/** Texts that leave a broken program. */
const breaks = ["{", "}", "(", "`${", "/*", '"', "...", "<", "await "] as const;

const mostUndone = 50;

/** A series of edits that depends only on the files and the seed. */
export function editsOf(files: readonly EditedFile[], seed: number): Edits {
  const chance = chanceFrom(seed);
  const typists = files.map((file) => new Typist(file, chance.below));
  const chosen = typists.flatMap((one) => Array<Typist>(one.file.weight).fill(one));
  return {
    next: () => {
      const typist = chosen[chance.below(chosen.length)];
      if (!typist) throw new Error("There is no file to be edited.");
      const kind = kinds[chance.below(kinds.length)] ?? "key";
      typist.edit(kind);
      return { kind, name: typist.file.name, text: typist.text };
    },
    texts: () => Object.fromEntries(typists.map(({ file, text }) => [file.name, text])),
    mendAll: () =>
      typists.map((typist) => {
        typist.edit("mend");
        return { kind: "mend", name: typist.file.name, text: typist.text };
      }),
  };
}

/** The editor of one file. */
class Typist {
  readonly file: EditedFile;
  readonly below: (count: number) => number;
  text: string;
  readonly #before: string[] = [];
  /** The rest of a text that is typed key by key, and its place. */
  #typed: { readonly at: number; readonly rest: string } | undefined;

  constructor(file: EditedFile, below: (count: number) => number) {
    this.file = file;
    this.below = below;
    this.text = file.text;
  }

  edit(kind: EditKind): void {
    if (kind !== "key") this.#typed = undefined;
    if (kind === "undo") {
      this.text = this.#before.pop() ?? this.file.text;
      return;
    }
    this.#before.push(this.text);
    if (this.#before.length > mostUndone) this.#before.shift();
    this.text = kind === "mend" ? this.file.text : this[kind]();
  }

  key(): string {
    const { at, rest } = this.#typed ?? this.#place();
    this.#typed = rest.length > 1 ? { at: at + 1, rest: rest.slice(1) } : undefined;
    return inserted(this.text, at, rest.slice(0, 1));
  }

  add(): string {
    const { at, rest } = this.#place();
    return inserted(this.text, at, rest);
  }

  remove(): string {
    const lines = this.text.split("\n");
    return lines.toSpliced(this.below(lines.length), 1).join("\n");
  }

  break(): string {
    return inserted(this.text, this.below(this.text.length + 1), breaks[this.below(breaks.length)] ?? "");
  }

  /** A line, and a place for it; the end of the file if none is left. */
  #place(): { readonly at: number; readonly rest: string } {
    const { places } = this.file;
    const { behind = /$/, lines = [] } = places[this.below(places.length)] ?? {};
    const ends = [...this.text.matchAll(new RegExp(behind, "gm"))].map(({ index, 0: line }) => index + line.length);
    return {
      at: ends[this.below(ends.length || 1)] ?? this.text.length,
      rest: `\n${lines[this.below(lines.length)] ?? ""}`,
    };
  }
}

function inserted(text: string, at: number, piece: string): string {
  return text.slice(0, at) + piece + text.slice(at);
}

/** A place in a text in the server's protocol: line and offset begin with 1. */
interface Location {
  readonly line: number;
  readonly offset: number;
}

/** The smallest change from one text to another, in the server's protocol. */
export function changeBetween(
  before: string,
  after: string,
): { readonly start: Location; readonly end: Location; readonly newText: string } {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let same = 0;
  while (same < shorter - start && before.at(-1 - same) === after.at(-1 - same)) same++;
  const end = before.length - same;
  return {
    start: locationIn(before, start),
    end: locationIn(before, end),
    newText: after.slice(start, after.length - same),
  };
}

function locationIn(text: string, at: number): Location {
  const lines = text.slice(0, at).split("\n");
  return { line: lines.length, offset: (lines.at(-1)?.length ?? 0) + 1 };
}
