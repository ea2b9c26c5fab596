import type { AnalyzeOptions } from "../api/analysis.js";
import type { RuleSeverity } from "../api/report.js";
import { isRecord, textIn, upward, type ConfigHost } from "../workspace/config-files.js";
import { rules } from "./index.js";

/** What a project sets for every surface, as the README of the command describes it. */
export type Settings = Pick<AnalyzeOptions, "rules" | "signInFields" | "declareIn" | "ignoreConfigs">;

/** Settings as they were read, with a sentence without a period about each thing that is wrong with them; what is wrong is ignored. */
export interface ReadSettings {
  readonly settings: Settings;
  readonly problems: readonly string[];
}

/** The name of the file that holds nothing but the settings. */
export const settingsFile = "typed-session.config.json";

/** The key in `package.json` that holds them as well. */
export const settingsKey = "typed-session";

/**
 * Reads settings that nobody has checked.
 *
 * @param given anything; `$schema` is for editors
 * @param known further names that may stand beside them
 */
export function parseSettings(given: unknown, known: readonly string[] = []): ReadSettings {
  if (!isRecord(given)) return { settings: {}, problems: ["the settings must be an object"] };
  const problems: string[] = [];
  const { rules: severities = {}, signInFields, declareIn, ignoreConfigs } = given;
  for (const name of Object.keys(given))
    if (![...names, ...known].includes(name)) problems.push(`there is no option "${name}"`);
  const oneOf = <Value extends string>(name: string, value: unknown, values: readonly Value[]): Value | undefined => {
    const found = values.find((one) => one === value);
    if (value !== undefined && found === undefined)
      problems.push(`"${name}" must be ${values.map((one) => `"${one}"`).join(" or ")}`);
    return found;
  };
  const signIn = oneOf("signInFields", signInFields, ["required", "optional"]);
  const place = oneOf("declareIn", declareIn, ["file", "callback"]);
  const patterns = ignoreConfigs === undefined || isTexts(ignoreConfigs) ? ignoreConfigs : undefined;
  if (ignoreConfigs !== undefined && !patterns) problems.push('"ignoreConfigs" must be a list of patterns');
  const set = severitiesIn(severities, problems);
  return {
    settings: {
      ...(set && { rules: set }),
      ...(signIn && { signInFields: signIn }),
      ...(place && { declareIn: place }),
      ...(patterns && { ignoreConfigs: patterns }),
    },
    problems,
  };
}

const names: readonly string[] = ["$schema", "rules", "signInFields", "declareIn", "ignoreConfigs"];

function severitiesIn(given: unknown, problems: string[]): Readonly<Record<string, RuleSeverity>> | undefined {
  if (!isRecord(given)) {
    problems.push('"rules" must be an object of rule names and severities');
    return undefined;
  }
  const set = new Map<string, RuleSeverity>();
  for (const [name, severity] of Object.entries(given)) {
    const known = severityNames.find((one) => one === severity);
    if (!rules.some((rule) => rule.name === name)) problems.push(`there is no rule "${name}"`);
    else if (!known) problems.push(`the severity of "${name}" must be "error", "warn" or "off"`);
    else set.set(name, known);
  }
  return set.size === 0 ? undefined : Object.fromEntries(set);
}

const severityNames: readonly RuleSeverity[] = ["error", "warn", "off"];

/** Settings and where they stand. */
export interface FoundSettings extends ReadSettings {
  /** Absolute, `/`-separated; `undefined` where nobody sets anything. */
  readonly fileName: string | undefined;
}

/**
 * The settings of a project: the nearest in its directory or above it, as far as its repository or its workspace goes. In one directory the file
 * of their own comes before `package.json`. Both are data; nothing is run.
 *
 * @param root the project's directory: absolute, `/`-separated
 */
export function findSettings(root: string, host: ConfigHost): FoundSettings {
  for (const directory of upward(root)) {
    const found = settingsIn(directory, host);
    if (found) return found;
    if (ends.some((name) => host.fileExists(`${directory}/${name}`))) break;
  }
  return { fileName: undefined, settings: {}, problems: [] };
}

/** What stands in the topmost directory of a repository or a workspace. */
const ends: readonly string[] = [".git", ".git/HEAD", "pnpm-workspace.yaml"];

function settingsIn(directory: string, host: ConfigHost): FoundSettings | undefined {
  const own = `${directory}/${settingsFile}`;
  const text = textIn(host, own);
  if (text !== undefined) {
    const parsed = parsedJson(text);
    return parsed === undefined
      ? { fileName: own, settings: {}, problems: ["the file is not valid JSON"] }
      : { fileName: own, ...parseSettings(parsed) };
  }
  const manifest = `${directory}/package.json`;
  const inManifest = parsedJson(textIn(host, manifest) ?? "");
  const given = isRecord(inManifest) ? inManifest[settingsKey] : undefined;
  return given === undefined ? undefined : { fileName: manifest, ...parseSettings(given) };
}

/** The value that a text says; `undefined` where it says none. */
function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    return undefined;
  }
}

/** What a surface sets itself comes before what its project sets for all. */
export function withSettings(settings: Settings, own: Settings): Settings {
  const severities = { ...settings.rules, ...own.rules };
  return { ...settings, ...own, ...(Object.keys(severities).length > 0 && { rules: severities }) };
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === "string");
}
