import { closingLine, type Closing } from "./line.js";
import type { Surroundings } from "../io.js";
import { pathFrom } from "../paths.js";

/** A run as its command knows it. */
export interface Run extends Omit<Closing, "tsconfigNames" | "milliseconds" | "nameFile"> {
  /** The projects' tsconfigs, absolute. */
  readonly configFiles: readonly string[];
}

/** Prints the closing line of a run, with files named from the working directory. */
export function sayClosing(io: Surroundings, { configFiles, ...run }: Run): void {
  const nameFile = (fileName: string): string => pathFrom(io.cwd, fileName);
  const milliseconds = performance.now() - (io.started ?? 0);
  io.stderr.write(
    closingLine({ ...run, tsconfigNames: configFiles.map(nameFile).join(" and "), milliseconds, nameFile }),
  );
}
