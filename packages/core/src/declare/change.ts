import type ts from "typescript";
import type { Library } from "../discover/library.js";
import type { NeededImport } from "../edits/needed-import.js";
import type { FieldKey } from "../api/field-key.js";
import type { Types } from "../compiler/types.js";
import type { Augmentation } from "../declared/augmentations.js";
import type { DeclaredInterfaces } from "../declared/interfaces.js";
import type { Workspace } from "../api/workspace.js";
import type { UnaugmentableSpecifiers } from "./unaugmentable.js";

/** A type as it is written in a declaration. */
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

/** What the edits are made against: the program as its author left it. */
export interface DeclarationSite {
  /** Its program holds all modules of the library. */
  readonly workspace: Workspace;
  /** The same with the author's files alone, and with those who read what is to be declared. */
  readonly asWritten: Workspace;
  readonly types: Types;
  readonly library: Library;
  readonly declared: DeclaredInterfaces;
  readonly augmentations: readonly Augmentation[];
  /** A file of the project in whose style a new file is written. */
  readonly sample: ts.SourceFile;
  /** Where a new augmentation file goes; `undefined` when the tsconfig would not include it anywhere. */
  readonly newFileName: string | undefined;
  /** Where other packages import the project's sources: what they get of these, so that a declaration elsewhere does not reach them. */
  readonly importers?: { readonly files: ReadonlySet<string>; readonly configFile: ts.SourceFile };
  /** The file that takes declarations for which there is no place yet; without it they get a file of their own. */
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
