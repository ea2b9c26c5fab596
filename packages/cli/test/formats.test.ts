import { XMLParser } from "fast-xml-parser";
import { SyntaxValidator } from "fast-xml-validator";
import { describe, expect, it } from "vitest";
import { auth, augmentation, createApp, tsconfig, type App } from "./support/app.js";

const drifted = { "tsconfig.json": tsconfig, "auth.ts": auth };
const warned = {
  ...drifted,
  "next-auth.d.ts": augmentation.replace("      id: string;", "      id: string;\n      plan: string;"),
};

/** The same, and an error in another file. */
const both = {
  ...warned,
  "auth.ts": auth.replace(
    "session.user.id = token.id;",
    "session.user.id = token.id;\n      session.user.seat = token.id;",
  ),
};

async function printed(app: App, ...args: readonly string[]): Promise<string> {
  return (await app.run("check", "--format", ...args)).stdout;
}

/** An element as the parser gives it, in the order of the text. */
interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (Element | string)[];
}

type Parsed = Readonly<Record<string, unknown>>;

function elementsOf(nodes: readonly Parsed[]): (Element | string)[] {
  return nodes.map((node) => {
    if ("#text" in node) return String(node["#text"]);
    const [name = ""] = Object.keys(node).filter((key) => key !== ":@");
    return {
      name,
      attributes: (node[":@"] ?? {}) as Record<string, string>,
      children: elementsOf(node[name] as readonly Parsed[]),
    };
  });
}

/** Reads a report, and holds it to what Jenkins' schema says of elements and attributes. */
function readJunit(xml: string): Element {
  const parser = new XMLParser({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: "",
    trimValues: false,
    parseTagValue: false,
  });
  expect(SyntaxValidator.validate(xml)).toBe(true);
  const [root, ...others] = elementsOf(parser.parse(xml) as Parsed[]).filter(
    (one): one is Element => typeof one !== "string" && !one.name.startsWith("?"),
  );
  expect(others).toEqual([]);
  if (!root) throw new Error("The report has no root");
  expect(root.name).toBe("testsuites");
  holdToSchema(root);
  return root;
}

interface ElementRule {
  readonly required: readonly string[];
  readonly allowed: readonly string[];
  readonly children: readonly string[];
  readonly hasText?: boolean;
}

const schema: Readonly<Record<string, ElementRule>> = {
  testsuites: {
    required: [],
    allowed: ["name", "time", "tests", "failures", "disabled", "errors"],
    children: ["testsuite"],
  },
  testsuite: {
    required: ["name", "tests"],
    allowed: [
      "name",
      "tests",
      "failures",
      "errors",
      "group",
      "time",
      "disabled",
      "skipped",
      "timestamp",
      "hostname",
      "id",
      "package",
    ],
    children: ["testsuite", "properties", "testcase", "system-out", "system-err"],
  },
  testcase: {
    required: ["name"],
    allowed: ["name", "assertions", "time", "classname", "status"],
    children: ["skipped", "error", "failure", "system-out", "system-err"],
  },
  failure: { required: [], allowed: ["type", "message"], children: [], hasText: true },
  "system-out": { required: [], allowed: [], children: [], hasText: true },
};

function childrenOf({ children }: Element, name: string): Element[] {
  return children.filter((one): one is Element => typeof one !== "string" && one.name === name);
}

function holdToSchema(element: Element): void {
  const rule = schema[element.name];
  if (!rule) throw new Error(`There is no element ${element.name}`);
  const names = Object.keys(element.attributes);
  for (const name of rule.required) expect(names).toContain(name);
  for (const name of names) expect(rule.allowed).toContain(name);
  for (const name of ["tests", "failures", "errors", "time"]) {
    if (name in element.attributes) expect(element.attributes[name]).toMatch(/^\d+$/);
  }
  for (const child of element.children) {
    if (typeof child === "string") {
      if (rule.hasText !== true) expect(child.trim()).toBe("");
    } else {
      expect(rule.children).toContain(child.name);
      holdToSchema(child);
    }
  }
  const tests =
    element.name === "testsuites"
      ? childrenOf(element, "testsuite").flatMap((one) => childrenOf(one, "testcase"))
      : childrenOf(element, "testcase");
  if ("tests" in element.attributes) expect(Number(element.attributes["tests"])).toBe(tests.length);
  if ("failures" in element.attributes) {
    expect(Number(element.attributes["failures"])).toBe(
      tests.filter((one) => childrenOf(one, "failure").length > 0).length,
    );
  }
}

function testsOf(report: Element): Element[] {
  return childrenOf(report, "testsuite").flatMap((one) => childrenOf(one, "testcase"));
}

