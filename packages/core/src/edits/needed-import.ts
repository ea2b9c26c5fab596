/** How another file can name a symbol: `import type { exportName } from "specifier"`. */
export interface ImportableName {
  readonly exportName: string;
  readonly specifier: string;
  /** The name that the file gives it, if that differs. */
  readonly localName?: string;
}

/** A named type that a file must import. Without a name, a module that must be part of the program. */
export interface NeededImport extends Omit<ImportableName, "exportName"> {
  readonly exportName?: string;
}
