import type ts from "typescript";
import type { EditSet } from "../edits/text-edit.js";

/** An augmentation, or a part of one, that compiles and does not do what its author meant: nothing for any reader, or too much. */
export interface Ineffective {
  readonly kind:
    | "not-imported"
    | "not-loaded"
    | "not-a-module"
    | "wrong-module"
    | "no-such-module"
    | "nested"
    | "split"
    | "not-an-interface"
    | "contradicted"
    | "drops-base"
    | "hides-library"
    | "not-in-program";
  readonly file: ts.SourceFile;
  readonly node: ts.Node;
  readonly message: string;
  readonly edits: EditSet | undefined;
  readonly manual?: string;
  readonly related?: { readonly message: string; readonly node: ts.Node };
  /** The fields it declares in vain, as `Session.user.id`. */
  readonly fields: readonly string[];
}

/** Nothing outside the project's root is edited: what would be is left to whoever it belongs to. */
export function withinRoot(root: string, found: readonly Ineffective[]): Ineffective[] {
  return found.map((one) =>
    one.edits?.edits.every(({ fileName }) => fileName.startsWith(`${root}/`)) === false
      ? { ...one, edits: undefined, manual: "The file is not this project's to change; change it there." }
      : one,
  );
}
