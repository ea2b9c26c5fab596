import { typeFolders } from "../discover/augmentation-files.js";
import type { Library } from "../discover/library.js";
import type { Workspace } from "../api/workspace.js";
import { compilerOf } from "../compiler/compiler.js";

/**
 * The place of a new augmentation file: the folder with the project's types, else the root, else `src`. The tsconfig
 * includes it, and so do as many of several tsconfigs as possible. The library's own specifier never resolves to it.
 * @returns `undefined` if the tsconfig includes none of these places
 */
export function newAugmentationFile(workspace: Workspace, library: Library, configFile: string): string | undefined {
  const { ts, root, program } = workspace;
  const holdsOwnFiles = (folder: string): boolean => {
    const start = `${root}/${folder}/`;
    return compilerOf(ts)
      .ownFiles(program)
      .some((file) => file.fileName.startsWith(start));
  };
  const inUse = typeFolders.filter(holdsOwnFiles);
  const configFolder = configFile.slice(0, configFile.lastIndexOf("/"));
  const candidates = [
    ...inUse.map((folder) => `${root}/${folder}`),
    root,
    // An existing folder comes before a new one.
    ...(holdsOwnFiles("src") ? [`${root}/src`] : []),
    // With `baseUrl: "."` a root file of that name is what `import "next-auth"` finds.
    ...typeFolders.map((folder) => `${root}/${folder}`),
    configFolder,
  ].map((folder) => `${folder}/${library.augmentationFile}`);
  return mostIncluded(workspace, candidates).find(
    (candidate) =>
      workspace.wouldInclude(candidate) &&
      !workspace.host.fileExists(candidate) &&
      !hijacks(workspace, library, configFile, candidate),
  );
}

/** Files in the given order, but those that more programs of the project include come first. */
function mostIncluded({ programsIncluding }: Workspace, fileNames: readonly string[]): readonly string[] {
  if (!programsIncluding) return fileNames;
  return fileNames
    .map((fileName) => ({ fileName, count: programsIncluding(fileName) }))
    .sort((a, b) => b.count - a.count)
    .map(({ fileName }) => fileName);
}

/** Whether a specifier of the library would resolve to the new file. */
function hijacks(workspace: Workspace, library: Library, configFile: string, candidate: string): boolean {
  const compiler = compilerOf(workspace.ts);
  return Object.values(library.specifiers).some(
    (specifier) => compiler.resolvedFile(workspace, specifier, configFile, candidate) === candidate,
  );
}
