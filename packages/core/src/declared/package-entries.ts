import type ts from "typescript";
import { manifestAround, type PackageManifest } from "../compiler/module-names.js";
import type { Workspace } from "../api/workspace.js";
import { isOwnFile } from "../compiler/own-files.js";
import { compilerOf } from "../compiler/compiler.js";

/** The files of a package that its importers get. */
export interface FilesOfImporters {
  readonly files: ReadonlySet<string>;
  /** Whether they get what a build makes of these files. */
  readonly isBuilt: boolean;
}

/**
 * The files of a package that its importers get: the TypeScript sources that its manifest names as entries, or from
 * which the build makes them, and their imports. An augmentation in any other file takes effect in this package alone.
 *
 * @returns no files if the package exports no TypeScript sources, and no other package imports what it builds
 */
export function filesOfImporters(workspace: Workspace, fileName: string): FilesOfImporters {
  const { ts, program, host, root } = workspace;
  const nearest = manifestAround(host, fileName);
  const manifest = nearest?.folder.startsWith(root) === true ? nearest : undefined;
  const options = program.getCompilerOptions();
  const isBuiltForOthers = (): boolean => options.composite === true || workspace.isImported?.() === true;
  const own = compilerOf(ts).ownFiles(program);
  const entries = manifest && entrySources(manifest, namesOf(own), options, isBuiltForOthers);
  const isBuilt = entries?.isBuilt === true;
  const reached = new Set(own.filter((file) => entries?.names.includes(file.fileName) && exportsSomething(file)));
  // A set is iterated in insertion order, files added meanwhile included.
  for (const file of reached) {
    for (const imported of compilerOf(ts).importsOf(program, file).files) {
      // A build emits no hand-written declaration file.
      if (isOwnFile(program, imported) && !(isBuilt && imported.isDeclarationFile)) reached.add(imported);
    }
  }
  return { files: new Set(namesOf([...reached])), isBuilt };
}

function namesOf(files: readonly ts.SourceFile[]): string[] {
  return files.map(({ fileName }) => fileName);
}

/**
 * The TypeScript sources that a manifest names as entries, or, if it names none, those from which the build makes them.
 *
 * @param fileNames absolute names of the package's files
 * @param isBuiltForOthers whether other packages import what the package builds; asked only if it builds something
 */
export function entrySources(
  { folder, text }: PackageManifest,
  fileNames: readonly string[],
  options: ts.CompilerOptions,
  isBuiltForOthers: () => boolean,
): { readonly names: readonly string[]; readonly isBuilt: boolean } {
  const paths = pathsIn(text);
  const among = (some: readonly string[]): string[] =>
    fileNames.filter(
      (name) =>
        name.startsWith(`${folder}/`) &&
        !/\.d\.[cm]?ts$/.test(name) &&
        some.some((path) => matches(path, name.slice(folder.length + 1))),
    );
  const sources = among(paths);
  if (sources.length > 0) return { names: sources, isBuilt: false };
  const built = among(sourcesOf(paths, folder, options));
  return built.length > 0 && isBuiltForOthers() ? { names: built, isBuilt: true } : { names: [], isBuilt: false };
}

/** The sources of the files that a build makes, without endings. */
function sourcesOf(paths: readonly string[], folder: string, options: ts.CompilerOptions): string[] {
  const { outDir, declarationDir, rootDir } = options;
  const inFolder = (directory: string | undefined): string[] =>
    directory?.startsWith(`${folder}/`) === true ? [directory.slice(folder.length + 1)] : [];
  const outputs = [...inFolder(declarationDir), ...inFolder(outDir)];
  const roots = rootDir === undefined ? ["src", ""] : [...inFolder(rootDir), ...(rootDir === folder ? [""] : [])];
  return paths
    .filter((path) => /\.(?:[cm]?js|d\.[cm]?ts)$/.test(path))
    .flatMap((path) => {
      // A bundler without an `outDir` has a folder of its own.
      const output = outputs.find((one) => path.startsWith(`${one}/`)) ?? path.slice(0, Math.max(0, path.indexOf("/")));
      const rest = path.slice(output === "" ? 0 : output.length + 1).replace(/(?:\.d)?\.[cm]?[jt]s$/, "");
      return roots.map((root) => (root === "" ? rest : `${root}/${rest}`));
    });
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
