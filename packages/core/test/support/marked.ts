/** Where each field is written, by its short name: `U.id` for `Session.user.id`, `S.plan` for `Session.plan`, `T.id` for `JWT.id`. */
export type Marks = ReadonlyMap<string, readonly { readonly line: number; readonly column: number }[]>;

/** Takes marks such as `⟦U.id⟧` out of a text; each stands directly before the place it names. */
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
