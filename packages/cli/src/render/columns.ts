import stringWidth from "string-width";

/**
 * Puts cells into columns as wide as their widest cell on a terminal; lines have no trailing space. A library measures
 * the text. One for tables would wrap and cut the cells.
 */
export function columns(rows: readonly (readonly string[])[], gap = "  "): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [index, cell] of row.entries()) widths[index] = Math.max(widths[index] ?? 0, stringWidth(cell));
  }
  return rows.map((row) =>
    row
      .map((cell, index) => cell + " ".repeat((widths[index] ?? 0) - stringWidth(cell)))
      .join(gap)
      .trimEnd(),
  );
}
