import type { ConfigReport, Diagnostic, FieldReport, FieldTrace, OpenTarget } from "@typed-session/core";

/**
 * The requests that the plugin adds to tsserver's, each about the project of a file. VS Code hands on those whose name starts with an
 * underscore. Of a file that has nothing to do with a session the answer is `{}`.
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

/** How many problems the editor shows in the project: one a cause. */
export interface Summary {
  readonly errors: number;
  readonly warnings: number;
}

/** The files that quick fixes have created since this was asked last. */
export interface Created {
  /** Absolute. */
  readonly files: readonly string[];
}

/** What the session and the token hold. */
export interface Shape {
  /** The directory that the files are named from: absolute. */
  readonly root: string;
  readonly configs: readonly ConfigReport[];
  /** Each with the way that values take to it. */
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
  /** The text that the edits are for; `null` where the file is to be created. */
  readonly before: string | null;
  readonly edits: readonly TextEdit[];
}

/** A replacement of lines: from the start of one to the start of another, or to the end of the text. */
export interface TextEdit {
  readonly start: Position;
  readonly end: Position;
  readonly newText: string;
}

/** 0-based, columns in UTF-16 units, as editors count. */
export interface Position {
  readonly line: number;
  readonly character: number;
}
