import picomatch from "picomatch";
import { textIn, upward, type ConfigHost } from "../config-files.js";
import { indentOf, known, type DecidedStyle } from "./decided.js";

/**
 * The style of a file in `.editorconfig` files: https://spec.editorconfig.org. The package `editorconfig` would bring
 * WebAssembly, a command-line parser and a version parser, while the needed part of the format is a page.
 *
 * @param fileName absolute, `/`-separated
 */
export function fromEditorconfig(host: ConfigHost, fileName: string): DecidedStyle {
  const properties = new Map<string, string>();
  const directory = fileName.slice(0, fileName.lastIndexOf("/"));
  const found: { readonly at: string; readonly sections: readonly Section[] }[] = [];
  for (const at of upward(directory)) {
    const text = textIn(host, `${at}/.editorconfig`);
    if (text === undefined) continue;
    const { isRoot, sections } = parse(text);
    found.push({ at, sections });
    if (isRoot) break;
  }
  // The nearest file decides, and in a file the last section.
  for (const { at, sections } of found.toReversed()) {
    for (const { matches, entries } of sections) {
      if (!matches(fileName.slice(at.length + 1))) continue;
      for (const [name, value] of entries) properties.set(name, value);
    }
  }
  return styleOf(properties);
}

interface Section {
  /** Takes a file's name relative to the directory of the `.editorconfig`. */
  readonly matches: (name: string) => boolean;
  readonly entries: readonly (readonly [name: string, value: string])[];
}

function parse(text: string): { readonly isRoot: boolean; readonly sections: readonly Section[] } {
  const sections: { matches: Section["matches"]; entries: [string, string][] }[] = [];
  let isRoot = false;
  for (const line of text.replace(/^\uFEFF/, "").split(/\r?\n/)) {
    const trimmed = line.trim();
    if (trimmed === "" || trimmed.startsWith("#") || trimmed.startsWith(";")) continue;
    if (trimmed.startsWith("[") && trimmed.endsWith("]")) {
      sections.push({ matches: matcherOf(trimmed.slice(1, -1)), entries: [] });
      continue;
    }
    const equals = trimmed.indexOf("=");
    if (equals === -1) continue;
    const name = trimmed.slice(0, equals).trim().toLowerCase();
    const value = trimmed
      .slice(equals + 1)
      .trim()
      .toLowerCase();
    const section = sections.at(-1);
    if (section) section.entries.push([name, value]);
    else if (name === "root") isRoot = value === "true";
  }
  return { isRoot, sections };
}

/** A pattern without a slash matches names in any directory. */
function matcherOf(glob: string): Section["matches"] {
  const isOfPath = glob.includes("/");
  const pattern = isOfPath ? glob.replace(/^\//, "") : `**/${glob}`;
  return picomatch(pattern, { dot: true });
}

function styleOf(properties: ReadonlyMap<string, string>): DecidedStyle {
  const number = (name: string): number | undefined => {
    const value = Number(properties.get(name));
    return Number.isInteger(value) && value > 0 ? value : undefined;
  };
  const kind = properties.get("indent_style");
  const size = number("indent_size") ?? number("tab_width");
  const end = properties.get("end_of_line");
  const usesTabs = kind === "tab" || (kind === undefined && properties.get("indent_size") === "tab");
  return known({
    indent: usesTabs ? indentOf(true, 0) : size === undefined ? undefined : indentOf(false, size),
    newline: end === "lf" ? "\n" : end === "crlf" ? "\r\n" : undefined,
    width: number("max_line_length"),
  });
}
