import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, symlinkSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { auth, augmentation, closingOf, createApp, tsconfig, type App } from "./support/app.js";

const drifted = { "tsconfig.json": tsconfig, "auth.ts": auth };

/** One warning, and nothing else: what nobody assigns. */
const warned = {
  ...drifted,
  "next-auth.d.ts": augmentation.replace("      id: string;", "      id: string;\n      plan: string;"),
};

/** Two apps' configs in one project, each with a finding that has a part. */
const two = { ...drifted, "admin/auth.ts": auth.replaceAll("id = ", "seat = ").replaceAll("token.id;", "token.seat;") };

describe("exit codes", () => {
  it("the code is 0 for warnings alone, in every format", async () => {
    const app = createApp(warned);
    for (const format of ["pretty", "compact", "json", "github", "sarif", "junit", "gitlab"]) {
      const run = await app.runWhole("check", "--format", format);
      expect(run.code).toBe(0);
      expect(run.stdout).toContain("no-unassigned-field");
      expect(closingOf(run)).toMatch(/^1 config: 1 warning/);
    }
  });

  it.each<[options: readonly string[], code: number]>([
    [["--strict"], 1],
    [["--max-warnings", "0"], 1],
    [["--max-warnings", "1"], 0],
    [["--max-warnings=1", "--strict"], 1],
    [["--rule", "no-unassigned-field=error"], 1],
    [["--rule", "no-unassigned-field=off", "--strict"], 0],
  ])("the code of check with a warning and %j is %i", async (options, code) => {
    expect((await createApp(warned).run("check", ...options)).code).toBe(code);
  });

  it("the code of fix is 1 if an error remains, and for a warning only on request", async () => {
    // The token's field alone has no type, and no error follows from it.
    const app = createApp({
      ...drifted,
      "auth.ts": auth.replace(
        "if (user) token.id = user.id;",
        "if (user) token.id = user.id;\n      token.raw = JSON.parse('1');",
      ),
    });
    const first = await app.run("fix", "--strict");
    expect(first.stdout).toContain("auth.ts:8:7  warning  no-untyped-token");
    expect(first.stdout).not.toContain("  error  ");
    expect(first.code).toBe(1);
    expect((await app.run("fix")).code).toBe(0);
    expect((await app.run("fix", "--max-warnings", "0")).code).toBe(1);
    expect((await app.run("fix", "--rule", "no-untyped-token=error")).code).toBe(1);
  });

  it.each(["-1", "many", "1.5", ""])("the code is 2 if --max-warnings is no number: %j", async (number) => {
    const { code, stderr } = await createApp(warned).run("check", `--max-warnings=${number}`);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^typed-session: .*--max-warnings <number>.*whole number/);
  });
});

describe("check --fix", () => {
  it("it does what fix does", async () => {
    const [one, other] = [createApp(drifted), createApp(drifted)];
    expect(await one.run("check", "--fix", "--dry-run")).toEqual(await other.run("fix", "--dry-run"));
    expect(await one.run("check", "--fix")).toEqual(await other.run("fix"));
    expect(one.read("next-auth.d.ts")).toBe(augmentation);
  });

  it.each([
    [["check", "--fix", "--format", "json"], /--fix.*--format/],
    [["check", "--fix", "--output-file", "a.json"], /--fix.*--output-file/],
    [["check", "--dry-run"], /--dry-run goes with --fix/],
  ])("it refuses options that do not go with it: %j", async (args, sentence) => {
    const app = createApp(drifted);
    const { code, stdout, stderr } = await app.run(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/^typed-session: [^\n]*\n$/);
    expect(stderr).toMatch(sentence);
    expect(existsSync(`${app.directory}/next-auth.d.ts`)).toBe(false);
  });
});

describe("an option that may be given once", () => {
  it.each([
    [["check", "--format", "json", "--format=sarif"]],
    [["check", "--quiet", "-q"]],
    [["check", "--cache", "--no-cache"]],
    [["check", "--max-warnings", "1", "--max-warnings", "2"]],
    [["check", "--output-file", "a", "--output-file", "b"]],
    [["fix", "--dry-run", "--dry-run"]],
    [["explain", "--project", ".", "--project", "admin"]],
    [["explain", "--format", "json", "--format", "json"]],
    [["check", "--rule", "no-untyped-token=off", "--rule", "no-untyped-token=error"]],
  ])("it is refused the second time: %j", async (args) => {
    const { code, stdout, stderr } = await createApp(drifted).run(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/^typed-session: [^\n]*(?:may be given once|exclude each other|is set twice)[^\n]*\n$/);
  });
});

