import { shown } from "@typed-session/core/shown";
import type { Surroundings } from "./io.js";

/** Prints a sentence on stderr, in one line. */
export function say({ stderr }: Pick<Surroundings, "stderr">, sentence: string): void {
  stderr.write(`typed-session: ${shown(sentence)}\n`);
}
