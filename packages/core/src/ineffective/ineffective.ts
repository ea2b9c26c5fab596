import type { Finding } from "../declare/finding.js";

/**
 * An augmentation, or a part of one, that compiles but does not do what its author meant: it does nothing for any
 * reader, or too much.
 */
export interface Ineffective extends Finding {
  /** The fields that it declares without effect, as `Session.user.id`. */
  readonly fields: readonly string[];
  /** Set if it hides the library, so that no other finding is reliable. */
  readonly hidesLibrary?: true;
}

/** Drops edits outside the project's root: such a file belongs to somebody else. */
export function withinRoot(root: string, found: readonly Ineffective[]): Ineffective[] {
  return found.map((one) =>
    one.edits?.edits.every(({ fileName }) => fileName.startsWith(`${root}/`)) === false
      ? { ...one, edits: undefined, manual: "The file is not this project's to change; change it there." }
      : one,
  );
}
