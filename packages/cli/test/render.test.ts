import type { FindingWithParts } from "@typed-session/core";
import { describe, expect, it } from "vitest";
import { disk } from "../src/disk/disk.js";
import { renderCompact } from "../src/render/compact.js";
import { renderGithub } from "../src/render/github.js";
import { renderFinding, renderPretty } from "../src/render/pretty.js";
import { columns } from "../src/render/columns.js";
import { colorsFor } from "../src/render/style.js";

const finding: FindingWithParts = {
  rule: "no-unassigned-field",
  code: 1,
  severity: "warn",
  message: "100 % of it:\r\nnothing, really",
  file: "types/a:b,c%.d.ts",
  line: 3,
  column: 5,
  endLine: 4,
  endColumn: 2,
  fixable: false,
  cause: "no-unassigned-field session.plan at next-auth.d.ts:5:5",
  url: "https://example.com/no-unassigned-field",
  isPart: false,
  parts: [],
  flow: [],
  related: [{ message: "declared here as well", at: { file: "b.d.ts", line: 7, column: 1 } }],
};

describe("GitHub's annotations", () => {
  it("they escape what GitHub would read as its own", () => {
    expect(renderGithub([finding], (file) => file)).toBe(
      "::warning file=types/a%3Ab%2Cc%25.d.ts,line=3,endLine=4,col=5,endColumn=2,title=typed-session no-unassigned-field::" +
        "100 %25 of it:\\u000d\\u000anothing, really%0Ahttps://example.com/no-unassigned-field\n",
    );
  });
});

describe("the pretty format", () => {
  const colors = colorsFor({
    cwd: "/",
    env: {},
    disk,
    stdout: { write: () => undefined },
    stderr: { write: () => undefined },
  });

  it("it shows related places, and what is left if nothing can be fixed", async () => {
    expect(await renderPretty([finding], { colors, nameFile: (file) => `../${file}`, textOf: () => undefined })).toBe(
      `../types/a:b,c%.d.ts:3:5  warning  no-unassigned-field  100 % of it:\\u000d\\u000anothing, really
  see    ../b.d.ts:7 declared here as well
  fix    by hand
`,
    );
  });
});

/** What the readers of `session.user.role` miss, with the token's part of it. */
const missing: FindingWithParts = {
  ...finding,
  rule: "no-undeclared-field",
  severity: "error",
  message: "Nobody sees it.",
  file: "auth.ts",
  line: 2,
  column: 2,
  endLine: 2,
  endColumn: 9,
  fixable: true,
  related: [],
  field: { interface: "Session", path: "user.role", names: ["user", "role"] },
  action: "Declare `session.user.role`",
  fixedIn: "next-auth.d.ts",
  flow: [{ text: "user.role" }, { text: "token.role", at: { file: "auth.ts", line: 1, column: 1 } }],
  parts: [
    {
      ...finding,
      rule: "no-untyped-token",
      isPart: true,
      fixable: true,
      field: { interface: "JWT", path: "role", names: ["role"] },
    },
  ],
};

describe("a finding with parts", () => {
  const context = {
    colors: colorsFor({
      cwd: "/",
      env: {},
      disk,
      stdout: { write: () => undefined },
      stderr: { write: () => undefined },
    }),
    nameFile: (file: string) => `app/${file}`,
    textOf: () => "one\n\tsession\nthree",
  };

  it("it is a block of at most six lines with the flow, the file and the other declarations", () => {
    expect(renderFinding(missing, context)).toBe(
      `app/auth.ts:2:2  error  no-undeclared-field  Nobody sees it.
> 2 | \tsession
    | \t^^^^^^^
  from   user.role → token.role (app/auth.ts:1)
  fix    Declare \`session.user.role\` in app/next-auth.d.ts, with \`token.role\``,
    );
  });

  it("it says what is left of a part that cannot be fixed", () => {
    const [part] = missing.parts;
    if (!part) throw new Error("The finding has a part.");
    const left = { ...part, fixable: false, manual: "Declare it yourself." };
    expect(
      renderFinding({ ...missing, parts: [left] }, context)
        .split("\n")
        .slice(-2),
    ).toEqual([
      "  see    `token.role` by hand: Declare it yourself.",
      "  fix    Declare `session.user.role` in app/next-auth.d.ts",
    ]);
  });

  it("it is one line in the compact format, and a name adds no second one", () => {
    expect(renderCompact([missing, finding], context.nameFile)).toBe(
      "app/auth.ts:2:2: error no-undeclared-field Nobody sees it. Also `token.role`. (can be fixed)\n" +
        "app/types/a:b,c%.d.ts:3:5: warning no-unassigned-field 100 % of it:\\u000d\\u000anothing, really\n",
    );
  });

  it("a wall of eight such findings ends in a table of their fields", async () => {
    const text = await renderPretty(
      Array.from({ length: 8 }, () => missing),
      context,
    );
    const lines = text.split("\n");
    expect(lines.slice(-10, -8)).toEqual([
      "field              rule                 at             fix",
      "session.user.role  no-undeclared-field  app/auth.ts:2  can be fixed",
    ]);
    expect(
      await renderPretty(
        Array.from({ length: 7 }, () => missing),
        context,
      ),
    ).not.toMatch(/^field /m);
  });
});

describe("colours in the output", () => {
  it.each([
    [{}, true, true],
    [{}, false, false],
    [{ TERM: "dumb" }, true, false],
    [{ NO_COLOR: "1" }, true, false],
    [{ NO_COLOR: "" }, true, true],
    [{ FORCE_COLOR: "1" }, false, true],
    [{ FORCE_COLOR: "0" }, true, false],
    [{ NO_COLOR: "1", FORCE_COLOR: "1" }, true, false],
  ])("the colours with %j on a terminal: %s, are on: %s", (env, isTTY, expected) => {
    const output = { write: () => undefined, isTTY };
    expect(colorsFor({ cwd: "/", env, disk, stdout: output, stderr: output }).isColorSupported).toBe(expected);
  });
});

describe("columns of a table", () => {
  it("columns are as wide as their widest cell", () => {
    expect(
      columns([
        ["a", "bb", ""],
        ["aaa", "b", "c"],
      ]),
    ).toEqual(["a    bb", "aaa  b   c"]);
  });

  it("columns count a wide letter as two and a combining mark as none", () => {
    expect(
      columns([
        ["日本", "x"],
        ["abcde", "y"],
        ["e\u0301", "z"],
      ]),
    ).toEqual(["日本   x", "abcde  y", "e\u0301      z"]);
  });
});
