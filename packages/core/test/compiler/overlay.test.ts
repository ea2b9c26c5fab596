import path from "node:path";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import type { Workspace } from "../../src/index.js";
import { fileOf, programOf, root, typeOf } from "../support/program.js";
import type { LastOverlay } from "../../src/api/workspace.js";
import { editedWorkspace, overlayWorkspace } from "../../src/workspace/edited.js";
import { forgetOverlays, overlay } from "../support/compiler.js";

const base = programOf({ "lib/row.ts": "export const row = 1;\n", "main.ts": 'export { row } from "./lib/row";\n' });
const inRoot = (name: string): string => path.posix.join(root, name);
const workspace: Workspace = { ts, ...base, root, wouldInclude: () => true };

describe("a program with other texts", () => {
  const texts = new Map([
    [inRoot("main.ts"), 'import { added } from "./new/folder/added";\nexport const value = added;\n'],
    [inRoot("new/folder/added.ts"), 'export const added: "new" = "new";\n'],
  ]);

  test("an overlay has the new files, and resolves imports of them", () => {
    const laid = overlay(base, texts);
    expect(laid.program.getTypeChecker().typeToString(typeOf(laid))).toBe('"new"');
    expect(laid.program.getSemanticDiagnostics(fileOf(laid, "main.ts"))).toEqual([]);
  });

  test("nodes of an overlay's files know their text before any type is asked for", () => {
    const laid = overlay(base, texts);
    expect(fileOf(laid, "main.ts").statements[1]?.getText()).toBe("export const value = added;");
  });

  test("an overlay takes over every other file as it is", () => {
    const laid = overlay(base, texts);
    expect(fileOf(laid, "lib/row.ts")).toBe(fileOf(base, "lib/row.ts"));
    expect(fileOf(laid, "main.ts")).not.toBe(fileOf(base, "main.ts"));
    expect(fileOf(base, "main.ts").text).toBe('export { row } from "./lib/row";\n');
  });

  test("an overlay has the options of its base, and checks declaration files", () => {
    const skipping = { ...base, program: programOf({ "main.ts": "export {};\n" }, { skipLibCheck: true }).program };
    const laid = overlay(skipping, new Map());
    expect(laid.program.getCompilerOptions()).toEqual({
      ...skipping.program.getCompilerOptions(),
      skipLibCheck: false,
    });
    expect(laid.program.getRootFileNames()).toEqual(skipping.program.getRootFileNames());
  });

  test("an overlay is made once for the same texts, among the last four", () => {
    const [one, two, ...others] = ["one", "two", "three", "four", "five"].map((name): [string, string] => [
      inRoot(`${name}.ts`),
      `export const ${name} = 1;\n`,
    ]);
    if (!one || !two) throw new Error("There are five names.");
    const first = overlay(base, new Map([one, two]));
    expect(overlay(base, new Map([two, one]))).toBe(first);
    const second = overlay(base, new Map([one]));
    expect(overlay(base, new Map([one, two]))).toBe(first);
    for (const other of others) overlay(base, new Map([other]));
    expect(overlay(base, new Map([one, two]))).toBe(first);
    expect(overlay(base, new Map([one]))).not.toBe(second);
  });

  test("an overlay is the same one if its texts came in other layers", () => {
    const [one, two, other] = ["one", "two", "other"].map((name) => `export const ${name} = 1;\n`);
    const below = overlay(base, new Map([[inRoot("one.ts"), one ?? ""]]));
    const above = overlay(below, new Map([[inRoot("two.ts"), two ?? ""]]));
    const atOnce = new Map([
      [inRoot("one.ts"), one ?? ""],
      [inRoot("two.ts"), two ?? ""],
    ]);
    expect(overlay(base, atOnce)).toBe(above);
    const replaced = overlay(below, new Map([[inRoot("one.ts"), other ?? ""]]));
    expect(replaced).not.toBe(below);
    expect(fileOf(replaced, "one.ts").text).toBe(other);
    expect(overlay(base, new Map([[inRoot("one.ts"), other ?? ""]]))).toBe(replaced);
  });

  test("an overlay is made anew once its base has dropped it", () => {
    const first = overlay(base, texts);
    expect(overlay(base, texts)).toBe(first);
    forgetOverlays(base.program);
    expect(overlay(base, texts)).not.toBe(first);
  });

  test("a host answers for the texts as if they were saved", () => {
    const laid = overlay(base, texts);
    const { host } = laid;
    expect(host.fileExists(inRoot("new/folder/added.ts"))).toBe(true);
    expect(host.fileExists(inRoot("lib/row.ts"))).toBe(true);
    expect(host.fileExists(inRoot("missing.ts"))).toBe(false);
    expect(host.readFile(inRoot("new/folder/added.ts"))).toBe('export const added: "new" = "new";\n');
    expect(host.readFile(inRoot("lib/row.ts"))).toBe("export const row = 1;\n");
    expect(host.directoryExists?.(inRoot("new/folder"))).toBe(true);
    expect(host.directoryExists?.(inRoot("lib"))).toBe(true);
    expect(host.directoryExists?.(inRoot("missing"))).toBe(false);
  });

  test("a file that only the texts have is its own real path, other files ask the host", () => {
    const laid = overlay(base, texts);
    const real = (name: string): string => `/real${name}`;
    const { host } = overlay({ ...base, host: { ...base.host, realpath: real } }, new Map([["/new.ts", ""]]));
    expect(host.realpath?.("/new.ts")).toBe("/new.ts");
    expect(host.realpath?.("/old.ts")).toBe("/real/old.ts");
    expect(laid.host.realpath?.("/old.ts")).toBe("/old.ts");
  });

  test("a host that does not list folders is taken to have them all", () => {
    const host = { ...base.host };
    delete host.directoryExists;
    expect(overlay({ ...base, host }, new Map()).host.directoryExists?.("/anywhere")).toBe(true);
  });

  test("file names in other letter case are one file if the host says so", () => {
    const host = { ...base.host, getCanonicalFileName: (name: string) => name.toLowerCase() };
    const { host: laidHost } = overlay({ ...base, host }, new Map([["/New.ts", "export {};\n"]]));
    expect(laidHost.readFile("/nEW.ts")).toBe("export {};\n");
  });

  test("the program keeps its project references", () => {
    const laid = overlay(base, texts);
    const referring = ts.createProgram({
      rootNames: [],
      options: {},
      host: base.host,
      projectReferences: [{ path: inRoot("other") }],
    });
    const { program } = overlay({ program: referring, host: base.host }, new Map());
    expect(program.getProjectReferences()).toEqual([{ path: inRoot("other") }]);
    expect(laid.program.getProjectReferences()).toBeUndefined();
  });

  test("two copies of one package may share a file", () => {
    const copy = (folder: string): Record<string, string> => ({
      [`node_modules/${folder}/package.json`]: '{ "name": "rows", "version": "1.0.0", "types": "index.d.ts" }',
      [`node_modules/${folder}/index.d.ts`]: "export interface Row { a: string }\n",
    });
    const source = programOf({
      ...copy("rows"),
      ...copy("other/node_modules/rows"),
      "node_modules/other/index.d.ts": 'export type { Row } from "rows";\n',
      "main.ts":
        'import type { Row } from "rows";\nimport type { Row as Other } from "other";\nexport type Both = Row | Other;\n',
    });
    const { program } = overlay(source, new Map([[inRoot("added.ts"), "export {};\n"]]));
    expect(program.getSemanticDiagnostics()).toEqual([]);
  });
});

