import path from "node:path";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import type { EditStages } from "../../src/edits/text-edit.js";
import type { Workspace } from "../../src/index.js";
import { createProver, isLocal } from "../../src/fix/prover.js";
import { programOf, root } from "../support/program.js";
import { strongestThatHold } from "../../src/fix/choose.js";
import { textOf } from "../../src/fix/saved-texts.js";
import type { DeclarationChange } from "../../src/declare/change.js";

const inRoot = (name: string): string => path.posix.join(root, name);
const files = {
  "auth.ts": 'import type { Row } from "./types";\nexport const written: Row["a"] = "a";\n',
  "other.ts": 'import type { Row } from "./types";\nexport const other: string = ({} as Row).a;\n',
  "reader.ts":
    'import type { Row } from "./types";\nexport const read: string = ({} as Row).a;\n// @ts-expect-error -- not declared\nexport const missing = ({} as Row).b;\n',
  "types.ts": "export interface Row {\n  a: string;\n}\n",
};
const workspace: Workspace = { ts, ...programOf(files), root, wouldInclude: () => true };
const prover = (more: Partial<Workspace> = {}): ReturnType<typeof createProver> =>
  createProver({ ...workspace, ...more }, new Set([inRoot("auth.ts")]), new Set([inRoot("types.ts")]));

/** One text of `types.ts` in place of another, and new files. */
function stages(from: string, to: string, newFiles: Readonly<Record<string, string>> = {}): EditStages {
  const start = files["types.ts"].indexOf(from);
  const edit = { fileName: inRoot("types.ts"), start, end: start + from.length, text: to };
  const added = Object.entries(newFiles).map(([name, text]) => ({ fileName: inRoot(name), text }));
  return [{ edits: [edit], newFiles: added }];
}

const named = (errors: readonly { readonly fileName: string; readonly code: number }[]): string[] =>
  errors.map(({ fileName, code }) => `${path.posix.relative(root, fileName)} ${code}`);

describe("how edits change a program's errors", () => {
  test("harmless edits add no error and leave none", () => {
    expect(prover().compare(stages("a: string;", "a: string;\n  c: number;"))).toEqual({ added: [], left: [] });
  });

  test("the comparison stops at the first file with an error, edited and callback files first", () => {
    expect(named(prover().compare(stages("a: string", "a: Missing")).added)).toEqual(["types.ts 2304"]);
    expect(named(prover().compare(stages("a: string", "a: number")).added)).toEqual(["auth.ts 2322"]);
    expect(named(prover().compare(stages("a: string", "a?: string")).added)).toEqual(["other.ts 2322"]);
    expect(named(prover().compare(stages("a: ", "z: ", { "new.ts": "const n: number = true;\n" })).added)).toEqual([
      "new.ts 2322",
    ]);
  });

  test("a directive that becomes unused hides no error of another file", () => {
    const declared = stages("a: string;", "a: string;\n  b: 1;");
    expect(named(prover().compare(declared).added)).toEqual(["reader.ts 2578"]);
    const more = {
      ...files,
      "z.ts": 'import type { Row } from "./types";\nexport const z: { a?: string; b?: 2 } = {} as Row;\n',
    };
    expect(named(prover(programOf(more)).compare(declared).added)).toEqual(["reader.ts 2578", "z.ts 2322"]);
  });

  test("an error from before the edits counts as left", () => {
    const wrong = {
      ...files,
      "reader.ts": 'import type { Row } from "./types";\n' + "const read: number = true;\nexport {};\n",
    };
    expect(named(prover(programOf(wrong)).compare(stages("a: string", "a: 'a'")).left)).toEqual(["reader.ts 2322"]);
  });

  test("without an edit the errors are left, and no other program is made to see that", () => {
    let programs = 0;
    const createProgram = (...args: Parameters<typeof ts.createProgram>): ts.Program => {
      programs++;
      return ts.createProgram(...args);
    };
    const counting: typeof ts = { ...ts, createProgram: createProgram as typeof ts.createProgram };
    const reader = 'import type { Row } from "./types";\nexport const read: number = ({} as Row).a;\n';
    const wrong = programOf({ ...files, "reader.ts": reader });
    const { compare } = prover({ ...wrong, ts: counting });
    const { added, left } = compare([]);
    expect([added, named(left), programs]).toEqual([[], ["reader.ts 2322"], 0]);
    compare(stages("a: string;", "a: string;\n  c: number;"));
    expect(programs).toBe(1);
  });

  test("a probe checks edited files, the callbacks' and those where an attempt has failed", () => {
    const { compare, probe } = prover();
    const optional = stages("a: string", "a?: string");
    expect(compare(stages("a: string;", "a: string;\n  c: number;")).added).toEqual([]);
    expect(probe(stages("a: string", "a: Missing")).added).toHaveLength(1);
    expect(named(probe(stages("a: string", "a: number")).added)).toEqual(["auth.ts 2322"]);
    expect(probe(optional).added).toEqual([]);
    expect(named(compare(optional).added)).toEqual(["other.ts 2322"]);
    expect(named(probe(optional).added)).toEqual(["other.ts 2322"]);
  });

  test("a repeated comparison returns the cached answer", () => {
    const { compare } = prover();
    const first = compare(stages("a: string", "a?: string"));
    expect(compare(stages("a: string", "a?: string"))).toBe(first);
  });

  test("edits must hold in every program, and errors left come from the first", () => {
    const app = programOf({
      "types.ts": files["types.ts"],
      "app.ts":
        'import type { Row } from "./types";\nexport const app: Row = { a: "a" };\nexport const wrong: 1 = 2;\n',
    });
    const { compare } = prover({ ...programOf({ "types.ts": files["types.ts"] }), alsoProveIn: () => [app] });
    expect(compare(stages("a: string", "a: 'a'"))).toEqual({ added: [], left: [] });
    expect(named(compare(stages("a: string", "z: string")).added)).toEqual(["app.ts 2353"]);
  });
});

