import pc from "picocolors";
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
