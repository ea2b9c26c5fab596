import type { Finding } from "../declare/finding.js";

/** An augmentation, or a part of one, that compiles and does not do what its author meant: nothing for any reader, or too much. */
export interface Ineffective extends Finding {
  /** The fields it declares in vain, as `Session.user.id`. */
  readonly fields: readonly string[];
  /** It takes the library's place, so that nothing else that is read of it is true. */
  readonly hidesLibrary?: true;
}

/** Nothing outside the project's root is edited: what would be is left to whoever it belongs to. */
export function withinRoot(root: string, found: readonly Ineffective[]): Ineffective[] {
  return found.map((one) =>
    one.edits?.edits.every(({ fileName }) => fileName.startsWith(`${root}/`)) === false
      ? { ...one, edits: undefined, manual: "The file is not this project's to change; change it there." }
      : one,
  );
}
