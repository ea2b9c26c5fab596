import type { TypeScript } from "../syntax/typescript.js";
import { typesOf, type Types } from "./types.js";
import type { Program } from "../api/program.js";
import type { ProgramWithHost } from "./compiler.js";

/**
 * The view for questions about nodes and their types: the compiler that made them, and the questions to their program.
 */
export interface TypeView {
  readonly ts: TypeScript;
  readonly types: Types;
}

/**
 * A program as the engine sees it: the compiler that made it, the host that answers for its files, and the questions to
 * its types.
 */
export interface ProgramView extends TypeView, ProgramWithHost {}

/** The view of a program. Its `types` object is the same for the program's whole lifetime; the host is the caller's. */
export function viewOf({ ts, program, host }: ProgramWithHost & { readonly ts: TypeScript }): ProgramView {
  return { ts, program, host, types: typesOf(ts, program) };
}

/** Gives each node its parent, which happens when the compiler makes the checker. */
export function bindFiles(program: Program): void {
  program.getTypeChecker();
}
