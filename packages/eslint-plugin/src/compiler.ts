import { createRequire } from "node:module";
import type ts from "typescript";

const require = createRequire(import.meta.url);

/**
 * The `typescript` that made a program: no other copy, even of the same version, may touch it. Mostly it is the one
 * that this package resolves as well; otherwise the parser has loaded it, so that it is among the loaded modules.
 */
export function compilerOf(program: ts.Program): typeof ts | undefined {
  const [file] = program.getSourceFiles();
  if (!file) return undefined;
  const own = ownCompiler();
  if (hasMade(own, file)) return own;
  return Object.entries(require.cache)
    .filter(([name]) => /[\\/]typescript\.js$/.test(name))
    .map(([, loaded]): unknown => loaded?.exports)
    .find((one): one is typeof ts => hasMade(one, file));
}

/** In a project on TypeScript 7 it is another program, or none. */
function ownCompiler(): unknown {
  try {
    return require("typescript");
  } catch {
    return {};
  }
}

/** Each copy of the compiler has its own classes. */
function hasMade(candidate: unknown, file: ts.SourceFile): candidate is typeof ts {
  const { createSourceFile } = candidate as Partial<typeof ts>;
  return createSourceFile?.("", "", file.languageVersion).constructor === file.constructor;
}
