import type { Diagnostic } from "@typed-session/core";
import { describe, expect, it } from "vitest";
import { disk } from "../src/disk/disk.js";
import { renderGithub } from "../src/render/github.js";
import { renderPretty } from "../src/render/pretty.js";
import { colorsFor, columns } from "../src/render/style.js";

const finding: Diagnostic = {
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
  flow: [],
  related: [{ message: "declared here as well", at: { file: "b.d.ts", line: 7, column: 1 } }],
};

describe("GitHub's annotations", () => {
  it("escape what GitHub would read as its own", () => {
    expect(renderGithub([finding], (file) => file)).toBe(
      "::warning file=types/a%3Ab%2Cc%25.d.ts,line=3,endLine=4,col=5,endColumn=2,title=typed-session no-unassigned-field::" +
        "100 %25 of it:\\u000d\\u000anothing, really\n",
    );
  });
});

describe("pretty", () => {
  const colors = colorsFor({
    cwd: "/",
    env: {},
    disk,
    stdout: { write: () => undefined },
    stderr: { write: () => undefined },
  });

  it("shows related places, and what is left where nothing can be fixed", () => {
    expect(renderPretty([finding], { colors, nameFile: (file) => `../${file}`, textOf: () => undefined })).toBe(
      `../types/a:b,c%.d.ts:3:5  warning  no-unassigned-field
100 % of it:\\u000d\\u000anothing, really
  ../b.d.ts:7  declared here as well
  Fix by hand.
`,
    );
  });
});

describe("colours", () => {
  it.each([
    [{}, true, true],
    [{}, false, false],
    [{ TERM: "dumb" }, true, false],
    [{ NO_COLOR: "1" }, true, false],
    [{ NO_COLOR: "" }, true, true],
    [{ FORCE_COLOR: "1" }, false, true],
    [{ FORCE_COLOR: "0" }, true, false],
    [{ NO_COLOR: "1", FORCE_COLOR: "1" }, true, false],
  ])("with %j on a terminal: %s, are on: %s", (env, isTTY, expected) => {
    const output = { write: () => undefined, isTTY };
    expect(colorsFor({ cwd: "/", env, disk, stdout: output, stderr: output }).isColorSupported).toBe(expected);
  });
});

describe("columns", () => {
  it("are as wide as their widest cell", () => {
    expect(
      columns([
        ["a", "bb", ""],
        ["aaa", "b", "c"],
      ]),
    ).toEqual(["a    bb", "aaa  b   c"]);
  });

  it("count a wide letter as two columns and a combining mark as none", () => {
    expect(
      columns([
        ["日本", "x"],
        ["abcde", "y"],
        ["e\u0301", "z"],
      ]),
    ).toEqual(["日本   x", "abcde  y", "e\u0301      z"]);
  });
});
