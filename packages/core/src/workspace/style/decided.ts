import picomatch from "picomatch";
import type { Style } from "../../edits/style.js";

/** The part of a style that a configuration decides. */
export type DecidedStyle = Partial<Pick<Style, "newline" | "indent" | "quote" | "semicolon" | "pad" | "width">>;

/** One level of indentation. */
export function indentOf(usesTabs: boolean, width: number): string {
  return usesTabs ? "\t" : " ".repeat(Math.min(Math.max(width, 0), 16));
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
