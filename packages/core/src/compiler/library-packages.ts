/*
 * The packages of all libraries, in a path and in a `declare module` block. All other facts about a library are data in
 * `discover/libraries`, a folder after this one. A test asserts that each library's packages match here.
 */
const inPath = /[\\/]node_modules[\\/](?:next-auth|@auth[\\/][^\\/]+)[\\/]/;

const inModuleBlock = /\bmodule\s+["'](?:[^"']*next-auth|@auth\/)/;

/** Whether a file belongs to a package of a library. */
export function isLibraryFile(fileName: string): boolean {
  return inPath.test(fileName);
}

/** Whether a text has a `declare module` block for a module of a library. */
export function hasLibraryBlock(text: string): boolean {
  return inModuleBlock.test(text);
}
