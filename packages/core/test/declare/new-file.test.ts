import { describe, expect, test } from "vitest";
import { newAugmentationFile } from "../../src/declare/new-file.js";
import { libraries } from "../../src/discover/libraries/index.js";
import { project, type ProjectOptions } from "../support/project.js";

const unrelated = "declare const build: string;\n";

interface Place extends ProjectOptions {
  readonly files?: readonly string[];
  readonly packageName?: string;
  readonly auth?: string;
  /** How many programs would include a file, by a part of its name. */
  readonly programs?: Readonly<Record<string, number>>;
}

/** Where a new augmentation file goes in a project of these files, relative to its root. */
function placeIn({ files = [], packageName, auth = "auth.ts", programs, ...options }: Place): string | undefined {
  const texts = Object.fromEntries([auth, ...files].map((file) => [file, unrelated]));
  const workspace = project(texts, options).workspace();
  const library = libraries.find((one) => packageName === undefined || one.packageName === packageName);
  if (!library) throw new Error("There is no such library.");
  const countOf = (fileName: string): number =>
    Object.entries(programs ?? {}).find(([part]) => fileName.startsWith(`${workspace.root}/${part}`))?.[1] ?? 0;
  return newAugmentationFile(
    { ...workspace, ...(programs && { programsIncluding: countOf }) },
    library,
    `${workspace.root}/${auth}`,
  )?.slice(workspace.root.length + 1);
}

describe("the place of a new declaration file", () => {
  test.each(["types", "src/types", "@types", "src/@types", "typings", "shared/types"])(
    "it goes into the folder with the project's types: %s",
    (folder) => {
      expect(placeIn({ files: [`${folder}/global.d.ts`] })).toBe(`${folder}/next-auth.d.ts`);
    },
  );

  test("it goes into the first of several such folders, not into one that only has such a name elsewhere", () => {
    expect(placeIn({ files: ["typings/a.d.ts", "src/types/a.d.ts", "lib/types/a.d.ts"] })).toBe(
      "src/types/next-auth.d.ts",
    );
    expect(placeIn({ files: ["lib/types/a.d.ts", "types.d.ts", ".nuxt/types/a.d.ts"] })).toBe("next-auth.d.ts");
  });

  test("it gets the name that its library has for it", () => {
    expect(placeIn({ packageName: "@auth/sveltekit" })).toBe("authjs.d.ts");
  });

  test("it does not replace a file that exists", () => {
    expect(placeIn({ files: ["next-auth.d.ts"] })).toBe("types/next-auth.d.ts");
    expect(placeIn({ files: ["types/next-auth.d.ts"] })).toBe("next-auth.d.ts");
  });

  test("it does not hide what the library's own specifier stands for", () => {
    const compilerOptions = { baseUrl: ".", ignoreDeprecations: "6.0" };
    expect(placeIn({ compilerOptions })).toBe("types/next-auth.d.ts");
    expect(placeIn({ compilerOptions, auth: "src/auth.ts" })).toBe("src/next-auth.d.ts");
    expect(
      placeIn({ compilerOptions: { paths: { "next-auth": ["./types/next-auth"] } }, files: ["types/a.d.ts"] }),
    ).toBe("next-auth.d.ts");
  });

  test("it goes where the tsconfig includes it, at the last beside the config", () => {
    expect(placeIn({ include: ["*.ts"], files: ["types/a.d.ts"] })).toBe("next-auth.d.ts");
    expect(placeIn({ include: ["src"], auth: "src/auth.ts" })).toBe("src/next-auth.d.ts");
    expect(placeIn({ include: ["server/api"], auth: "server/api/auth.ts" })).toBe("server/api/next-auth.d.ts");
    expect(placeIn({ include: ["auth.ts"] })).toBeUndefined();
  });

  test("it goes where most programs of the project include it", () => {
    const files = ["types/a.d.ts"];
    expect(placeIn({ files, programs: { types: 1, "next-auth": 1, shared: 2 } })).toBe("shared/types/next-auth.d.ts");
    expect(placeIn({ files, programs: { types: 2, "next-auth": 2, shared: 2 } })).toBe("types/next-auth.d.ts");
    expect(placeIn({ files, programs: { types: 1, "next-auth": 2 } })).toBe("next-auth.d.ts");
    expect(placeIn({ files, programs: {} })).toBe("types/next-auth.d.ts");
  });
});
