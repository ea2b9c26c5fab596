import type ts from "typescript";
import type { Types } from "../compiler/types.js";
import { isLibrarysModule } from "../discover/text-scan.js";
import type { Reader } from "./model.js";
import type { Program } from "../api/program.js";
import { compilerOf, type Dependents } from "../compiler/compiler.js";

const dependents = new WeakMap<Program, Dependents>();
const known = new WeakMap<ts.Type, readonly ts.SourceFile[]>();

/**
 * The program's own files in which an expression can have a type at all: those that imports connect with its
 * declaration. In a large app, asking the checker about all other files would take most of its time.
 *
 * @param holder the session, the token, or an object in one of them
 */
export function filesThatMayHold(reader: Reader, holder: ts.Type): readonly ts.SourceFile[] {
  const before = known.get(holder);
  if (before) return before;
  const { ts, program } = reader.workspace;
  const of = dependents.get(program) ?? compilerOf(ts).dependentsIn(program, isLibrarysModule);
  dependents.set(program, of);
  const mayHold = of.of([...reader.declared.fileNames, ...filesDeclaring(reader.types, holder)]);
  const files = compilerOf(ts)
    .ownFiles(program)
    .filter((file) => reader.skips?.has(file.fileName) !== true && mayHold(file));
  known.set(holder, files);
  return files;
}

/** The files that declare a type or its parts: with `user: AppUser` a file of the project's own. */
function filesDeclaring(types: Types, type: ts.Type): string[] {
  const symbols = [types.symbolNaming(type), types.symbolOf(type)];
  const parts = [...types.partsOf(type), ...types.intersectedIn(type)].filter((part) => part !== type);
  return [
    ...symbols.flatMap((symbol) => types.declarationsOf(symbol).map((one) => one.getSourceFile().fileName)),
    ...parts.flatMap((part) => filesDeclaring(types, part)),
  ];
}
