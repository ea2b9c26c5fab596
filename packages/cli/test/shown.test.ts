import {
  mermaidOf,
  type Advice,
  type Diagnostic,
  type FieldTrace,
  type Fix,
  type OpenTarget,
  type Report,
} from "@typed-session/core";
import { shown, shownJson, shownSource } from "@typed-session/core/shown";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CheckResult } from "../src/commands/result.js";
import { sayResult } from "../src/commands/result.js";
import { CannotRun } from "../src/exit.js";
import { renderDiff } from "../src/render/diff.js";
import { renderField } from "../src/render/field.js";
import { renderFixed, renderLeft } from "../src/render/fixed.js";
import { colorsFor } from "../src/render/style.js";
import { renderTable } from "../src/render/table.js";
import { say } from "../src/say.js";
import { auth, createApp, tsconfig } from "./support/app.js";

/** The ranges that the product's promise names, by number: a list of its own, not the one that is tested. */
const ranges: readonly (readonly [from: number, to: number])[] = [
  [0x00, 0x1f],
  [0x7f, 0x9f],
  [0x061c, 0x061c],
  [0x200b, 0x200f],
  [0x2028, 0x202e],
  [0x2060, 0x2060],
  [0x2066, 0x2069],
  [0xfeff, 0xfeff],
];
const unseen = ranges.flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, index) => from + index));

/** The control characters that stand in an output, but for line ends and tabs. */
function unseenIn(text: string): string[] {
  return unseen
    .filter((code) => code !== 0x0a && code !== 0x09 && text.includes(String.fromCharCode(code)))
    .map((code) => code.toString(16));
}

