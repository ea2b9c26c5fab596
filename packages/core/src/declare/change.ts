import type ts from "typescript";
import { withUnionsSorted } from "../syntax/union-order.js";
import type { Library } from "../discover/library.js";
import type { NeededImport } from "../edits/needed-import.js";
import type { FieldKey } from "../api/field-key.js";
import type { Types } from "../compiler/types.js";
import type { Augmentation } from "../declared/augmentations.js";
import type { DeclaredInterfaces } from "../declared/interfaces.js";
import type { Workspace } from "../api/workspace.js";
import type { UnaugmentableSpecifiers } from "./unaugmentable.js";

/** A type as text for a declaration. */
export interface DeclaredType {
  readonly text: string;
  readonly optional: boolean;
  readonly imports: readonly NeededImport[];
}

/** One change to what the project declares. */
export type DeclarationChange =
  | { readonly kind: "declare"; readonly key: FieldKey; readonly type: DeclaredType }
  | { readonly kind: "retype"; readonly key: FieldKey; readonly type: DeclaredType }
  | { readonly kind: "make-optional"; readonly key: FieldKey }
  | { readonly kind: "remove"; readonly key: FieldKey };

/** A text that is the same for changes that come to the same, whichever program their types are from. */
export function changeText(change: DeclarationChange): string {
  if (!("type" in change)) return JSON.stringify(change);
  const { text, optional, imports } = change.type;
  const type = { text: withUnionsSorted(text), optional, imports: imports.map((one) => JSON.stringify(one)).sort() };
  return JSON.stringify({ ...change, type });
}

/** The program as its author left it, against which edits are made. */
export interface DeclarationSite {
  /** Its program holds all modules of the library. */
  readonly workspace: Workspace;
  /** The same program with only the author's files, and with the readers of what is declared. */
  readonly asWritten: Workspace;
  readonly types: Types;
  readonly library: Library;
  readonly declared: DeclaredInterfaces;
  readonly augmentations: readonly Augmentation[];
  /** A file of the project that gives the style of a new file. */
  readonly sample: ts.SourceFile;
  /** The place of a new augmentation file; `undefined` if the tsconfig includes none. Most projects have no need of it. */
  readonly newFileName: () => string | undefined;
  /**
   * The files and conditions under which other packages import the project's sources: a declaration outside of these
   * files does not reach them.
   */
  readonly importers?: {
    readonly files: ReadonlySet<string>;
    readonly configFile: ts.SourceFile;
    /** Whether they get what a build makes of the sources: it leaves declaration files out. */
    readonly isBuilt: boolean;
  };
  /** The file that takes declarations without a place yet; by default they get a file of their own. */
  readonly home?: ts.SourceFile;
  readonly idle: UnaugmentableSpecifiers;
}

/** Notes that a file must import types. */
export type Need = (file: ts.SourceFile, names: readonly NeededImport[]) => void;

export type ExistingChange = Exclude<DeclarationChange, { kind: "declare" }>;

export type Declare = Extract<DeclarationChange, { kind: "declare" }>;

export type TypedChange = Extract<DeclarationChange, { kind: "declare" }>;

/** Whether a declaration says what a field holds. */
export function isTyped(change: DeclarationChange | undefined): change is TypedChange {
  return change?.kind === "declare" && !["unknown", "never", "never[]"].includes(change.type.text);
}