describe("a file that the edited tsconfig takes in", () => {
  const before = '{ "include": ["auth.ts"] }';
  const including: EditStages[number] = {
    edits: [
      { fileName: inRoot("tsconfig.json"), start: before.length - 3, end: before.length - 3, text: ', "stray.ts"' },
    ],
    newFiles: [],
  };
  /** The workspace beside a file of this text outside it. */
  const beside = (text: string): Workspace => ({
    ...workspace,
    configFile: { fileName: inRoot("tsconfig.json"), text: before },
    strayFiles: [{ fileName: inRoot("stray.ts"), text, isElsewhere: false }],
  });

  const cast = "declare const row: Stray;\nexport const a = (row as any).a;\n";
  const start = cast.indexOf(" as any");
  const uncast: EditStages[number] = {
    edits: [{ fileName: inRoot("auth.ts"), start, end: start + " as any".length, text: "" }],
    newFiles: [],
  };

  test("the file is checked in the workspace's own program", () => {
    const { compare } = prover(beside("export const stray: number = true;\n"));
    expect(named(compare([including]).added)).toEqual(["stray.ts 2322"]);
  });

  test("no other program is given the file", () => {
    const other = programOf({ "other.ts": 'declare const stray: "other";\n' });
    const { compare } = prover({ ...beside('const stray = "own";\n'), alsoProveIn: () => [other] });
    expect(compare([including])).toEqual({ added: [], left: [] });
  });

  test("the types of the file count for what another file exports", () => {
    const given = { ...beside("interface Stray { a: string }\n"), ...programOf({ "auth.ts": cast }) };
    expect(isLocal(given, [including], uncast)).toBe(false);
    // Nobody knows such a type, with the cast or without it.
    expect(isLocal(given, [], uncast)).toBe(true);
  });
});

test("a file's text is the program's, the host's, or the tsconfig's own", () => {
  const configFile = { fileName: inRoot("tsconfig.json"), text: "{}" };
  const host = { ...workspace.host, readFile: (name: string) => (name === "/stray.ts" ? "stray" : undefined) };
  const known: Workspace = { ...workspace, host, configFile };
  expect(textOf(known, inRoot("types.ts"))).toBe(files["types.ts"]);
  expect(textOf(known, "/stray.ts")).toBe("stray");
  expect(textOf(known, "/new.ts")).toBe("");
  expect(textOf(known, inRoot("tsconfig.json"))).toBe("{}");
  expect(textOf(workspace, inRoot("tsconfig.json"))).toBe("");
});