describe("files and folders as arguments", () => {
  it("they filter what check shows and what decides its exit code", async () => {
    const app = createApp(two);
    const files = async (...args: readonly string[]): Promise<string[]> => {
      const { stdout } = await app.run("check", "--format", "json", ...args);
      const report = JSON.parse(stdout) as { ok: boolean; diagnostics: { file: string }[] };
      expect(report.ok).toBe(report.diagnostics.length === 0);
      return [...new Set(report.diagnostics.map(({ file }) => file))].sort();
    };
    expect(await files("admin")).toEqual(["admin/auth.ts"]);
    expect(await files("./admin/", `${app.directory}/auth.ts`)).toEqual(["admin/auth.ts", "auth.ts"]);
    const elsewhere = await app.runWhole("check", "tsconfig.json");
    expect(elsewhere).toMatchObject({ code: 0, stdout: "" });
    expect(closingOf(elsewhere)).toBe("2 configs, 4 fields, nothing to fix; 2 findings in other files than you named");
  });

  it("they may be named through a link", async () => {
    const app = createApp(two);
    symlinkSync("admin", `${app.directory}/same`);
    const { code, stdout } = await app.run("check", "same");
    expect(code).toBe(1);
    expect(stdout).toContain("admin/auth.ts:");
    expect(stdout).not.toMatch(/^auth\.ts:/m);
  });

  it("they decide what fix changes, wherever the edits are", async () => {
    const app = createApp(two);
    const run = await app.runWhole("fix", "admin");
    expect(run).toMatchObject({ code: 0, stdout: "Fixed 1 finding:\n  created next-auth.d.ts\n" });
    expect(closingOf(run)).toBe("2 configs: 1 fixed, nothing left in the files you named");
    const written = app.read("next-auth.d.ts");
    // What one config writes, the other's sessions lack.
    expect(written).toContain("seat?: string;");
    expect(written).not.toContain("id?");
    // What is left is left whole: the rest is fixed as ever.
    expect(await app.run("check", "admin")).toMatchObject({ code: 0, stdout: "" });
    expect(await app.run("fix")).toMatchObject({ code: 0, stdout: "Fixed 1 finding:\n  changed next-auth.d.ts\n" });
    expect(await app.run("check")).toMatchObject({ code: 0, stdout: "" });
  });

  it.each(["check", "fix"])("they are an error of %s if they do not exist", async (command) => {
    const app = createApp(drifted);
    expect(await app.run(command, "auth.ts", "src/gone.ts")).toEqual({
      code: 2,
      stdout: "",
      stderr: "typed-session: There is no file or folder src/gone.ts; correct the name and run this again.\n",
    });
    execFileSync("mkfifo", [`${app.directory}/pipe`]);
    expect(await app.run(command, "pipe")).toEqual({
      code: 2,
      stdout: "",
      stderr: "typed-session: pipe is neither a file nor a folder; name one of these.\n",
    });
  });
});

describe("--output-file", () => {
  const json = ["check", "--format", "json", "--output-file"];
  const left = (app: App, folder = ""): string[] =>
    readdirSync(`${app.directory}/${folder}`).filter((name) => name.includes("report"));

  it("the file takes what would be printed and changes nothing else", async () => {
    const app = createApp(drifted);
    const printed = await app.run("check", "--format", "json");
    expect(await app.run(...json, "reports/report.json")).toEqual({ ...printed, stdout: "" });
    expect(app.read("reports/report.json")).toBe(printed.stdout);
    expect(left(app, "reports")).toEqual(["report.json"]);
    app.write("auth.ts", "export {};\n");
    await app.run(...json, "reports/report.json");
    expect(JSON.parse(app.read("reports/report.json"))).toMatchObject({ ok: true });
    expect(left(app, "reports")).toEqual(["report.json"]);
  });

  it("the file is written without colours, whatever stdout is", async () => {
    const app = createApp(drifted);
    await app.run("check", "--output-file", "report.txt");
    expect(app.read("report.txt")).toMatch(/^auth\.ts:11:7 {2}error/);
  });

  it.each<[string, string, (app: App) => void, RegExp]>([
    ["outside", "../report.json", () => undefined, /lies outside the project and the current directory/],
    [
      "through a link to a folder outside",
      "out/report.json",
      (app) => {
        symlinkSync(createApp({}, []).directory, `${app.directory}/out`);
      },
      /lies outside/,
    ],
    [
      "a link",
      "report.json",
      (app) => {
        symlinkSync("a.ts", `${app.directory}/report.json`);
      },
      /is a link/,
    ],
    [
      "a folder",
      "report",
      (app) => {
        mkdirSync(`${app.directory}/report`);
      },
      /is no regular file/,
    ],
    [
      "a pipe",
      "report.pipe",
      (app) => {
        execFileSync("mkfifo", [`${app.directory}/report.pipe`]);
      },
      /is no regular file/,
    ],
    ["under a file", "a.ts/report.json", () => undefined, /cannot be written \(E/],
    ["a source", "a.ts", () => undefined, /has the name of a source file/],
    ["a manifest", "package.json", () => undefined, /has the name of a source file/],
    ["a tsconfig", "tsconfig.json", () => undefined, /has the name of a source file/],
  ])("the file is refused if it is %s", async (_, name, prepare, sentence) => {
    // Without auth, whose check takes no time.
    const app = createApp({ "tsconfig.json": tsconfig, "a.ts": "export {};\n" });
    prepare(app);
    const { code, stdout, stderr } = await app.run(...json, name);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/^typed-session: --output-file names [^\n]* and run this again\.\n$/);
    expect(stderr).toMatch(sentence);
    expect(app.read("a.ts")).toBe("export {};\n");
    expect(app.read("tsconfig.json")).toBe(tsconfig);
  });
});
