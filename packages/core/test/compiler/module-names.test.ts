import path from "node:path";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { importableName, unalias } from "../../src/compiler/module-names.js";
import { declarationOf, fileOf, programOf, root } from "../support/program.js";
import { isGenerated, isOwnFile, isTranslated } from "../../src/compiler/own-files.js";
import { resolvedFile } from "../support/compiler.js";

const inRoot = (name: string): string => path.posix.join(root, name);
const row = "export interface Row { a: string }\n";

/** The import that names `Row` in a file, `specifier#name`. */
function importOf(
  files: Readonly<Record<string, string>>,
  target = "types/next-auth.d.ts",
  options: ts.CompilerOptions = {},
): string | undefined {
  const source = programOf(files, options);
  const checker = source.program.getTypeChecker();
  const isNamed = (node: ts.Node): node is ts.InterfaceDeclaration => ts.isInterfaceDeclaration(node);
  const declared = Object.keys(files).find((name) => files[name]?.includes("interface Row")) ?? "";
  const node = fileOf(source, declared).statements.find(isNamed);
  const symbol = node && checker.getSymbolAtLocation(node.name);
  const found = symbol && importableName(ts, source, symbol, inRoot(target));
  return found && `${found.specifier}#${found.exportName}`;
}

describe("the specifier by which a file of the project is imported", () => {
  const cases: readonly (readonly [file: string, target: string, specifier: string])[] = [
    ["types/row.ts", "types/next-auth.d.ts", "./row"],
    ["row.ts", "types/next-auth.d.ts", "../row"],
    ["lib/db/row.ts", "types/deep/next-auth.d.ts", "../../lib/db/row"],
    ["types/db/row.ts", "types/next-auth.d.ts", "./db/row"],
    ["types.ts", "types/next-auth.d.ts", "../types"],
    ["row.d.ts", "next-auth.d.ts", "./row"],
    ["row.tsx", "next-auth.d.ts", "./row"],
    ["row.mts", "next-auth.d.ts", "./row.mjs"],
    ["row.d.mts", "next-auth.d.ts", "./row.mjs"],
    ["lib/index.ts", "next-auth.d.ts", "./lib"],
    ["lib/index.d.ts", "lib/next-auth.d.ts", "./index"],
    ["index.ts", "types/next-auth.d.ts", "../index"],
  ];
  test.each(cases)("the specifier of %s in %s is %s", (file, target, specifier) => {
    expect(importOf({ [file]: row }, target)).toBe(`${specifier}#Row`);
  });

  test("it has an ending if the program asks for one", () => {
    const nodeNext = { module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext };
    const files = {
      "package.json": '{ "type": "module" }',
      "lib/index.ts": row,
      "types/next-auth.d.ts": "export {};\n",
    };
    expect(importOf({ ...files, "types/next-auth.d.ts": "export {};\n" }, undefined, nodeNext)).toBe(
      "../lib/index.js#Row",
    );
  });

  test.each([
    ["that it does not export", "interface Row { a: string }\nexport {};\n"],
    ["of a script", "interface Row { a: string }\n"],
    ["inside a namespace", "export declare namespace App { interface Inner { a: string } }\ninterface Row { a: 1 }\n"],
  ])("it does not exist for a type %s", (_name, text) => {
    expect(importOf({ "row.ts": text })).toBeUndefined();
  });

  test("it does not exist for a file that another hides", () => {
    expect(importOf({ "row.d.ts": row, "row.ts": "export {};\n" })).toBeUndefined();
  });

  test("it does not exist for a file that a framework writes", () => {
    expect(importOf({ ".nuxt/row.d.ts": row })).toBeUndefined();
  });

  test.each([
    ["without a manifest", {}],
    ["with a manifest", { "package.json": '{ "name": "app" }' }],
  ])("it is relative though other files use an alias, in a project %s", (_, manifest) => {
    const files = {
      ...manifest,
      "lib/row.ts": row,
      "main.ts": 'import type { Row } from "@/lib/row";\nexport type Own = Row;\n',
    };
    expect(importOf(files, undefined, { paths: { "@/*": [inRoot("*")] } })).toBe("../lib/row#Row");
  });

  test("it takes the name under which the type is exported", () => {
    expect(importOf({ "row.ts": "interface Row { a: string }\nexport type { Row as Line };\n" })).toBe("../row#Line");
  });
});

