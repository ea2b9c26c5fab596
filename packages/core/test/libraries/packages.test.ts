import { describe, expect, test } from "vitest";
import { hasLibraryBlock, isLibraryFile } from "../../src/compiler/library-packages.js";
import { libraries } from "../../src/discover/libraries/index.js";
import { mayAugment } from "../../src/index.js";

describe("each library's packages are known where only names are looked at:", () => {
  test.each(libraries.map((library) => [library.packageName, library] as const))("%s", (_, library) => {
    expect(isLibraryFile(`/app/node_modules/${library.typesPackage}/index.d.ts`)).toBe(true);
    for (const specifier of Object.values(library.specifiers)) {
      expect(library.family.test(specifier), specifier).toBe(true);
      expect(hasLibraryBlock(`declare module "${specifier}" {`), specifier).toBe(true);
      expect(mayAugment(`declare module '${specifier}' {`), specifier).toBe(true);
      // The command looks for this in the bytes of a file.
      expect(specifier).toContain("uth");
    }
  });
});

test("another package that declares a session belongs to no library", () => {
  expect(isLibraryFile("/app/node_modules/iron-session/index.d.ts")).toBe(false);
  expect(isLibraryFile("/app/src/next-auth/index.d.ts")).toBe(false);
  expect(hasLibraryBlock('declare module "iron-session" {')).toBe(false);
});
