import picomatch from "picomatch";
import type { System } from "../../api/program.js";

type FolderSystem = Pick<System, "getDirectories" | "realpath">;

/**
 * The folders that patterns of a package manager name: `packages/*`, `apps/**`, `!apps/old`. Folders whose names begin
 * with a dot are passed over, and `node_modules`.
 *
 * @param root absolute, `/`-separated
 * @returns absolute, `/`-separated names; a folder without a wildcard in its pattern need not exist
 */
export function foldersMatching(sys: FolderSystem, root: string, patterns: readonly string[]): readonly string[] {
  const normal = patterns.map((pattern) => {
    const [not, path] = pattern.startsWith("!") ? ["!", pattern.slice(1)] : ["", pattern];
    return `${not}${path
      .split("/")
      .filter((part) => part !== "" && part !== ".")
      .join("/")}`;
  });
  const excluded = normal.filter((one) => one.startsWith("!")).map((one) => picomatch(one.slice(1)));
  const found = normal.filter((one) => !one.startsWith("!")).flatMap((pattern) => below(sys, root, pattern));
  return [...new Set(found)].filter(
    (folder) => !excluded.some((isExcluded) => isExcluded(folder.slice(root.length + 1))),
  );
}

/** The folders that one pattern names. Only those that can match are listed, and none twice by way of links. */
function below(sys: FolderSystem, root: string, pattern: string): string[] {
  const { base, glob } = picomatch.scan(pattern);
  if (glob === "") return [`${root}/${base}`];
  const matches = picomatch(pattern);
  const levels = glob.includes("**") ? Infinity : glob.split("/").length;
  const listed = new Set<string>();
  const walk = (folder: string, left: number): string[] => {
    const target = sys.realpath?.(folder) ?? folder;
    if (left === 0 || listed.has(target)) return [];
    listed.add(target);
    return sys
      .getDirectories(folder)
      .filter((name) => !name.startsWith(".") && name !== "node_modules")
      .map((name) => `${folder}/${name}`)
      .flatMap((one) => [...(matches(one.slice(root.length + 1)) ? [one] : []), ...walk(one, left - 1)]);
  };
  return walk(base === "" ? root : `${root}/${base}`, levels);
}