describe("the specifier by which a package's file is imported:", () => {
  const inPackage = "node_modules/rows/index.d.ts";
  const hidden = { "node_modules/rows/row.d.ts": row, [inPackage]: 'export type { Row as Line } from "./row";\n' };
  const cases: readonly (readonly [name: string, files: Record<string, string>, specifier: string | undefined])[] = [
    ["by the package's name", { [inPackage]: row, "main.ts": "export {};\n" }, "rows#Row"],
    ["by the name that its entry gives it", { ...hidden, "main.ts": "export {};\n" }, "rows#Line"],
    [
      "as the project imports it, be that a part of the package",
      { ...hidden, "main.ts": 'import "./other";\nimport { type Row } from "rows/row";\nexport type Own = Row;\n' },
      "rows/row#Row",
    ],
    [
      "as another package gives it on",
      {
        ...hidden,
        [inPackage]: "export {};\n",
        "node_modules/kit/index.d.ts": 'export type { Row } from "rows/row";\n',
        "main.ts": 'import "kit";\nimport path = require("rows");\n',
      },
      "kit#Row",
    ],
    [
      "not as another package imports it",
      {
        ...hidden,
        [inPackage]: "export {};\n",
        "node_modules/kit/index.d.ts": 'import "rows/row";\n',
        "main.ts": 'import "kit";\n',
      },
      undefined,
    ],
    [
      "not by a path of the project that gives it on",
      {
        ...hidden,
        [inPackage]: "export {};\n",
        "types/on.ts": 'export type { Row } from "rows/row";\n',
        "types/main.ts": `import "./on";\nimport "${inRoot("types/on")}";\n`,
      },
      undefined,
    ],
    ["by the name of what its types are for", { "node_modules/@types/rows/index.d.ts": row }, "rows#Row"],
    ["by its scope and name", { "node_modules/@db/rows/index.d.ts": row }, "@db/rows#Row"],
    ["not where its entry keeps it", { ...hidden, [inPackage]: "export {};\n" }, undefined],
    ["not where its entry is a script", { ...hidden, [inPackage]: "declare const rows: 1;\n" }, undefined],
    ["not where it has no entry", { "node_modules/rows/lib/row.d.ts": row }, undefined],
  ];
  for (const [name, files, specifier] of cases) {
    test(name, () => {
      expect(importOf(files)).toBe(specifier);
    });
  }
});

test("a specifier is resolved from a file that need not exist, as its kind of module asks", () => {
  const nodeNext = { module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext };
  const source = programOf(
    { "package.json": '{ "type": "module" }', "row.ts": row, "main.cts": "export {};\n" },
    nodeNext,
  );
  expect(resolvedFile(source, "./row.js", inRoot("new.ts"))).toBe(inRoot("row.ts"));
  expect(resolvedFile(source, "./row", inRoot("main.cts"))).toBe(inRoot("row.ts"));
  expect(resolvedFile(source, "./missing", inRoot("new.ts"))).toBeUndefined();
});

test("an import stands for what it imports, and a declaration for itself", () => {
  const source = programOf({ "row.ts": row, "main.ts": 'import type { Row } from "./row";\nexport type Own = Row;\n' });
  const checker = source.program.getTypeChecker();
  const declared = checker.getSymbolAtLocation(declarationOf(source, "Row", ts.isInterfaceDeclaration).name);
  const imported = checker.getSymbolAtLocation(declarationOf(source, "Row", ts.isImportSpecifier).name);
  if (!declared || !imported) throw new Error("Both are there.");
  expect(imported).not.toBe(declared);
  expect(unalias(ts, checker, imported)).toBe(declared);
  expect(unalias(ts, checker, declared)).toBe(declared);
});

