import { createRequire } from "node:module";
import type * as Command from "typed-session/program";

const require = createRequire(import.meta.url);

/** Gives the part of the command that makes programs; `undefined` if the command is not installed. */
export type LoadCommand = () => typeof Command | undefined;

/** Loads them when a file first needs them: they bring a whole compiler. */
export const loadCommand: LoadCommand = () => {
  try {
    return require("typed-session/program") as typeof Command;
  } catch (error) {
    // An older command has no such part.
    const { code } = error as { readonly code?: unknown };
    if (code === "MODULE_NOT_FOUND" || code === "ERR_PACKAGE_PATH_NOT_EXPORTED") return undefined;
    throw error;
  }
};
