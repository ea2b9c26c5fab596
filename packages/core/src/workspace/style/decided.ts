import picomatch from "picomatch";
import type { Style } from "../../edits/style.js";

/** What a configuration decides of how files are written. */
export type DecidedStyle = Partial<Pick<Style, "newline" | "indent" | "quote" | "semicolon" | "pad" | "width">>;

/** How the files of a configuration are read. */
export interface ConfigHost {
  readonly fileExists: (fileName: string) => boolean;
  readonly readFile: (fileName: string) => string | undefined;
}

/** The text of a file; `undefined` where there is none. What is no file, such as a pipe, is not read: that could last. */
export function textIn(host: ConfigHost, fileName: string): string | undefined {
  return host.fileExists(fileName) ? host.readFile(fileName) : undefined;
}

/** A directory and all above it, the nearest first: absolute, `/`-separated. */
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

/** The value, where it is a number that a line can have as its width. */
export function widthIn(value: unknown): number | undefined {
  return typeof value === "number" && Number.isInteger(value) && value > 0 ? value : undefined;
}

/** The texts of a list, or a single one. */
export function textsIn(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === "string");
}

/** Whether a pattern takes a file of this name; one without a slash is one of names, in whatever directory. */
export function matchesName(pattern: string, name: string): boolean {
  return picomatch(pattern, { dot: true, basename: !pattern.includes("/") })(name);
}

/** Without what is not decided. */
export function known(style: { readonly [Key in keyof DecidedStyle]: DecidedStyle[Key] | undefined }): DecidedStyle {
  return Object.fromEntries(Object.entries(style).filter(([, value]) => value !== undefined));
}
