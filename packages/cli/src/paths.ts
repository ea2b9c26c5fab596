import { relative, resolve, sep } from "node:path";

/** A path with `/` as separator, as TypeScript and the reports write it on every system. */
export function slashed(path: string): string {
  return sep === "/" ? path : path.replaceAll(sep, "/");
}

/** The name of a file as seen from the directory `from`. */
export function pathFrom(from: string, fileName: string): string {
  const path = slashed(relative(from, fileName));
  return path === "" ? "." : path;
}

/** The absolute name of a file that a report names from a directory. */
export function absoluteFrom(directory: string, file: string): string {
  return slashed(resolve(directory, file));
}

/** Whether a file is inside a directory; both absolute and `/`-separated. */
export function isInside(directory: string, fileName: string): boolean {
  return fileName.startsWith(directory.endsWith("/") ? directory : `${directory}/`);
}
