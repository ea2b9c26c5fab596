import type { TypeScript } from "../../syntax/typescript.js";
import { isRecord, textIn, upward, type ConfigHost } from "../config-files.js";
import { indentOf, known, matchesName, textsIn, widthIn, type DecidedStyle } from "./decided.js";

type Config = Readonly<Record<string, unknown>>;

/**
 * The style of a file in the nearest Biome configuration: https://biomejs.dev/reference/configuration.
 *
 * @param fileName absolute, `/`-separated
 * @param edited the style from `.editorconfig`, for a configuration that uses it
 * @returns `undefined` if there is none, or if its formatter is off
 */
export function fromBiome(
  ts: TypeScript,
  host: ConfigHost,
  fileName: string,
  edited: DecidedStyle,
): DecidedStyle | undefined {
  const directory = fileName.slice(0, fileName.lastIndexOf("/"));
  for (const at of upward(directory)) {
    const name = names.find((one) => host.fileExists(`${at}/${one}`));
    const config = name === undefined ? undefined : read(ts, host, `${at}/${name}`);
    // A nested configuration inherits from the root's one.
    if (!config || (config["root"] === false && config["extends"] === "//")) continue;
    return styleOf(layersFor(config, fileName.slice(at.length + 1)), edited);
  }
  return undefined;
}

const names: readonly string[] = ["biome.json", "biome.jsonc", ".biome.json", ".biome.jsonc"];

/** A configuration with the files that it extends, except those in packages. */
function read(ts: TypeScript, host: ConfigHost, fileName: string, depth = 0): Config | undefined {
  const text = textIn(host, fileName);
  if (text === undefined || depth > 5) return undefined;
  const { config } = ts.parseConfigFileTextToJson(fileName, text) as { readonly config?: unknown };
  if (!isRecord(config)) return undefined;
  const directory = fileName.slice(0, fileName.lastIndexOf("/"));
  const bases = textsIn(config["extends"])
    .filter((name) => name.startsWith("."))
    .map((name) => read(ts, host, resolved(directory, name), depth + 1))
    .filter((base) => base !== undefined);
  return bases.length === 0 ? config : merged([...bases, config]);
}

function resolved(directory: string, name: string): string {
  const parts = directory.split("/");
  for (const part of name.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "." && part !== "") parts.push(part);
  }
  return parts.join("/");
}

function merged([first = {}, ...others]: readonly Config[]): Config {
  return others.reduce<Config>((before, after) => {
    const both = Object.entries(after).map(([key, value]): [string, unknown] => {
      const old = before[key];
      return [key, isRecord(old) && isRecord(value) ? merged([old, value]) : value];
    });
    return { ...before, ...Object.fromEntries(both) };
  }, first);
}

/** The configuration, then each of its overrides that names the file. */
function layersFor(config: Config, name: string): Config {
  const overrides = Array.isArray(config["overrides"]) ? config["overrides"].filter(isRecord) : [];
  const own = overrides.filter((one) => includes(textsIn(one["includes"] ?? one["include"]), name));
  return merged([config, ...own]);
}

/** The last pattern that matches decides; one that begins with `!` excludes files. */
function includes(patterns: readonly string[], name: string): boolean {
  const last = patterns.findLast((pattern) => matchesName(pattern.replace(/^!+/, "").replace(/^\.\//, ""), name));
  return last !== undefined && !last.startsWith("!");
}

function styleOf(config: Config, edited: DecidedStyle): DecidedStyle | undefined {
  const formatter = recordIn(config, "formatter");
  const script = recordIn(recordIn(config, "javascript"), "formatter");
  if ((script["enabled"] ?? formatter["enabled"]) === false) return undefined;
  const ofEditor = formatter["useEditorconfig"] === true ? edited : {};
  const option = (name: string): unknown => script[name] ?? formatter[name];
  const kind = option("indentStyle");
  const width = widthIn(option("indentWidth"));
  const ending = option("lineEnding");
  const said = kind === undefined && width === undefined ? ofEditor.indent : undefined;
  return known({
    indent: said ?? indentOf(kind !== "space", width ?? 2),
    quote: script["quoteStyle"] === "single" ? "'" : '"',
    semicolon: script["semicolons"] === "asNeeded" ? "" : ";",
    pad: option("bracketSpacing") === false ? "" : " ",
    width: widthIn(option("lineWidth")) ?? ofEditor.width ?? 80,
    newline: ending === "crlf" ? "\r\n" : ending === "lf" ? "\n" : ofEditor.newline,
  });
}

function recordIn(config: Config, name: string): Config {
  const value = config[name];
  return isRecord(value) ? value : {};
}
