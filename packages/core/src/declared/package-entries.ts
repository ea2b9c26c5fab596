import type ts from "typescript";
import { isOwnFile } from "../compiler/module-names.js";
import { importsOf } from "../compiler/resolutions.js";
import type { Workspace } from "../api/workspace.js";

/**
 * The files of a package that its importers get: the TypeScript sources that its manifest names as entries, and their
 * imports. An augmentation in any other file takes effect in this package alone.
 * @returns none if the package exports no TypeScript sources
 */
export function filesOfImporters({ ts, program, host, root }: Workspace, fileName: string): ReadonlySet<string> {
  const manifest = nearestManifest(host, root, fileName);
  const reached = new Set<ts.SourceFile>(manifest ? entriesOf(program, manifest.folder, manifest.text) : []);
  // A set is iterated in insertion order, files added meanwhile included.
  for (const file of reached) {
    for (const imported of importsOf(ts, program, file).files) {
      if (isOwnFile(program, imported)) reached.add(imported);
    }
  }
  return new Set([...reached].map((file) => file.fileName));
}

interface Manifest {
  readonly folder: string;
  readonly text: string;
}

function nearestManifest(host: ts.ModuleResolutionHost, root: string, fileName: string): Manifest | undefined {
  let folder = fileName.slice(0, fileName.lastIndexOf("/"));
  for (; folder.startsWith(root); folder = folder.slice(0, folder.lastIndexOf("/"))) {
    const text = host.readFile(`${folder}/package.json`);
    if (text !== undefined) return { folder, text };
  }
  return undefined;
}

/** The sources of the program that a manifest names, if they export something. */
function entriesOf(program: ts.Program, folder: string, manifest: string): ts.SourceFile[] {
  const paths = pathsIn(manifest);
  const isEntry = ({ fileName }: ts.SourceFile): boolean =>
    fileName.startsWith(`${folder}/`) && paths.some((path) => matches(path, fileName.slice(folder.length + 1)));
  return program
    .getSourceFiles()
    .filter((file) => !file.isDeclarationFile && isOwnFile(program, file) && isEntry(file) && exportsSomething(file));
}

/** The paths that a package exports; without exports, the index beside the manifest. */
function pathsIn(text: string): string[] {
  let manifest: unknown;
  try {
    manifest = JSON.parse(text);
  } catch {
    return [];
  }
  if (typeof manifest !== "object" || manifest === null) return [];
  const { exports, types, typings, main, module } = manifest as Record<string, unknown>;
  const paths = textsIn([exports, types, typings, main, module]);
  return (paths.length === 0 ? ["index"] : paths).map((path) => path.replace(/^\.\//, ""));
}

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/**
 * Whether a path in a manifest, in which a star matches any text, names a file; a path for `require` needs no ending.
 */
function matches(path: string, name: string): boolean {
  const bare = name.replace(/\.[cm]?tsx?$/, "");
  const [start = "", end] = path.split("*");
  if (end === undefined) return path === name || path === bare || `${path.replace(/\/$/, "")}/index` === bare;
  return [name, bare].some(
    (one) => one.length >= start.length + end.length && one.startsWith(start) && one.endsWith(end),
  );
}

/** An app that is started by its `main` exports nothing. */
function exportsSomething(file: ts.SourceFile): boolean {
  return /^[^\S\n\r\u2028\u2029]*export\b/m.test(file.text);
}
