import { findSettings, parseSettings, projectRoot, withSettings, type Settings } from "@typed-session/core";
import type ts from "typescript";

/** `global` is what the server adds for a plugin that the editor brings, and `transformProgram` what ts-patch reads. */
const known = ["name", "global", "transform", "transformProgram"];

/**
 * The options beside the plugin's name in the tsconfig, as `schema/options.schema.json` describes them: what is wrong with them is
 * told, and otherwise ignored.
 * @param config anything: nobody has checked it
 */
export function parseOptions(config: unknown): { readonly options: Settings; readonly problems: readonly string[] } {
  const isObject = typeof config === "object" && config !== null && !Array.isArray(config);
  const { settings, problems } = parseSettings(isObject ? config : {}, known);
  return { options: settings, problems };
}

/**
 * The same with what the project sets for every surface, which comes second.
 *
 * @param configFile the project's tsconfig: absolute, `/`-separated
 */
export function optionsWithSettings(options: Settings, configFile: string, host: ts.System): Settings {
  return withSettings(findSettings(projectRoot(configFile), host).settings, options);
}