describe("the strongest changes that hold together", () => {
  const change = (name: string): DeclarationChange => ({ kind: "remove", key: { interface: "JWT", names: [name] } });
  const nameOf = (one: DeclarationChange): string => one.key.names.join(".");
  const chosen = (lists: readonly string[], holds: (names: readonly string[]) => boolean): string[] =>
    strongestThatHold(
      lists.map((list) => list.split(" ").filter(Boolean).map(change)),
      {
        against: (changes) => (holds(changes.map(nameOf)) ? [] : ["no"]),
        stands: () => false,
        isAbout: () => false,
        mayBeAbout: () => false,
        identity: (one: string) => one,
      },
    ).choice.map((one) => (one ? nameOf(one) : "-"));
  const without =
    (...names: readonly string[]) =>
    (all: readonly string[]): boolean =>
      !all.some((name) => names.includes(name));

  test.each([
    ["all", ["a1 a2", "b1 b2"], without(), ["a1", "b1"]],
    ["one weaker", ["a1 a2", "b1 b2"], without("b1"), ["a1", "b2"]],
    ["one left out", ["a1 a2", "b1"], without("a1", "a2"), ["-", "b1"]],
    ["two weaker", ["a1 a2", "b1 b2", "c1"], without("a1", "b1"), ["a2", "b2", "c1"]],
    ["none", ["a1", "b1"], (all: readonly string[]) => all.length === 0, ["-", "-"]],
    ["one that nothing is offered for", ["", "b1"], without(), ["-", "b1"]],
    ["one of two", ["a1", "b1", "c1"], (all: readonly string[]) => all.length < 2, ["a1", "-", "-"]],
  ] as const)("%s", (_name, lists, holds, expected) => {
    expect(chosen(lists, holds)).toEqual(expected);
  });

  test("two changes that need each other are both taken", () => {
    const together = (all: readonly string[]): boolean =>
      all.includes("a1") === all.includes("b1") && without("c1")(all);
    expect(chosen(["a1", "b1", "c1 c2"], together)).toEqual(["a1", "b1", "c2"]);
  });

  test("a change that needs a later one is tried again behind it", () => {
    const holds = (all: readonly string[]): boolean =>
      (!all.includes("a1") || all.includes("d1")) && without("b1", "c1")(all);
    expect(chosen(["a1", "b1", "c1", "d1"], holds)).toEqual(["a1", "-", "-", "d1"]);
  });

  test("of changes that are tried again, the stronger is taken", () => {
    const holds = (all: readonly string[]): boolean =>
      (!(all.includes("a1") || all.includes("a2")) || all.includes("d1")) && without("a1", "b1", "c1")(all);
    expect(chosen(["a1 a2 a3", "b1", "c1", "d1"], holds)).toEqual(["a2", "-", "-", "d1"]);
  });
});

describe("an objection that names fields", () => {
  const change = (name: string, kind: "make-optional" | "remove"): DeclarationChange => ({
    kind,
    key: { interface: "JWT", names: [name] },
  });
  const strong = (name: string): DeclarationChange => change(name, "remove");
  const weak = (name: string): DeclarationChange => change(name, "make-optional");
  const names = Array.from({ length: 20 }, (_, index) => `f${String(index)}`);

  /** What is chosen of 20 fields, and in how many attempts; of some nothing is accepted, of others the weaker declaration only. */
  function choose(refused: readonly string[], weaker: readonly string[]): { texts: string[]; attempts: number } {
    // What was asked before costs nothing: a prover remembers.
    const attempts = new Set<string>();
    const chosen = strongestThatHold(
      names.map((name) => [strong(name), weak(name)]),
      {
        against: (changes) => {
          attempts.add(JSON.stringify(changes));
          return changes.flatMap(
            ({
              kind,
              key: {
                names: [name = ""],
              },
            }) => (refused.includes(name) || (kind === "remove" && weaker.includes(name)) ? [name] : []),
          );
        },
        stands: () => false,
        isAbout: (name, { key }) => key.names[0] === name,
        mayBeAbout: () => false,
        identity: (name) => name,
      },
    );
    const texts = chosen.choice.flatMap((one, index) => {
      const name = names[index] ?? "";
      return one?.kind === "remove" ? [] : [one ? `${name}?` : `-${name}`];
    });
    return { texts, attempts: attempts.size };
  }

  test("the objection weakens the field that it names and no other", () => {
    expect(choose([], ["f7"])).toEqual({ texts: ["f7?"], attempts: 2 });
    expect(choose(["f7"], [])).toEqual({ texts: ["-f7"], attempts: 3 });
  });

  test("an objection that stands without any change ends the search", () => {
    let attempts = 0;
    const against = (): string[] => {
      attempts++;
      return ["f1", "f2"];
    };
    const lists = names.map((name) => [strong(name), weak(name)]);
    const stands = (name: string): boolean => name === "f2";
    const chosen = strongestThatHold(lists, {
      against,
      stands,
      isAbout: (name, { key }) => key.names[0] === name,
      mayBeAbout: () => false,
      identity: (name) => name,
    });
    expect(chosen.choice).toEqual(names.map(() => undefined));
    expect(attempts).toBe(1);
  });

  test("a field that was left out for another is taken if that one is left out as well", () => {
    const [other, own] = [strong("other"), strong("own")];
    const { choice } = strongestThatHold([[other], [own]], {
      against: (changes) => {
        if (!changes.includes(other)) return [];
        return [changes.includes(own) ? "both" : "other"];
      },
      stands: () => false,
      isAbout: (objection, one) => objection === "both" || one === other,
      mayBeAbout: () => false,
      identity: (objection) => objection,
    });
    expect(choice).toEqual([undefined, own]);
  });

  test("objections that name several fields take a few attempts each", () => {
    const { texts, attempts } = choose(["f3"], ["f7", "f19"]);
    expect(texts).toEqual(["-f3", "f7?", "f19?"]);
    expect(attempts).toBeLessThan(20);
  });
});