/** The lines that a CI's runner would take for a command: GitHub's looks past leading spaces, and for `##[` anywhere. */
function commandsIn(text: string): string[] {
  return text.split(/[\n\r]/).filter((line) => /^\s*::|##\[|##vso\[/.test(line));
}

const piece = fc.oneof(
  fc.constantFrom(
    "::error::x",
    "::stop-commands::x",
    "\n::error::x",
    "\r::warning::x",
    "  ::error::x",
    "\t::error::x",
    "##[error]x",
    "##vso[task.complete result=Succeeded]",
    "\u001b[2J",
    "\u001b]0;title\u0007",
    "\u009b31m",
    "\u202e",
    "\u2066",
    "\u200b",
    "\u2028",
    "\u2029",
    "\ufeff",
    "\ud800",
    "\u{e0041}",
    ":",
    "%",
    "`",
    '"',
  ),
  fc.constantFrom(...unseen).map((code) => String.fromCharCode(code)),
  fc.string({ maxLength: 5 }),
);
const hostile = fc.array(piece, { minLength: 1, maxLength: 6 }).map((pieces) => pieces.join(""));

interface Sample {
  readonly result: CheckResult;
  readonly traces: readonly FieldTrace[];
  readonly openTargets: readonly OpenTarget[];
  readonly advice: readonly Advice[];
  readonly fix: Fix;
  readonly source: string;
}

function sampleOf(name: string, file: string, message: string, source: string): Sample {
  const at = { file, line: 2, column: 3 };
  const field = { interface: "Session", path: name, names: [name] } as const;
  const diagnostic: Diagnostic = {
    ...at,
    rule: "no-undeclared-field",
    code: 1,
    severity: "warn",
    message,
    endLine: 2,
    endColumn: 5,
    fixable: false,
    cause: message,
    url: message,
    isPart: false,
    fixedIn: file,
    action: message,
    field,
    flow: [{ text: name, at }, { text: message }],
    related: [{ message, at }],
    manual: message,
  };
  const trace: FieldTrace = {
    ...field,
    inferred: { type: name, optional: true },
    declared: { type: message, optional: false, file, line: 1 },
    status: "undeclared",
    writes: [at],
    assignments: [{ ...at, text: source, type: name }],
    flow: diagnostic.flow,
    reads: [at],
    sources: [{ interface: "User", path: name, names: [name] }],
    restsOn: [{ ...at, text: source }],
  };
  const report: Report = {
    schemaVersion: 1,
    ok: false,
    configs: [{ file, line: 1, library: { name: "next-auth", version: name }, strategy: "jwt" }],
    fields: [trace],
    diagnostics: [diagnostic],
  };
  return {
    source,
    traces: [trace],
    openTargets: [{ ...at, target: "Session", text: source, why: message }],
    advice: [{ ...at, message, text: source, reads: [at] }],
    result: {
      format: "pretty",
      configFiles: ["/root/tsconfig.json"],
      root: "/root",
      notes: [message],
      survey: {
        tsconfigs: 1,
        files: 1,
        configs: 0,
        fields: 0,
        isOpen: false,
        isUnprepared: false,
        unseen: [{ file: `/root/${file}`, why: "elsewhere", project: `/root/${name}` }],
        projects: 1,
        packages: [],
      },
      threshold: { strict: false },
      rulesOff: 0,
      isQuiet: false,
      report,
      diagnostics: [diagnostic],
    },
    fix: {
      changes: [
        { fileName: `/root/${file}`, before: `a\n${source}\nb\n`, after: `a\n${source}${name}\nc\n` },
        { fileName: `/root/new-${file}`, before: undefined, after: source },
      ],
      fixed: [],
      remaining: [diagnostic],
      leftToAuthor: [{ ...at, code: 2322, message }],
      undeclaredReads: [{ ...at, code: 2339, message }],
    },
  };
}

const sample = fc.tuple(hostile, hostile, hostile, hostile).map((texts) => sampleOf(...texts));

/** What goes to either output; without colours, whose own escapes are no stranger's. */
async function printed(format: CheckResult["format"], { result, source }: Sample): Promise<string> {
  let text = "";
  const output = { write: (written: string) => (text += written) };
  await sayResult(
    { cwd: "/root", env: { NO_COLOR: "1" }, stdout: output, stderr: output },
    { ...result, format, isQuiet: format !== "pretty" },
    () => `first\n${source}\nlast`,
  );
  return text;
}

const output = { write: () => undefined };
const context = {
  colors: colorsFor({ cwd: "/root", env: { NO_COLOR: "1" }, stdout: output, stderr: output }),
  nameFile: (file: string) => file,
  textOf: () => undefined,
};

/** Every renderer for a person. */
const forPeople: readonly { readonly name: string; readonly render: (sample: Sample) => string | Promise<string> }[] = [
  { name: "check", render: (one) => printed("pretty", one) },
  { name: "check --format junit", render: (one) => printed("junit", one) },
  { name: "explain, everything", render: ({ result: { report }, ...one }) => renderTable({ report, ...one }, context) },
  { name: "explain, one field", render: ({ result: { report }, ...one }) => renderField({ report, ...one }, context) },
  { name: "explain, as a diagram", render: ({ traces }) => mermaidOf(traces) },
  { name: "fix", render: ({ fix }) => renderFixed("/root", fix, context) },
  { name: "fix, what is left", render: ({ fix }) => renderLeft(fix, context) },
  { name: "fix --dry-run", render: ({ fix }) => renderDiff("/root", fix.changes, context.colors).text },
  {
    name: "stderr",
    render: ({ result: { notes } }) => {
      let text = "";
      for (const note of notes) say({ stderr: { write: (written) => (text += written) } }, note);
      return text;
    },
  },
];

describe("no name, type, message, file name or line of source reaches a terminal or a CI raw:", () => {
  it.each(forPeople)("$name", async ({ render }) => {
    await fc.assert(
      fc.asyncProperty(sample, async (one) => {
        const text = await render(one);
        expect(unseenIn(text.replaceAll("\r\n", "\n"))).toEqual([]);
        expect(commandsIn(text)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it("check --format github prints one command for each finding and no more", async () => {
    await fc.assert(
      fc.asyncProperty(sample, async (one) => {
        const text = await printed("github", one);
        expect(unseenIn(text)).toEqual([]);
        const lines = text.split("\n");
        expect(commandsIn(text)).toEqual([lines[1]]);
        expect(lines).toHaveLength(3);
        expect(lines[2]).toBe("");
        expect(lines[1]).toMatch(/^::warning file=[^\n,]*,line=2,/);
      }),
      { numRuns: 200 },
    );
  });

  it.each(["json", "sarif", "gitlab"] as const)(
    "check --format %s prints JSON's own escapes, which mean the same",
    async (format) => {
      await fc.assert(
        fc.asyncProperty(sample, async (one) => {
          const text = (await printed(format, { ...one, result: { ...one.result, notes: [] } })).trimEnd();
          expect(unseenIn(text)).toEqual([]);
          expect(commandsIn(text)).toEqual([]);
          const data = JSON.parse(text) as Report;
          if (format === "json") expect(data).toEqual(JSON.parse(JSON.stringify(one.result.report)));
          else if (format === "sarif")
            expect(JSON.stringify(data)).toContain(JSON.stringify(one.result.diagnostics[0]?.message).slice(1, -1));
          else expect(data).toHaveLength(1);
        }),
        { numRuns: 100 },
      );
    },
  );
});

describe("a text as it is shown", () => {
  it.each([
    ["role", "role"],
    ["a\u202eb", "a\\u202eb"],
    ["a\nb", "a\\u000ab"],
    ["a\tb", "a\\u0009b"],
    ["\u{e0041}", "\\udb40\\udc41"],
    ["\ud83d\ude00 Größe 日本", "\ud83d\ude00 Größe 日本"],
    ["\ud83d", "\\ud83d"],
    ["##[error]", "#\\u0023[error]"],
    ["# heading, ##", "# heading, ##"],
  ])("the text %j is shown as %s", (text, expected) => {
    expect(shown(text)).toBe(expected);
  });

  it("source keeps its tabs, and JSON keeps its lines", () => {
    expect(shownSource("\ta\u001b")).toBe("\ta\\u001b");
    expect(shownJson('{\n  "a": "\u202e"\n}')).toBe('{\n  "a": "\\u202e"\n}');
  });
});

describe("the mark under a line of source", () => {
  it("it stands under the finding, whatever is escaped before it", async () => {
    const one = sampleOf("name", "auth.ts", "message", "\u202e\u202ebad");
    const text = await printed("pretty", one);
    const lines = text.split("\n");
    const at = lines.findIndex((line) => line.includes("\\u202e\\u202ebad"));
    expect(lines[at]?.slice(lines[at + 1]?.indexOf("^"))).toBe("bad");
  });
});

describe("a change as it is shown", () => {
  it("a change that can be applied is shown unescaped, whatever ends its lines", () => {
    const change = { fileName: "/root/a.ts", before: "\ta\r\nb\r\n", after: "\ta\r\nc\r\n" };
    const { text, isEscaped } = renderDiff("/root", [change], context.colors);
    expect(isEscaped).toBe(false);
    expect(text).toContain("-b\r\n+c\r\n");
  });

  it("a change is written unescaped, and said to be escaped where it is shown", async () => {
    const app = createApp({
      "tsconfig.json": tsconfig,
      "auth.ts": auth,
      "next-auth.d.ts": `declare module "next-auth" {\n  interface Session {\n    /** \u202e\u001b[31m */\n    user: {};\n  }\n}\nexport {};\n`,
    });
    const shownOnly = await app.run("fix", "--dry-run");
    expect(unseenIn(shownOnly.stdout)).toEqual([]);
    expect(shownOnly.stdout).toContain("\\u202e\\u001b[31m");
    expect(shownOnly.stderr).toContain("are shown escaped, so that it cannot be applied");
    await app.run("fix");
    expect(app.read("next-auth.d.ts")).toContain("/** \u202e\u001b[31m */");
  });
});

describe("the whole command", () => {
  const name = "a\u202e\u001b[2J\n::error::x";
  const app = (): ReturnType<typeof createApp> =>
    createApp({
      "tsconfig.json": tsconfig,
      "\u202e::error::auth.ts": auth.replace("token.id = user.id", `token[${JSON.stringify(name)}] = user.id`),
    });

  it.each([
    ["check"],
    ["explain"],
    ["fix", "--dry-run"],
    ["explain", `token[${JSON.stringify(name)}]`],
    ["explain", name],
  ])("it shows nothing that cannot be seen: %j", async (...args) => {
    const { stdout, stderr } = await app().run(...args);
    expect(stdout + stderr).not.toBe("");
    expect(unseenIn(stdout + stderr)).toEqual([]);
    expect(commandsIn(stdout + stderr)).toEqual([]);
  });

  it("it shows several reasons on lines of their own", () => {
    expect(new CannotRun("one", "two").message).toBe("one\ntwo");
  });
});
