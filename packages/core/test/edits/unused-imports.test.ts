import ts from "typescript";
import { describe, expect, test } from "vitest";
import { replace } from "../../src/edits/members.js";
import { removeUnused } from "../../src/edits/unused.js";
import { edited } from "../support/parsed.js";

/** The text without each ` as …` up to the next semicolon, and without the imports that nothing names then. */
function withoutCasts(text: string, runsModules = false): string {
  return edited(text, (file) => {
    const casts = [...text.matchAll(/(?<=token\.\w+) as [^;]*/g)].map(({ 0: cast, index }) =>
      replace(file, index, index + cast.length, ""),
    );
    return [...casts, ...removeUnused(ts, file, casts, runsModules)];
  });
}

const cast = "export const plan = token.plan as Plan;\n";
const bare = "export const plan = token.plan;\n";

describe("an import that only a removed cast names goes with it:", () => {
  test.each<[name: string, imports: string, left: string]>([
    ["alone", 'import type { Plan } from "./plans";\n', ""],
    ["alone, without `type`", "import { Plan } from './plans'\n", ""],
    ["as the default", 'import type Plan from "./plans";\n', ""],
    ["under another name", 'import type { Tier as Plan } from "./plans";\n', ""],
    [
      "as the first of several",
      'import { type Plan, load, type Seat } from "./plans";\n',
      'import { load, type Seat } from "./plans";\n',
    ],
    ["as the last of several", 'import { load, type Plan } from "./plans";\n', 'import { load } from "./plans";\n'],
    [
      "in the middle",
      'import { load, type Plan, type Seat } from "./plans";\n',
      'import { load, type Seat } from "./plans";\n',
    ],
    [
      "on a line of its own",
      'import {\n  load,\n  Plan,\n} from "./plans";\n',
      'import {\n  load,\n} from "./plans";\n',
    ],
    [
      "on the first line of several",
      'import {\n  Plan,\n  load,\n} from "./plans";\n',
      'import {\n  load,\n} from "./plans";\n',
    ],
    ["below a comment, which stays", '// The site.\nimport type { Plan } from "./plans";\n', "// The site.\n"],
    [
      "between others",
      'import { a } from "./a";\nimport type { Plan } from "./plans";\nimport { b } from "./b";\n',
      'import { a } from "./a";\nimport { b } from "./b";\n',
    ],
  ])("%s", (_, imports, left) => {
    expect(withoutCasts(imports + cast)).toBe(left + bare);
  });

  test("several names of one cast and of several casts go", () => {
    const text = `import type { Plan, Seat } from "./plans";
export const plan = token.plan as Plan & Seat;
export const other = token.other as { plan?: Plan };
`;
    expect(withoutCasts(text)).toBe("export const plan = token.plan;\nexport const other = token.other;\n");
  });
});

describe("an import that a removed cast may leave", () => {
  test.each<[name: string, imports: string, rest?: string]>([
    ["that something else names", 'import type { Plan } from "./plans";\n', "export type Other = Plan;\n"],
    ["that a comment names", 'import type { Plan } from "./plans";\n', "/** A {@link Plan}. */\n"],
    ["that has nothing to do with the cast", 'import type { Seat } from "./plans";\n'],
    ["whose name is a part of another", 'import type { Pla } from "./plans";\n'],
    ["whole beside a default that is used", 'import load, { Plan } from "./plans";\n', "load();\n"],
    ["that runs its module", 'import "./plans";\n'],
    ["that shares its line", 'import type { Plan } from "./plans"; load();\n'],
  ])("it is kept %s", (_, imports, rest = "") => {
    expect(withoutCasts(imports + cast + rest)).toBe(imports + bare + rest);
  });

  test("it is kept if it runs its module as written", () => {
    const text = 'import { type Plan } from "./plans";\n';
    expect(withoutCasts(text + cast, true)).toBe(text + bare);
    expect(withoutCasts(`import type { Plan } from "./plans";\n${cast}`, true)).toBe(bare);
  });

  test("it is kept if it alone makes the file a module", () => {
    const script = 'import type { Plan } from "./plans";\nconst plan = token.plan';
    expect(withoutCasts(`${script} as Plan;\n`)).toBe(`${script};\n`);
  });
});
