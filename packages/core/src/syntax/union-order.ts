/** The parts of a type's text that matter here: a literal, an arrow, a bracket or separator, or anything between. */
const tokens = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`|=>|[()<>[\]{},:;?|]|[^"'`=()<>[\]{},:;?|]+|./gs;

const closing = new Set([")", ">", "]", "}"]);

/**
 * The text of a type with the members of each union sorted, to compare types of two programs: a checker has the members
 * in the order in which it has met them. The result is no text to be shown.
 */
export function withUnionsSorted(text: string): string {
  const all = text.match(tokens) ?? [];
  let at = 0;
  /** Up to the closing bracket. */
  const inside = (): string => {
    let done = "";
    let members: string[] = [];
    let member = "";
    const end = (separator: string): void => {
      const written = [...members, member].map((one) => one.trim()).filter((one) => one !== "");
      done += written.sort().join(" | ") + separator;
      [members, member] = [[], ""];
    };
    for (;;) {
      const token = all[at++];
      if (token === undefined || closing.has(token)) {
        end(token ?? "");
        return done;
      }
      if (token === "|") [members, member] = [[...members, member], ""];
      else if (/^(?:=>|[,:;?])$/.test(token)) end(token);
      else member += /^[(<[{]$/.test(token) ? token + inside() : token;
    }
  };
  let whole = "";
  while (at < all.length) whole += inside();
  return whole;
}
