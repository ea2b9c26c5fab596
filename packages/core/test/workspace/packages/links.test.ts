import ts from "typescript";
import { describe, expect, test } from "vitest";
import { linksOf } from "../../../src/workspace/packages/links.js";
import type { Monorepo, Package } from "../../../src/workspace/packages/monorepo.js";

const packageIn = (directory: string, name: string): Package => ({ directory, name, dependencies: new Set() });
const web = packageIn("/repo/apps/web", "web");
const monorepo: Monorepo = {
  root: "/repo",
  packages: [
    packageIn("/repo", "repo"),
    web,
    packageIn("/repo/apps/docs", "docs"),
    packageIn("/repo/libs/auth", "auth"),
    packageIn("/repo/libs/db", "db"),
  ],
};

/** By directory, the names under which `apps/web` imports other packages by these `paths`. */
function namedBy(paths: Readonly<Record<string, readonly string[]>>): Record<string, readonly string[]> {
  const configFile = "/repo/apps/web/tsconfig.json";
  const text = JSON.stringify({ compilerOptions: { paths } });
  const sys: ts.System = {
    ...ts.sys,
    fileExists: (name) => name === configFile,
    readFile: (name) => (name === configFile ? text : undefined),
  };
  const { certain, named } = linksOf(ts, sys, monorepo, web, configFile);
  expect(certain).toEqual([]);
  return Object.fromEntries(named.map(({ target, specifiers }) => [target.directory, specifiers]));
}

describe("the packages whose files `paths` of a tsconfig give another name:", () => {
  test.each<
    [
      name: string,
      paths: Readonly<Record<string, readonly string[]>>,
      named: Readonly<Record<string, readonly string[]>>,
    ]
  >([
    [
      "a file in the package that holds it, and not in the one in the root",
      { "@auth": ["../../libs/auth/src/index.ts"] },
      { "/repo/libs/auth": ["@auth"] },
    ],
    [
      "all packages of a folder and none of another, each by its own name",
      { "@acme/*": ["../../libs/*/src"] },
      { "/repo/libs/auth": ["@acme/auth"], "/repo/libs/db": ["@acme/db"] },
    ],
    [
      "all files of a package, by the start of their names",
      { "@db/*": ["../../libs/db/src/*"] },
      { "/repo/libs/db": ["@db/"] },
    ],
    ["a folder without a package", { "@tools/*": ["../../tools/*/src"] }, {}],
    ["files of the package itself", { "@/*": ["./src/*"] }, {}],
  ])("%s", (_, paths, named) => {
    expect(namedBy(paths)).toEqual(named);
  });
});
