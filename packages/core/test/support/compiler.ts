import ts from "typescript";
import type { LastOverlay } from "../../src/api/workspace.js";
import type { ClassicProgram } from "../../src/compiler/classic/overlay.js";
import { compilerOf } from "../../src/compiler/compiler.js";
import type { FileTexts } from "../../src/edits/text-edit.js";

const compiler = compilerOf(ts);

export const { dependentsIn, forgetOverlays, resolvedFile } = compiler;

export function overlay(base: ClassicProgram, texts: FileTexts, kept?: LastOverlay): ClassicProgram {
  return compiler.overlay(base, texts, kept) as ClassicProgram;
}
