import { parseSettings, type Settings } from "@typed-session/core";

/** `global` is what the server adds for a plugin that the editor brings, and `transformProgram` what ts-patch reads. */
const known = ["name", "global", "transform", "transformProgram"];

/**
 * The options beside the plugin's name in the tsconfig, as `schema/options.schema.json` describes them: what is wrong with them is
 * told, and otherwise ignored.
 * @param config anything: nobody has checked it
 */
export function parseOptions(config: unknown): {
  readonly options: Settings;
  readonly problems: readonly string[];
} {
  const { settings, problems } = parseSettings(config, known);
  return { options: settings, problems };
}
