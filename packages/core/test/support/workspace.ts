import ts from "typescript";
import type { Workspace } from "../../src/index.js";
import { dependenciesOn } from "./packages.js";
import { virtualHost } from "./virtual-host.js";

const root = "/app";

/**
 * A program of these files alone, the keys relative to its root. Nothing is installed but what the files say: that is enough where
 * names decide, and takes no time.
 */
export function bareWorkspace(files: Readonly<Record<string, string>>, options: ts.CompilerOptions = {}): Workspace {
  const texts = new Map(Object.entries(files).map(([name, text]): [string, string] => [`${root}/${name}`, text]));
  const all: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    strict: true,
    types: [],
    noLib: true,
    ...options,
  };
  const host = virtualHost(dependenciesOn("4.24.15"), texts, all);
  const program = ts.createProgram({
    rootNames: [...texts.keys()].filter((name) => /\.[cm]?[jt]sx?$/.test(name)),
    options: all,
    host,
  });
  return { ts, program, host, root, wouldInclude: () => true };
}

/** The manifest of an installed package, as an entry of the files. */
export function installed(packageName: string, version: string): Record<string, string> {
  return { [`node_modules/${packageName}/package.json`]: JSON.stringify({ name: packageName, version }) };
}
