import { relative, sep } from "node:path";

/** A path as TypeScript and the reports write it: separated by `/` on every system. */
export function slashed(path: string): string {
  return sep === "/" ? path : path.replaceAll(sep, "/");
}

/** How a file is named to somebody who stands in `from`. */
export function pathFrom(from: string, fileName: string): string {
  const path = slashed(relative(from, fileName));
  return path === "" ? "." : path;
}

/** Whether a file lies inside a directory; both absolute and `/`-separated. */
export function isInside(directory: string, fileName: string): boolean {
  return fileName.startsWith(directory.endsWith("/") ? directory : `${directory}/`);
}
