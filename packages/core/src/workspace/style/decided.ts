import picomatch from "picomatch";
import type { Style } from "../../edits/style.js";

/** The part of a style that a configuration decides. */
export type DecidedStyle = Partial<Pick<Style, "newline" | "indent" | "quote" | "semicolon" | "pad" | "width">>;

/** The host that reads configuration files. */
export interface ConfigHost {
  readonly fileExists: (fileName: string) => boolean;
  readonly readFile: (fileName: string) => string | undefined;
}

/** The text of a file; `undefined` if there is none. A pipe or the like is not read, which could block. */
export function textIn(host: ConfigHost, fileName: string): string | undefined {
  return host.fileExists(fileName) ? host.readFile(fileName) : undefined;
}

/** A directory and its parents, the nearest first: absolute, `/`-separated. */
export function* upward(directory: string): Generator<string> {
  for (let at = directory; ; at = at.slice(0, at.lastIndexOf("/"))) {
    yield at;
    if (!at.includes("/")) return;
  }
}

/** One level of indentation. */
export function indentOf(usesTabs: boolean, width: number): string {
  return usesTabs ? "\t" : " ".repeat(Math.min(Math.max(width, 0), 16));
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value, if it is a possible width of a line. */
export function widthIn(value: unknown): number | undefined {
  return typeof value === "number" && Number.isInteger(value) && value > 0 ? value : undefined;
}

/** The texts of a list, or a single one. */
export function textsIn(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === "string");
}

/** Whether a pattern matches a file's name; one without a slash matches names in any directory. */
export function matchesName(pattern: string, name: string): boolean {
  return picomatch(pattern, { dot: true, basename: !pattern.includes("/") })(name);
}

/** The style without its undecided parts. */
export function known(style: { readonly [Key in keyof DecidedStyle]: DecidedStyle[Key] | undefined }): DecidedStyle {
  return Object.fromEntries(Object.entries(style).filter(([, value]) => value !== undefined));
}
