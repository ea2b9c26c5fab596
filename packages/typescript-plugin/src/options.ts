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
export function optionsWithSettings(options: Settings, configFile: string, host: SettingsHost): Settings {
  return withSettings(findSettings(projectRoot(configFile), host).settings, options);
}

type SettingsHost = Pick<ts.System, "fileExists" | "readFile">;

/**
 * The same for a server that asks after each key: read again when a file that was looked at, or for, has another time than it had.
 * A watcher would cost nothing in between, but a plugin is not told when to let go of it.
 */
export function keptOptions(
  options: Settings,
  configFile: string,
  host: SettingsHost & Pick<ts.System, "getModifiedTime">,
): () => Settings {
  let kept: { readonly options: Settings; readonly times: ReadonlyMap<string, number | undefined> } | undefined;
  const timeOf = (name: string): number | undefined => host.getModifiedTime?.(name)?.getTime();
  return () => {
    if (kept && host.getModifiedTime && [...kept.times].every(([name, time]) => timeOf(name) === time))
      return kept.options;
    const times = new Map<string, number | undefined>();
    const noting: SettingsHost = {
      fileExists: (name) => {
        times.set(name, timeOf(name));
        return host.fileExists(name);
      },
      readFile: (name) => host.readFile(name),
    };
    kept = { options: optionsWithSettings(options, configFile, noting), times };
    return kept.options;
  };
}
