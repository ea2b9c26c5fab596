import JSON5 from "json5";
import { parse as parseToml } from "smol-toml";
import { load as loadYaml } from "js-yaml";
import { isRecord, textIn, upward, type ConfigHost } from "../config-files.js";
import { indentOf, known, matchesName, textsIn, widthIn, type DecidedStyle } from "./decided.js";

/** What Prettier's configuration says about a file. */
type Configured =
  /** All options that matter are known. */
  | { readonly kind: "data"; readonly style: DecidedStyle }
  /** The configuration is a program or another package: none of its options is known. */
  | { readonly kind: "code" };

/**
 * The style of a file in the nearest Prettier configuration: https://prettier.io/docs/configuration. A configuration
 * that is code is not run.
 *
 * @param fileName absolute, `/`-separated
 * @param edited the style from `.editorconfig`, which Prettier reads as well
 * @returns `undefined` if there is none
 */
export function fromPrettier(host: ConfigHost, fileName: string, edited: DecidedStyle): Configured | undefined {
  const directory = fileName.slice(0, fileName.lastIndexOf("/"));
  for (const at of upward(directory)) {
    for (const [name, read] of files) {
      const text = textIn(host, `${at}/${name}`);
      const found = text === undefined ? undefined : read(text);
      if (found === undefined) continue;
      if (!isRecord(found)) return { kind: "code" };
      return { kind: "data", style: styleOf(optionsFor(found, fileName.slice(at.length + 1)), edited) };
    }
  }
  return undefined;
}

type Read = (text: string) => unknown;

/** A reader that returns `undefined` for a text of another format, on which Prettier itself fails. */
function tolerant(read: Read): Read {
  return (text) => {
    try {
      return read(text.replace(/^\uFEFF/, "")) ?? {};
    } catch {
      return undefined;
    }
  };
}

const yaml = tolerant((text) => loadYaml(text));
const code: Read = () => "code";
const inManifest = (read: Read): Read =>
  tolerant((text) => {
    const manifest = read(text);
    const given = isRecord(manifest) ? manifest["prettier"] : undefined;
    if (given === undefined) throw new Error("There is no configuration in it.");
    return given;
  });

/** The files, in the order in which Prettier looks for them. */
const files: readonly (readonly [name: string, read: Read])[] = [
  ["package.json", inManifest(JSON.parse as Read)],
  ["package.yaml", inManifest(yaml)],
  [".prettierrc", yaml],
  [".prettierrc.json", yaml],
  [".prettierrc.yaml", yaml],
  [".prettierrc.yml", yaml],
  [".prettierrc.json5", tolerant((text) => JSON5.parse(text))],
  ...["js", "ts", "mjs", "mts", "cjs", "cts"].flatMap((ending): [string, Read][] => [
    [`.prettierrc.${ending}`, code],
    [`prettier.config.${ending}`, code],
  ]),
  [".prettierrc.toml", tolerant(parseToml)],
];

/** The options for one file: the general ones, and those of the overrides that name it. */
function optionsFor(config: Readonly<Record<string, unknown>>, name: string): Readonly<Record<string, unknown>> {
  const overrides = Array.isArray(config["overrides"]) ? config["overrides"].filter(isRecord) : [];
  const own = overrides.filter(({ files: wanted, excludeFiles }) => {
    return matches(textsIn(wanted), name) && !matches(textsIn(excludeFiles), name);
  });
  return Object.assign({}, config, ...own.map(({ options }) => (isRecord(options) ? options : {}))) as Readonly<
    Record<string, unknown>
  >;
}

function matches(patterns: readonly string[], name: string): boolean {
  return patterns.some((pattern) => matchesName(pattern, name));
}

function styleOf(options: Readonly<Record<string, unknown>>, edited: DecidedStyle): DecidedStyle {
  const { useTabs, tabWidth, singleQuote, semi, printWidth, bracketSpacing, endOfLine } = options;
  const width = widthIn(tabWidth);
  const isIndentSaid = typeof useTabs === "boolean" || width !== undefined;
  const ofEditor = edited.indent;
  const usesTabs = typeof useTabs === "boolean" ? useTabs : ofEditor === "\t";
  const spaces = width ?? (ofEditor !== undefined && ofEditor !== "\t" ? ofEditor.length : 2);
  return known({
    indent: isIndentSaid || ofEditor === undefined ? indentOf(usesTabs, spaces) : ofEditor,
    quote: singleQuote === true ? "'" : '"',
    semicolon: semi === false ? "" : ";",
    pad: bracketSpacing === false ? "" : " ",
    width: widthIn(printWidth) ?? edited.width ?? 80,
    newline: endOfLine === "crlf" ? "\r\n" : endOfLine === "lf" ? "\n" : edited.newline,
  });
}
