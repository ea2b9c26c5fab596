import { libraries } from "./libraries/index.js";

/** Folders in which projects keep types. The last one alone is seen by all of Nuxt 4's programs. */
export const typeFolders = ["types", "src/types", "@types", "src/@types", "typings", "shared/types"];

/**
 * The usual places for an augmentation of any library, in the root or a folder of types: absolute names of files that
 * need not exist.
 */
export function usualAugmentationFiles(root: string): string[] {
  const names = new Set(libraries.map(({ augmentationFile }) => augmentationFile));
  return [root, ...typeFolders.map((folder) => `${root}/${folder}`)].flatMap((folder) =>
    [...names].map((name) => `${folder}/${name}`),
  );
}
