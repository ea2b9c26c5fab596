import { createRequire } from "node:module";
import type ts from "typescript";

const require = createRequire(import.meta.url);

/**
 * The `typescript` that made a program: another copy, even of the same version, must never touch it. Most often it is the one that
 * this package resolves as well, else it is among the modules that are loaded, since the parser has loaded it.
 */
export function compilerOf(program: ts.Program): typeof ts | undefined {
  const [file] = program.getSourceFiles();
  if (!file) return undefined;
  const own: unknown = require("typescript");
  if (hasMade(own, file)) return own;
  return Object.entries(require.cache)
    .filter(([name]) => /[\\/]typescript\.js$/.test(name))
    .map(([, loaded]): unknown => loaded?.exports)
    .find((one): one is typeof ts => hasMade(one, file));
}

/** Each copy of the compiler has classes of its own. */
function hasMade(candidate: unknown, file: ts.SourceFile): candidate is typeof ts {
  const { createSourceFile } = candidate as Partial<typeof ts>;
  return createSourceFile?.("", "", file.languageVersion).constructor === file.constructor;
}
