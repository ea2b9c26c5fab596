import type ts from "typescript";
import { isOwnFile } from "../compiler/module-names.js";
import { importsOf } from "../compiler/resolutions.js";
import type { Workspace } from "../api/workspace.js";

/**
 * The files that other packages get with the package in which a file stands: the TypeScript sources that its manifest names as its entries, and
 * what these import. An augmentation in any other file is there for this package alone, whose tsconfig takes it.
 * @returns none where the package hands out no TypeScript of its own
 */
export function filesOfImporters({ ts, program, host, root }: Workspace, fileName: string): ReadonlySet<string> {
  const manifest = nearestManifest(host, root, fileName);
  const reached = new Set<ts.SourceFile>(manifest ? entriesOf(program, manifest.folder, manifest.text) : []);
  // A set is iterated in the order of insertion, files added meanwhile included.
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

/** The sources of the program that a manifest names, of those that have something for who imports them. */
function entriesOf(program: ts.Program, folder: string, manifest: string): ts.SourceFile[] {
  const paths = pathsIn(manifest);
  const isEntry = ({ fileName }: ts.SourceFile): boolean =>
    fileName.startsWith(`${folder}/`) && paths.some((path) => matches(path, fileName.slice(folder.length + 1)));
  return program
    .getSourceFiles()
    .filter((file) => !file.isDeclarationFile && isOwnFile(program, file) && isEntry(file) && exportsSomething(file));
}

/** What a package gives to who imports it; where it says nothing, the index beside the manifest. */
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

/** Whether a path of a manifest, in which a star stands for any text, names a file; one for `require` needs no ending. */
function matches(path: string, name: string): boolean {
  const bare = name.replace(/\.[cm]?tsx?$/, "");
  const [start = "", end] = path.split("*");
  if (end === undefined) return path === name || path === bare || `${path.replace(/\/$/, "")}/index` === bare;
  return [name, bare].some(
    (one) => one.length >= start.length + end.length && one.startsWith(start) && one.endsWith(end),
  );
}

/** An app that is started by its `main` has nothing for others. */
function exportsSomething(file: ts.SourceFile): boolean {
  return /^[^\S\n\r\u2028\u2029]*export\b/m.test(file.text);
}
