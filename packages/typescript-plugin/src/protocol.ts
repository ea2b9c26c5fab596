import type { ConfigReport, Diagnostic, FieldReport, FieldTrace, OpenTarget } from "@typed-session/core";

/**
 * The requests that the plugin adds to tsserver's, each about the project of a file. VS Code passes on those whose name
 * starts with an underscore. The answer for a file without a session is `{}`.
 */
export interface Requests {
  "_typed-session:summary": Summary;
  "_typed-session:shape": Shape;
  "_typed-session:fix": ProjectFix;
  "_typed-session:created": Created;
}
export type RequestName = keyof Requests;
export type Answer<Name extends RequestName> = Requests[Name] | Record<string, never>;

export interface RequestArguments {
  /** Absolute. */
  readonly file: string;
}

/** The number of problems in the project: one for each cause. */
export interface Summary {
  readonly errors: number;
  readonly warnings: number;
}

/** The files that quick fixes have created since the last request. */
export interface Created {
  /** Absolute. */
  readonly files: readonly string[];
}

/** The fields of the session and the token. */
export interface Shape {
  /** The absolute directory that file names are relative to. */
  readonly root: string;
  readonly configs: readonly ConfigReport[];
  /** Each with the flow of its values. */
  readonly fields: readonly (FieldReport & Pick<FieldTrace, "flow">)[];
  readonly open: readonly OpenTarget[];
}

/** The edits that fix everything that can be fixed. */
export interface ProjectFix {
  readonly changes: readonly FileEdit[];
  readonly fixed: readonly Diagnostic[];
  readonly remaining: readonly Diagnostic[];
}

export interface FileEdit {
  /** Absolute. */
  readonly file: string;
  /** The text that the edits are for; `null` for a file to create. */
  readonly before: string | null;
  readonly edits: readonly TextEdit[];
}

/** A replacement of lines: from the start of one to the start of another, or to the end of the text. */
export interface TextEdit {
  readonly start: Position;
  readonly end: Position;
  readonly newText: string;
}

/** 0-based, columns in UTF-16 units, as in editors. */
export interface Position {
  readonly line: number;
  readonly character: number;
}
