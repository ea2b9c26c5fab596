import { expect, test } from "vitest";
import { keyText } from "../../src/api/field-key.js";
import { project, type ProjectOptions } from "./project.js";

/** A small app and its expected types, written down before the engine was asked. */
export interface FoundTypes {
  readonly name: string;
  readonly nextAuth?: "4.24.15" | "5.0.0-beta.32";
  readonly files: Readonly<Record<string, string>>;
  /** By field: the type from the callbacks, with a `?` at the end if it may be missing. */
  readonly fields: Readonly<Record<string, string>>;
  /** The fields of which nothing is known or reported. */
  readonly none?: readonly string[];
  /** Texts in the declarations after the fix. */
  readonly writes?: readonly string[];
  /** Texts that are not in them. */
  readonly writesNot?: readonly string[];
  /** Texts of the errors that stay after the fix; none by default. */
  readonly left?: readonly string[];
  readonly options?: ProjectOptions;
}

/**
 * Checks that the types are found, and that the fix leaves only the named errors, writes no `unknown` and has nothing
 * left to do.
 */
export function testFoundTypes(cases: readonly FoundTypes[]): void {
  test.each(cases)(
    "$name",
    ({ nextAuth, files, fields, none = [], writes = [], writesNot = [], left = [], options }) => {
      const made = project(files, { ...options, ...(nextAuth && { nextAuth }), analyze: { reads: true } });
      const found = new Map(
        made
          .analysis()
          .report.fields.map(({ inferred, ...key }) => [
            keyText(key),
            inferred && `${inferred.type}${inferred.optional ? "?" : ""}`,
          ]),
      );
      expect(Object.fromEntries(Object.keys(fields).map((key) => [key, found.get(key)]))).toEqual(fields);
      for (const key of none) expect(found.get(key), key).toBeUndefined();
      const fixed = made.fixed();
      const written = Object.entries(fixed.files)
        .filter(([name, text]) => files[name] !== text)
        .map(([, text]) => text)
        .join("\n");
      for (const text of writes) expect(written).toContain(text);
      for (const text of writesNot) expect(written).not.toContain(text);
      expect(written).not.toMatch(/: (?:unknown|\{\})[;\s]/);
      const errors = fixed.errors().map(({ message }) => message);
      expect(errors.filter((message) => !left.some((text) => message.includes(text)))).toEqual([]);
      expect(fixed.fixed().files).toEqual(fixed.files);
    },
  );
}