describe("a workspace with other texts", () => {
  test("a workspace without other texts stays the same", () => {
    expect(overlayWorkspace(workspace, new Map())).toBe(workspace);
    expect(editedWorkspace(workspace, { edits: [], newFiles: [] })).toBe(workspace);
  });

  test("an edited workspace has a program with the edits made", () => {
    const fileName = inRoot("lib/row.ts");
    const edited = editedWorkspace(workspace, {
      edits: [
        { fileName, start: 19, end: 20, text: "2" },
        { fileName: inRoot("empty.ts"), start: 0, end: 0, text: "export {};\n" },
      ],
      newFiles: [{ fileName: inRoot("new.ts"), text: "export const added = 1;\n" }],
    });
    expect(edited.program.getSourceFile(fileName)?.text).toBe("export const row = 2;\n");
    expect(edited.program.getSourceFile(inRoot("new.ts"))?.text).toBe("export const added = 1;\n");
    expect(edited.program.getSourceFile(inRoot("empty.ts"))?.text).toBe("export {};\n");
    expect(edited.root).toBe(root);
  });
});

describe("an overlay of a program that is edited repeatedly", () => {
  const probe = new Map([[inRoot("probe.ts"), 'import { row } from "./lib/row";\nexport const value = row;\n']]);
  const program = (files: Readonly<Record<string, string>>): ReturnType<typeof programOf> =>
    programOf({ "lib/row.ts": "export const row = 1;\n", "main.ts": 'export { row } from "./lib/row";\n', ...files });
  const value = ({ program: laid }: { program: ts.Program }): string => {
    const checker = laid.getTypeChecker();
    const file = laid.getSourceFile(inRoot("probe.ts"));
    const symbol = file && checker.getSymbolAtLocation(file);
    const [exported] = symbol ? checker.getExportsOfModule(symbol) : [];
    return exported ? checker.typeToString(checker.getTypeOfSymbol(exported)) : "";
  };

  test("a new overlay starts from the last one and has the edited texts", () => {
    const kept: LastOverlay = {};
    // An overlay checks declaration files: so must the base, for the edited one to have its options.
    const checked = overlay(base, new Map());
    const first = overlay(checked, probe, kept);
    expect(value(first)).toBe("1");
    const edited = overlay(checked, new Map([[inRoot("lib/row.ts"), "export const row = 2;\n"]]));
    const second = overlay(edited, probe, kept);
    expect(value(second)).toBe("2");
    // Not parsed again: the last program's own.
    expect(second.program.getSourceFile(inRoot("probe.ts"))).toBe(first.program.getSourceFile(inRoot("probe.ts")));
    expect(kept.last?.program).toBe(second.program);
    expect(value(first)).toBe("1");
  });

  test("a new overlay starts afresh if files have come or gone", () => {
    const kept: LastOverlay = {};
    expect(value(overlay(program({}), probe, kept))).toBe("1");
    // A source file takes the place of what the import led to.
    const moved = program({ "lib/row/index.ts": "export const row = 3;\n" });
    expect(value(overlay(moved, probe, kept))).toBe("1");
    const without = programOf({ "lib/row/index.ts": "export const row = 3;\n", "main.ts": "export {};\n" });
    expect(value(overlay(without, probe, kept))).toBe("3");
    expect(value(overlay(program({}), probe, kept))).toBe("1");
  });

  test("a new overlay starts afresh if other texts are laid over it", () => {
    const kept: LastOverlay = {};
    overlay(base, probe, kept);
    const other = new Map([
      [inRoot("probe.ts"), 'import { row } from "./other";\nexport const value = row;\n'],
      [inRoot("other.ts"), "export const row = 4;\n"],
    ]);
    expect(value(overlay(base, other, kept))).toBe("4");
    expect(value(overlay(base, probe, kept))).toBe("1");
  });
});

describe("an added file", () => {
  test("imports that found nothing before find an added file, wherever they are", () => {
    const before = programOf({
      "a/main.ts": 'export { row } from "./row";\n',
      "a/b.ts": 'export { row } from "../a/row.js";\n',
    });
    expect(before.program.getSemanticDiagnostics(fileOf(before, "a/main.ts")).map(({ code }) => code)).toEqual([2307]);
    const laid = overlay(before, new Map([[inRoot("a/row.ts"), "export const row = 5;\n"]]));
    expect(laid.program.getSemanticDiagnostics(fileOf(laid, "a/main.ts"))).toEqual([]);
    expect(laid.program.getSemanticDiagnostics(fileOf(laid, "a/b.ts"))).toEqual([]);
  });

  test("an added file replaces an import's target if the compiler looks there first", () => {
    const before = programOf({
      "row/index.ts": "export const row = 6;\n",
      "main.ts": 'import { row } from "./row";\nexport const value = row;\n',
    });
    expect(before.program.getTypeChecker().typeToString(typeOf(before))).toBe("6");
    const laid = overlay(before, new Map([[inRoot("row.ts"), "export const row = 7;\n"]]));
    expect(laid.program.getTypeChecker().typeToString(typeOf(laid))).toBe("7");
  });
});
