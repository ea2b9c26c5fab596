import { expect, test } from "vitest";
import { keyText } from "../../src/api/field-key.js";
import { project, type ProjectOptions } from "./project.js";

/** A small app, and the types that are to be found in it: written down before the engine was asked. */
export interface FoundTypes {
  readonly name: string;
  readonly nextAuth?: "4.24.15" | "5.0.0-beta.32";
  readonly files: Readonly<Record<string, string>>;
  /** By field: what the callbacks give it, with a `?` at the end where it may be missing. */
  readonly fields: Readonly<Record<string, string>>;
  /** Of which fields nothing is known, or said. */
  readonly none?: readonly string[];
  /** Texts that the declarations hold after the fix. */
  readonly writes?: readonly string[];
  /** Texts that they do not hold. */
  readonly writesNot?: readonly string[];
  /** Texts of the errors that stay after the fix; none without it. */
  readonly left?: readonly string[];
  readonly options?: ProjectOptions;
}

/** Checks that the types are found, that the fix leaves no error but those named, writes no `unknown`, and has nothing left to do afterwards. */
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