/** A program in which `node_modules/…` of the second names are links to folders beside the project. */
function programWithLinks(
  files: Readonly<Record<string, string>>,
  links: Readonly<Record<string, string>>,
): { readonly program: ts.Program; readonly host: ts.CompilerHost } {
  const entries = Object.entries(links).map(
    ([name, folder]) => [inRoot(`node_modules/${name}`), inRoot(folder)] as const,
  );
  const linked = Object.entries(files).flatMap(([name, text]) =>
    Object.entries(links).flatMap(([link, folder]): [string, string][] =>
      name.startsWith(`${folder}/`) ? [[`node_modules/${link}${name.slice(folder.length)}`, text]] : [],
    ),
  );
  const { host: inner } = programOf({ ...files, ...Object.fromEntries(linked) });
  const realpath = (name: string): string =>
    entries.reduce(
      (path, [link, folder]) => (path.startsWith(`${link}/`) ? folder + path.slice(link.length) : path),
      name,
    );
  const host = { ...inner, realpath };
  const options = { moduleResolution: ts.ModuleResolutionKind.Bundler, module: ts.ModuleKind.ESNext };
  return { program: ts.createProgram({ rootNames: [inRoot("main.ts")], options, host }), host };
}

test("the sources of a linked package are the project's files, and what it has built is not", () => {
  const { program } = programWithLinks(
    { "main.ts": 'import "linked";\nimport "built";\n', "../linked/index.ts": row, "../built/index.d.ts": row },
    { linked: "../linked", built: "../built" },
  );
  const isOwn = ["../linked/index.ts", "../built/index.d.ts"].map((name) => {
    const file = program.getSourceFile(inRoot(name));
    return file && isOwnFile(program, file);
  });
  expect(isOwn).toEqual([true, false]);
});

describe("a type of another package of the repository", () => {
  const db = {
    "package.json": '{ "name": "app" }',
    "../db/package.json": '{ "name": "@acme/db" }',
    "../db/index.ts": 'export * from "./row";\n',
    "../db/row.ts": `${row}export declare const make: () => Row;\n`,
  };
  const specifierFor = (files: Readonly<Record<string, string>>): string | undefined => {
    const source = programWithLinks({ ...db, ...files }, { "@acme/db": "../db" });
    const declared = source.program.getSourceFile(inRoot("../db/row.ts"));
    const node = declared?.statements.find(ts.isInterfaceDeclaration);
    const symbol = node && source.program.getTypeChecker().getSymbolAtLocation(node.name);
    const found = symbol && importableName(ts, source, symbol, inRoot("next-auth.d.ts"));
    return found && `${found.specifier}#${found.exportName}`;
  };

  test("it is imported by the package's name", () => {
    expect(specifierFor({ "main.ts": 'import { make } from "@acme/db";\nmake();\n' })).toBe("@acme/db#Row");
  });

  test("it is imported by a name that the project uses, if the package's name does not lead to it", () => {
    expect(
      specifierFor({ "main.ts": 'import { make } from "@acme/db/row";\nmake();\n', "../db/index.ts": "export {};\n" }),
    ).toBe("@acme/db/row#Row");
  });

  test("it is imported by a path where the project reaches the package so", () => {
    expect(
      specifierFor({ "main.ts": 'import { make } from "../db/row";\nmake();\n', "../db/package.json": "{}" }),
    ).toBe("../db/row#Row");
  });
});

test("own files are those that no tool writes", () => {
  const source = programOf({
    "main.ts": 'import "rows";\nimport "../linked/node_modules/more/index";\n',
    "types/own.d.ts": "declare const own: 1;\n",
    "node_modules/rows/index.d.ts": row,
    "../linked/node_modules/more/index.ts": "export {};\n",
    ".nuxt/types.d.ts": "declare const generated: 1;\n",
  });
  const { program } = source;
  expect(
    program
      .getSourceFiles()
      .filter((file) => isOwnFile(program, file))
      .map(({ fileName }) => fileName),
  ).toEqual([inRoot("main.ts"), inRoot("types/own.d.ts")]);
  expect(
    ["/app/.next/types/a.ts", "/app/.svelte-kit/a.ts", "/app/next/a.ts", "/app/.nextjs/a.ts"].map(isGenerated),
  ).toEqual([true, true, false, false]);
});

test.each([
  ["a.ts", false],
  ["a.d.ts", false],
  ["a.mts", false],
  ["a.cjs", false],
  ["a.jsx", false],
  ["a.json", false],
  ["a.vue", true],
  ["a.ts.vue", true],
  ["a.md", true],
])("%s is in a language of its own: %s", (name, is) => {
  expect(isTranslated(ts.createSourceFile(`/app/${name}`, "", ts.ScriptTarget.Latest))).toBe(is);
});
