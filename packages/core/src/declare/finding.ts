import type ts from "typescript";
import type { FieldKey } from "../api/field-key.js";
import type { EditSet } from "../edits/text-edit.js";
import type { DeclarationChange } from "./change.js";

/** Where types alone tell: in the author's program as it is, or once what is missing is declared. */
export type ByTypes = "as written" | "once declared";

/** One thing that a rule has found. */
export interface Finding {
  readonly message: string;
  readonly file: ts.SourceFile;
  readonly start: number;
  readonly end: number;
  readonly key?: FieldKey;
  readonly related?: readonly { readonly message: string; readonly node: ts.Node }[];
  /** The change that removes it, and weaker ones for where the compiler does not accept it. */
  readonly candidates?: readonly DeclarationChange[];
  /** Edits that remove it, where it is not one field's declaration that changes. */
  readonly edits?: EditSet | undefined;
  /** Its edits hold only once the declarations are right. */
  readonly afterDeclarations?: true;
  /** What is left for a human when it is not fixed. */
  readonly manual?: string;
  /** Of a rule that claims an edit holds: where types alone say that it does, so that no program need be compiled with it to know. */
  readonly byTypes?: ByTypes;
}

/** Where a node stands, for a finding. */
export function at(node: ts.Node): Pick<Finding, "file" | "start" | "end"> {
  const file = node.getSourceFile();
  return { file, start: node.getStart(file), end: node.end };
}

/** What is left for a human, from the reason why nothing could be proposed. */
export function manualOf(why: string | undefined): Pick<Finding, "manual"> {
  return why === undefined ? {} : { manual: `${why.charAt(0).toUpperCase()}${why.slice(1)}.` };
}