describe("an objection that names no field, with few changes in reach of its place", () => {
  const names = Array.from({ length: 16 }, (_, index) => `f${String(index)}`);

  /** What is not chosen of 16 fields where one is refused, and in how many attempts. */
  function choose(atPlace: readonly string[]): { missing: string[]; reasons: readonly unknown[]; attempts: number } {
    const attempts = new Set<string>();
    const { choice, reasons } = strongestThatHold(
      names.map((name) => [{ kind: "remove", key: { interface: "JWT", names: [name] } }]),
      {
        against: (changes) => {
          const all = changes.map(({ key }) => key.names.join("."));
          attempts.add(all.join(" "));
          return all.includes("f9") ? ["no"] : [];
        },
        stands: () => false,
        isAbout: () => false,
        mayBeAbout: (_, { key }) => atPlace.includes(key.names.join(".")),
        identity: (one: string) => one,
      },
    );
    return { missing: names.filter((_, index) => !choice[index]), reasons: [...reasons], attempts: attempts.size };
  }

  test("leaving out the changes in turn meets it and says why one is missing", () => {
    expect(choose(["f3", "f9"])).toEqual({ missing: ["f9"], reasons: [[9, "no"]], attempts: 2 });
    expect(choose(["f9", "f12"])).toEqual({ missing: ["f9"], reasons: [[9, "no"]], attempts: 3 });
  });

  test("halving finds the change at fault where leaving out one fails or many are in reach", () => {
    expect(choose(["f3"])).toMatchObject({ missing: ["f9"], reasons: [] });
    const { missing, reasons, attempts } = choose(names);
    expect({ missing, reasons }).toEqual({ missing: ["f9"], reasons: [] });
    expect(attempts).toBeLessThanOrEqual(9);
  });
});

describe("an objection that names no field, with no change in reach of its place", () => {
  const names = Array.from({ length: 32 }, (_, index) => `f${String(index)}`);

  /** What is not chosen of 32 fields, and in how many attempts; nothing is accepted with one of `refused`, nor some without another. */
  function choose(
    refused: readonly string[],
    needs: Readonly<Record<string, string>> = {},
  ): { missing: string[]; attempts: number } {
    const attempts = new Set<string>();
    const chosen = strongestThatHold(
      names.map((name) => [{ kind: "remove", key: { interface: "JWT", names: [name] } }]),
      {
        against: (changes) => {
          const all = changes.map(
            ({
              key: {
                names: [name = ""],
              },
            }) => name,
          );
          attempts.add(all.join(" "));
          const isNeeding = ([name, other]: readonly [string, string]): boolean =>
            all.includes(name) && !all.includes(other);
          return all.some((name) => refused.includes(name)) || Object.entries(needs).some(isNeeding) ? ["no"] : [];
        },
        stands: () => false,
        isAbout: () => false,
        mayBeAbout: () => false,
        identity: (one: string) => one,
      },
    );
    return { missing: names.filter((_, index) => !chosen.choice[index]), attempts: attempts.size };
  }

  test("halving finds the change at fault", () => {
    const { missing, attempts } = choose(["f21"]);
    expect(missing).toEqual(["f21"]);
    // Two for each halving, one for all.
    expect(attempts).toBeLessThanOrEqual(11);
  });

  test("halving finds the change at fault where the second half needs the first", () => {
    const needs = Object.fromEntries(names.slice(16).map((name, index) => [name, names[index] ?? ""]));
    const { missing, attempts } = choose(["f3"], { ...needs, f19: "f2" });
    expect(missing).toEqual(["f3"]);
    expect(attempts).toBeLessThan(40);
  });

  test("halving finds several changes at fault and those that need them", () => {
    const { missing, attempts } = choose(["f3", "f9", "f30"], { f25: "f9", f26: "f10" });
    expect(missing).toEqual(["f3", "f9", "f25", "f30"]);
    expect(attempts).toBeLessThan(50);
  });
});

describe("a file with a syntax error", () => {
  test("a file with a syntax error is not edited, whatever the edit does to its errors", () => {
    const broken = { ...files, "types.ts": "export interface Row {\n  a: string;\n}\n}\n" };
    const { compare, probe } = prover(programOf(broken));
    const edits = stages("a: string;", "a: string;\n  c: number;");
    expect(named(compare(edits).added)).toEqual(["types.ts 1128"]);
    expect(named(probe(edits).added)).toEqual(["types.ts 1128"]);
  });
});
