import { findSettings, parseSettings, projectRoot, withSettings, type Settings } from "@typed-session/core";
import type ts from "typescript";

/** The server adds `global` for a plugin from the editor, and ts-patch reads `transformProgram`. */
const known = ["name", "global", "transform", "transformProgram"];

/**
 * The options beside the plugin's name in the tsconfig, as in `schema/options.schema.json`. Wrong ones are reported and
 * otherwise ignored.
 * @param config anything, unchecked
 */
export function parseOptions(config: unknown): { readonly options: Settings; readonly problems: readonly string[] } {
  const isObject = typeof config === "object" && config !== null && !Array.isArray(config);
  const { settings, problems } = parseSettings(isObject ? config : {}, known);
  return { options: settings, problems };
}

/**
 * The same over the project's settings for every surface, which come second.
 *
 * @param configFile the project's tsconfig: absolute, `/`-separated
 */
export function optionsWithSettings(options: Settings, configFile: string, host: ts.System): Settings {
  return withSettings(findSettings(projectRoot(configFile), host).settings, options);
}
