import pc from "picocolors";
import stringWidth from "string-width";
import type { Io, Surroundings } from "../io.js";

export type Colors = ReturnType<typeof pc.createColors>;

/** Colours for stdout: on a terminal, unless NO_COLOR or FORCE_COLOR says otherwise. */
export function colorsFor({ env, stdout }: Surroundings & Partial<Io>): Colors {
  return pc.createColors(wantsColor(env, stdout.isTTY === true));
}

function wantsColor(env: Io["env"], isTerminal: boolean): boolean {
  const { NO_COLOR: no, FORCE_COLOR: force } = env;
  if (no !== undefined && no !== "") return false;
  if (force !== undefined && force !== "") return force !== "0" && force !== "false";
  return isTerminal && env["TERM"] !== "dumb";
}

/** `1 file`, `2 files`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

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
