import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import ts from "typescript";
import { inject } from "vitest";

/** The releases of next-auth that the tests run on, installed under these names beside each other. */
export const versions = ["4.21.1", "4.24.15", "5.0.0-beta.32"] as const;
export type NextAuthVersion = (typeof versions)[number];

const require = createRequire(import.meta.url);

/** The imports of a release's own types, as pnpm has linked them beside it. */
function withDependencies(version: NextAuthVersion): [string, string][] {
  const folder = (name: string, from: string): string => realpathSync(path.join(from, name));
  const around = (entry: string): string => path.dirname(realpathSync(entry));
  if (version === "5.0.0-beta.32") {
    const nextAuth = around(require.resolve("next-auth-5"));
    const core = folder("../@auth/core", nextAuth);
    return [
      ["next-auth", nextAuth],
      ["@auth/core", core],
      ...["oauth4webapi", "jose", "preact"].map((name): [string, string] => [name, folder(`../../${name}`, core)]),
    ];
  }
  const nextAuth = around(version === "4.21.1" ? require.resolve("next-auth-4-21") : require.resolve("next-auth-4-24"));
  const openidClient = folder("../openid-client", nextAuth);
  return [
    ["next-auth", nextAuth],
    ["openid-client", openidClient],
    ["jose", folder("../jose", openidClient)],
  ];
}

/** Real folders by package name, as `node_modules` of a project with that release would hold them. */
export function packagesOf(version: NextAuthVersion): ReadonlyMap<string, string> {
  const packages = new Map([
    ...withDependencies(version),
    ["@types/react", realpathSync(path.dirname(require.resolve("@types/react/package.json")))] as const,
  ]);
  const csstype = path.join(packages.get("@types/react") ?? "", "../../csstype");
  if (existsSync(csstype)) packages.set("csstype", realpathSync(csstype));
  return packages;
}

/** The dependencies of a virtual project: every path below `<root>/node_modules/` is answered from the real packages. */
export interface Dependencies {
  readonly root: string;
  /** The real path of a path of the project in one of its dependencies or in TypeScript's own folder. */
  real(fileName: string): string | undefined;
  isDirectory(name: string): boolean;
  directories(name: string): string[];
  read(fileName: string): string | undefined;
  exists(fileName: string): boolean;
}

const libraryFolder = path.dirname(ts.getDefaultLibFilePath({})).replaceAll("\\", "/");
const known = new Map<NextAuthVersion, Dependencies>();

/** The dependencies of all projects on one release; each question to the disk is asked once. */
export function dependenciesOn(version: NextAuthVersion): Dependencies {
  let found = known.get(version);
  if (!found) known.set(version, (found = createDependencies(version)));
  return found;
}

function createDependencies(version: NextAuthVersion): Dependencies {
  const root = path.join(inject("packages"), version);
  const folder = `${root}/node_modules`;
  const packages = packagesOf(version);
  const real = (fileName: string): string | undefined => {
    if (fileName.startsWith(`${libraryFolder}/`)) return fileName;
    if (!fileName.startsWith(`${folder}/`)) return undefined;
    const rest = fileName.slice(folder.length + 1).split("/");
    const depth = rest[0]?.startsWith("@") === true ? 2 : 1;
    const target = packages.get(rest.slice(0, depth).join("/"));
    return target && [target, ...rest.slice(depth)].join("/");
  };
  const scopes = new Set([...packages.keys()].flatMap((name) => (name.includes("/") ? [name.split("/")[0]] : [])));
  return {
    root,
    real,
    exists: remembered((fileName) => {
      const file = real(fileName);
      return file !== undefined && statSync(file, { throwIfNoEntry: false })?.isFile() === true;
    }),
    isDirectory: remembered((name) => {
      if (name === folder || [...scopes].some((scope) => name === `${folder}/${scope}`)) return true;
      const target = real(name);
      return target !== undefined && statSync(target, { throwIfNoEntry: false })?.isDirectory() === true;
    }),
    directories: remembered((name) => {
      if (name === folder) return [...new Set([...packages.keys()].map((one) => one.split("/")[0] ?? one))];
      const target = real(name);
      if (target === undefined) return [];
      return readdirSync(target, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
    }),
    read: remembered((fileName) => {
      const file = real(fileName);
      return file === undefined || !statSync(file, { throwIfNoEntry: false })?.isFile()
        ? undefined
        : readFileSync(file, "utf8");
    }),
  };
}

function remembered<Result>(ask: (name: string) => Result): (name: string) => Result {
  const answers = new Map<string, Result>();
  return (name) => {
    if (answers.has(name)) return answers.get(name) as Result;
    const answer = ask(name);
    answers.set(name, answer);
    return answer;
  };
}