describe("check --format junit", () => {
  it("the report has a test for each finding: an error fails, a warning passes", async () => {
    const report = readJunit(await printed(createApp(both), "junit"));
    const [error, warning, ...others] = testsOf(report);
    expect(others).toEqual([]);
    expect(warning).toMatchObject({
      attributes: { name: "no-unassigned-field 7:7", classname: "next-auth.d.ts" },
    });
    const [output] = warning ? childrenOf(warning, "system-out") : [];
    expect(output?.children[0]).toMatch(/^warning: next-auth\.d\.ts:7:7\n`session\.user\.plan` is declared/);
    expect(error).toMatchObject({ attributes: { name: "no-undeclared-field 12:7", classname: "auth.ts" } });
    const [failure] = error ? childrenOf(error, "failure") : [];
    expect(failure?.attributes).toEqual({
      type: "error",
      message:
        "`session.user.seat` is assigned here, but `Session` does not declare it: no reader of the session can use it.",
    });
    expect(failure?.children[0]).toContain("user.id → token.id (auth.ts:7) → session.user.seat (auth.ts:12)");
  });

  it("the report has parts of one cause in the same test", async () => {
    const [error, ...others] = testsOf(readJunit(await printed(createApp(drifted), "junit")));
    expect(others).toEqual([]);
    const [failure] = error ? childrenOf(error, "failure") : [];
    expect(failure?.children[0]).toMatch(
      /\nauth\.ts:7: `token\.id` is assigned here, but `JWT` does not declare it: every read of it is `unknown`\.$/,
    );
  });

  it("the report fails warnings if they fail the run", async () => {
    for (const options of [["--strict"], ["--max-warnings", "0"]]) {
      const report = readJunit(await printed(createApp(both), "junit", ...options));
      expect(report.attributes["failures"]).toBe("2");
    }
    const report = readJunit(await printed(createApp(both), "junit", "--max-warnings", "1"));
    expect(report.attributes["failures"]).toBe("1");
  });

  it("the report has a passing test without findings, and none without a config", async () => {
    const inStep = createApp({ ...drifted, "next-auth.d.ts": augmentation });
    const report = readJunit(await printed(inStep, "junit"));
    expect(testsOf(report).map(({ attributes, children }) => ({ attributes, children }))).toEqual([
      { attributes: { name: "session types", classname: "auth.ts", time: "0" }, children: [] },
    ]);
    expect(report.attributes).toMatchObject({ tests: "1", failures: "0" });
    const empty = createApp({ "tsconfig.json": tsconfig, "a.ts": "export {};\n" });
    expect(testsOf(readJunit(await printed(empty, "junit")))).toEqual([]);
  });

  it("the report escapes names and types that mean something in XML", async () => {
    const app = createApp({
      "tsconfig.json": tsconfig,
      'a "b" & <c>\'/auth.ts': auth.replace("token.id = user.id", 'token["<!--]]>&amp;\\"\\uffff"] = user.id'),
    });
    const report = readJunit(await printed(app, "junit"));
    const texts = JSON.stringify(testsOf(report));
    expect(texts).toContain("<!--]]>&amp;");
    expect(childrenOf(report, "testsuite").map(({ attributes }) => attributes["name"])).toEqual([
      'a "b" & <c>\'/auth.ts',
    ]);
  });
});

interface Issue {
  readonly description: string;
  readonly check_name: string;
  readonly fingerprint: string;
  readonly severity: string;
  readonly location: { readonly path: string; readonly lines: { readonly begin: number; readonly end: number } };
}

async function issuesIn(app: App): Promise<Issue[]> {
  return JSON.parse(await printed(app, "gitlab")) as Issue[];
}

/** What tells findings apart, by where they stand. */
function fingerprints(issues: readonly Issue[]): string[] {
  return issues.map(({ fingerprint }) => fingerprint);
}

describe("check --format gitlab", () => {
  it("the report has what GitLab asks of a code quality report", async () => {
    const app = createApp({ "apps/web/tsconfig.json": tsconfig, "apps/web/auth.ts": auth });
    const { stdout } = await app.runWith(
      { CI_PROJECT_DIR: app.directory },
      ...["check", "--format", "gitlab", "--project", "apps/web"],
    );
    expect(stdout.charCodeAt(0)).toBe("[".charCodeAt(0));
    const issues = JSON.parse(stdout) as Issue[];
    expect(issues).toEqual([
      {
        description: expect.stringMatching(
          /user\.id → token\.id \(apps\/web\/auth\.ts:7\).*Also `token\.id`\.$/,
        ) as string,
        check_name: "no-undeclared-field",
        fingerprint: expect.stringMatching(/^[\da-f]{40}$/) as string,
        severity: "major",
        location: { path: "apps/web/auth.ts", lines: { begin: 11, end: 11 } },
      },
    ]);
  });

  it("the report is an empty list without findings", async () => {
    expect(await printed(createApp({ ...drifted, "next-auth.d.ts": augmentation }), "gitlab")).toBe("[]\n");
  });

  it("the report keeps its fingerprints if lines above move", async () => {
    const app = createApp({
      ...warned,
      "next-auth.d.ts": warned["next-auth.d.ts"].replace("      id: string;", "      id: number;"),
    });
    const before = await issuesIn(app);
    expect(before.length).toBeGreaterThan(1);
    app.write("auth.ts", `// one\n// two\n\n${app.read("auth.ts")}`);
    app.write("next-auth.d.ts", `// one\n\n${app.read("next-auth.d.ts")}`);
    const after = await issuesIn(app);
    expect(after.map(({ location }) => location.lines.begin)).not.toEqual(
      before.map(({ location }) => location.lines.begin),
    );
    expect(fingerprints(after)).toEqual(fingerprints(before));
  });

  it("the report tells findings of one rule in one file apart", async () => {
    const app = createApp({
      ...drifted,
      "auth.ts": auth.replace(
        "session.user.id = token.id;",
        "session.user.id = token.id;\n      session.user.seat = token.id;",
      ),
    });
    const prints = fingerprints(await issuesIn(app));
    expect(new Set(prints).size).toBe(prints.length);
    expect(prints.length).toBe(2);
  });
});
