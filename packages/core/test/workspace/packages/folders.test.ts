import { describe, expect, test } from "vitest";
import { foldersMatching } from "../../../src/workspace/packages/folders.js";

const folders = [
  "apps",
  "apps/web",
  "apps/web/node_modules",
  "apps/web/node_modules/left",
  "apps/web/src",
  "apps/old",
  "libs",
  "libs/ui",
  "libs/ui/core",
  "libs/.cache",
  "tools",
];

/** A disk with these folders, in which `libs/ui/again` is a link to `libs`. */
const sys = {
  getDirectories: (folder: string): string[] => {
    const real = sys.realpath(folder);
    const names = folders.flatMap((name) => {
      const at = `/repo/${name}`;
      return at.startsWith(`${real}/`) && !at.slice(real.length + 1).includes("/") ? [at.slice(real.length + 1)] : [];
    });
    return real === "/repo/libs/ui" ? [...names, "again"] : names;
  },
  realpath: (folder: string): string => folder.replaceAll(/^\/repo\/libs(?:\/ui\/again)+/g, "/repo/libs"),
};

describe("the folders that a package manager's patterns name", () => {
  test.each<[patterns: readonly string[], found: readonly string[]]>([
    [["apps/*"], ["apps/web", "apps/old"]],
    [["./apps/*/"], ["apps/web", "apps/old"]],
    [["*"], ["apps", "libs", "tools"]],
    [["apps/web"], ["apps/web"]],
    [["nowhere"], ["nowhere"]],
    [["nowhere/*"], []],
    [["{apps,libs}/*"], ["apps/web", "apps/old", "libs/ui"]],
    [["{apps/web,libs/*}"], ["apps/web", "libs/ui"]],
    [["apps/w*"], ["apps/web"]],
    [["apps/*", "!apps/old"], ["apps/web"]],
    [["!**/old", "apps/*"], ["apps/web"]],
    [["apps/**"], ["apps/web", "apps/web/src", "apps/old"]],
    // The link is a folder, and what is behind it has been listed.
    [["libs/**"], ["libs/ui", "libs/ui/core", "libs/ui/again"]],
    [
      ["apps/*", "apps/web"],
      ["apps/web", "apps/old"],
    ],
  ])("%j", (patterns, found) => {
    const names = foldersMatching(sys, "/repo", patterns).map((name) => name.slice("/repo/".length));
    expect([...names].sort()).toEqual([...found].sort());
  });
});
