/** The places of each mark in one file, by the mark's text; `test/README.md` explains the marks. */
export type Marks = ReadonlyMap<string, readonly { readonly line: number; readonly column: number }[]>;

/** Takes marks such as `⟦U.id⟧` out of a text. */
export function unmarked(text: string): { readonly text: string; readonly marks: Marks } {
  const marks = new Map<string, { line: number; column: number }[]>();
  let plain = "";
  for (const [index, part] of text.split(/⟦([^⟧]*)⟧/).entries()) {
    if (index % 2 === 0) {
      plain += part;
      continue;
    }
    const lines = plain.split("\n");
    const places = marks.get(part) ?? [];
    places.push({ line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 });
    marks.set(part, places);
  }
  return { text: plain, marks };
}

export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** The files of a project without their marks, and the places of each mark in all of them, in the order of the files' names. */
export interface UnmarkedFiles {
  readonly texts: Readonly<Record<string, string>>;
  readonly places: ReadonlyMap<string, readonly Place[]>;
}

/** Takes the marks out of all files of a project. */
export function unmarkedFiles(files: Readonly<Record<string, string>>): UnmarkedFiles {
  const texts: Record<string, string> = {};
  const places = new Map<string, Place[]>();
  for (const [file, source] of Object.entries(files)) {
    const { text, marks } = unmarked(source);
    texts[file] = text;
    for (const [mark, found] of marks)
      places.set(mark, [...(places.get(mark) ?? []), ...found.map((place) => ({ file, ...place }))].sort(byPlace));
  }
  return { texts, places };
}

/** The order of places, and of findings at one place. */
export function byPlace(a: Place & { readonly rule?: string }, b: Place & { readonly rule?: string }): number {
  return (
    a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column || (a.rule ?? "").localeCompare(b.rule ?? "")
  );
}
