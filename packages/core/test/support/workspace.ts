import path from "node:path";
import ts from "typescript";
import type { Workspace } from "../../src/index.js";
import type { ClassicProgram } from "../../src/compiler/classic/overlay.js";
import { dependenciesOn, type NextAuthVersion } from "./packages.js";
import { virtualProgram } from "./virtual-host.js";

/** A workspace of TypeScript's own program. */
export type ClassicWorkspace = Workspace & ClassicProgram;

/**
 * A program of these files alone, with keys relative to its root. Only packages among the files are installed: that is
 * enough for questions about names, and takes no time.
 */
export function bareWorkspace(
  files: Readonly<Record<string, string>>,
  options: ts.CompilerOptions = {},
): ClassicWorkspace {
  return workspaceIn("/app", files, { noLib: true, ...options });
}

/** A program of these files on a real next-auth. */
export function workspaceOn(
  version: NextAuthVersion,
  files: Readonly<Record<string, string>>,
  options: ts.CompilerOptions = {},
): ClassicWorkspace {
  return workspaceIn(dependenciesOn(version).root, files, { lib: ["lib.es2022.d.ts"], ...options }, version);
}

function workspaceIn(
  root: string,
  files: Readonly<Record<string, string>>,
  options: ts.CompilerOptions,
  version: NextAuthVersion = "4.24.15",
): ClassicWorkspace {
  const texts = new Map(
    Object.entries(files).map(([name, text]): [string, string] => [path.posix.join(root, name), text]),
  );
  const all: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    strict: true,
    types: [],
    ...options,
  };
  const rootNames = [...texts.keys()].filter((name) => /\.[cm]?[jt]sx?$/.test(name));
  const { program, host } = virtualProgram(dependenciesOn(version), texts, rootNames, all);
  return { ts, program, host, root, wouldInclude: () => true };
}

/** The manifest of an installed package, as an entry of the files. */
export function installed(packageName: string, version: string): Record<string, string> {
  return { [`node_modules/${packageName}/package.json`]: JSON.stringify({ name: packageName, version }) };
}
