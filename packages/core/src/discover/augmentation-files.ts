import { libraries } from "./libraries/index.js";

/** Folders in which projects keep types. The last is the one folder whose declarations all of Nuxt 4's programs see. */
export const typeFolders = ["types", "src/types", "@types", "src/@types", "typings", "shared/types"];

/** Where projects keep an augmentation of any library, in their root or a folder of types: absolute names of files that need not exist. */
export function usualAugmentationFiles(root: string): string[] {
  const names = new Set(libraries.map(({ augmentationFile }) => augmentationFile));
  return [root, ...typeFolders.map((folder) => `${root}/${folder}`)].flatMap((folder) =>
    [...names].map((name) => `${folder}/${name}`),
  );
}
