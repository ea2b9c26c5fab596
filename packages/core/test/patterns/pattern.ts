import type { InferenceCase } from "../support/inference.js";

/** One way in which people write the callbacks, with the conclusion that the engine must come to in each of its cases. */
export interface Pattern {
  /** Its number in the table: `S1`. */
  readonly row: string;
  readonly title: string;
  readonly cases: readonly InferenceCase[];
}

export function pattern(row: string, title: string, cases: readonly InferenceCase[]): Pattern {
  return { row, title, cases };
}
