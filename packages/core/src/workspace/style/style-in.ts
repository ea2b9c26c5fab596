import type ts from "typescript";
import type { Workspace } from "../../api/workspace.js";
import { fallbackStyle, styleOf, type Style } from "../../edits/style.js";
import { fromBiome } from "./biome.js";
import type { ConfigHost } from "../config-files.js";
import type { DecidedStyle } from "./decided.js";
import { fromEditorconfig } from "./editorconfig.js";
import { fromPrettier } from "./prettier.js";
import type { Program } from "../../api/program.js";

/** A program and the host that knows the files around it. */
export type StyledProgram = Pick<Workspace, "ts" | "host" | "program">;

/**
 * The style of a file: from its formatter's configuration if that is data, else from its own text, else from
 * `otherwise`.
 *
 * @param otherwise the style of a file beside it
 */
export function styleIn(workspace: StyledProgram, file: ts.SourceFile, otherwise?: Style): Style {
  const shown = styleOf(workspace.ts, file, otherwise);
  // A file has one kind of line ends.
  const { newline, ...decided } = decidedFor(workspace, file.fileName);
  return withDecided(shown, { ...decided, ...(newline && !file.text.includes("\n") && { newline }) });
}

/** The same for a file that does not exist yet. */
export function newFileStyle(workspace: StyledProgram, fileName: string, otherwise: Style = fallbackStyle): Style {
  return withDecided(otherwise, decidedFor(workspace, fileName));
}

/** Formatters end a member as they end a statement, and separate members on one line by semicolons. */
function withDecided(style: Style, decided: DecidedStyle): Style {
  const { semicolon } = decided;
  return { ...style, ...decided, ...(semicolon !== undefined && { memberEnd: semicolon, separator: ";" }) };
}

const known = new WeakMap<Program, Map<string, DecidedStyle>>();

function decidedFor({ ts, host, program }: StyledProgram, fileName: string): DecidedStyle {
  const ofProgram = known.get(program) ?? new Map<string, DecidedStyle>();
  known.set(program, ofProgram);
  const found = ofProgram.get(fileName) ?? decide({ ts, host, program }, fileName);
  ofProgram.set(fileName, found);
  return found;
}

function decide({ ts, host }: StyledProgram, fileName: string): DecidedStyle {
  const files: ConfigHost = {
    fileExists: (name) => host.fileExists(name),
    readFile: (name) => host.readFile(name),
  };
  const edited = fromEditorconfig(files, fileName);
  const prettier = fromPrettier(files, fileName, edited);
  // Nothing is known of a configuration that is code, and it may differ from `.editorconfig`.
  if (prettier) return prettier.kind === "data" ? prettier.style : {};
  return fromBiome(ts, files, fileName, edited) ?? edited;
}
