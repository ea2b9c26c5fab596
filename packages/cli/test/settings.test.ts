import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { auth, augmentation, closingOf, createApp, tsconfig, type App } from "./support/app.js";

const drifted = { "tsconfig.json": tsconfig, "auth.ts": auth };
const file = "typed-session.config.json";

/** The two places where a project sets something. */
const places: readonly (readonly [name: string, textOf: (settings: unknown) => string])[] = [
  [file, (settings) => JSON.stringify(settings)],
  ["package.json", (settings) => JSON.stringify({ name: "app", "typed-session": settings })],
];

interface Found {
  readonly rule: string;
  readonly severity: string;
  readonly file: string;
}

async function found(app: App, ...args: readonly string[]): Promise<Found[]> {
  const { stdout } = await app.run("check", "--format", "json", ...args);
  return (JSON.parse(stdout) as { diagnostics: Found[] }).diagnostics;
}

async function severities(app: App, ...args: readonly string[]): Promise<Record<string, string>> {
  return Object.fromEntries((await found(app, ...args)).map(({ rule, severity }) => [rule, severity]));
}

describe.each(places)("the settings of a project in %s", (name, textOf) => {
  it("they decide a rule's severity, unless --rule does", async () => {
    const rules = { "no-undeclared-field": "warn", "no-untyped-token": "off" };
    const app = createApp({ ...drifted, [name]: textOf({ rules }) });
    expect(await severities(app)).toEqual({ "no-undeclared-field": "warn" });
    expect((await app.run("check")).code).toBe(0);
    expect(await severities(app, "--rule", "no-undeclared-field=error")).toEqual({ "no-undeclared-field": "error" });
    expect(await severities(app, "--rule", "no-untyped-token=warn")).toEqual({
      "no-undeclared-field": "warn",
      "no-untyped-token": "warn",
    });
  });

  it("they switch a rule off for fix too, and the closing line counts it", async () => {
    const rules = { "no-undeclared-field": "off", "no-untyped-token": "off" };
    const app = createApp({ ...drifted, [name]: textOf({ rules }) });
    for (const command of ["check", "fix"]) {
      const run = await app.runWhole(command);
      expect(run).toMatchObject({ code: 0, stdout: "" });
      expect(closingOf(run)).toBe("1 config, 2 fields, nothing to fix with 2 rules off");
    }
    const partly = await app.runWhole("check", "--rule", "no-untyped-token=warn", "--rule", "no-reader-cast=off");
    expect(closingOf(partly)).toBe("1 config: 1 warning; it can be fixed by `typed-session fix`");
  });

  it("they say whether a field from sign-in may be missing", async () => {
    const written = async (settings: object): Promise<string> => {
      const app = createApp({ ...drifted, [name]: textOf(settings) });
      expect((await app.run("fix")).code).toBe(0);
      return app.read("next-auth.d.ts");
    };
    expect(await written({ signInFields: "required" })).toBe(augmentation);
    expect(await written({ signInFields: "optional" })).toMatch(/interface JWT \{\n {4}id\?: string;/);
  });

  it("they say where fix declares", async () => {
    const app = createApp({ ...drifted, [name]: textOf({ declareIn: "callback" }) });
    expect(await app.run("fix")).toMatchObject({ code: 0, stdout: "Fixed 1 finding:\n  changed auth.ts\n" });
    expect(app.read("auth.ts")).toContain('declare module "next-auth" {');
    expect(await app.run("check")).toMatchObject({ code: 0, stdout: "" });
  });

  it("they say which configs to ignore", async () => {
    const app = createApp({ ...drifted, "examples/auth.ts": auth.replaceAll("id", "seat") });
    const files = async (): Promise<string[]> => [...new Set((await found(app)).map((one) => one.file))].sort();
    expect(await files()).toEqual(["auth.ts", "examples/auth.ts"]);
    app.write(name, textOf({ ignoreConfigs: ["examples/**"] }));
    expect(await files()).toEqual(["auth.ts"]);
  });

  it.each<[settings: unknown, problem: string]>([
    [{ rules: { "no-such-rule": "off" } }, 'there is no rule "no-such-rule"'],
    [{ rules: { "no-untyped-token": "loud" } }, 'the severity of "no-untyped-token" must be "error", "warn" or "off"'],
    [{ rule: {} }, 'there is no option "rule"'],
    [{ signInFields: true }, '"signInFields" must be "required" or "optional"'],
    [{ declareIn: "here" }, '"declareIn" must be "file" or "callback"'],
    [{ ignoreConfigs: "examples" }, '"ignoreConfigs" must be a list of patterns'],
    [[], "the settings must be an object"],
  ])("they are refused in one sentence, and nothing is written: %j", async (settings, problem) => {
    const app = createApp({ ...drifted, [name]: textOf(settings) });
    expect(await app.run("fix")).toEqual({
      code: 2,
      stdout: "",
      stderr: `typed-session: ${name}: ${problem}; correct it and run this again.\n`,
    });
    expect(() => app.read("next-auth.d.ts")).toThrow();
  });
});

describe("the settings file of a project", () => {
  it("it is refused if it is no JSON", async () => {
    const app = createApp({ ...drifted, [file]: "{ rules: }" });
    for (const command of ["check", "explain"]) {
      expect(await app.run(command)).toEqual({
        code: 2,
        stdout: "",
        stderr: `typed-session: ${file}: the file is not valid JSON; correct it and run this again.\n`,
      });
    }
  });

  it("it is named from the working directory if it is wrong", async () => {
    const app = createApp({
      ".git/HEAD": "ref: refs/heads/main\n",
      "apps/web/tsconfig.json": tsconfig,
      "apps/web/auth.ts": auth,
      [file]: "[]",
    });
    expect((await app.run("check", "--project", "apps/web")).stderr).toBe(
      `typed-session: ${file}: the settings must be an object; correct it and run this again.\n`,
    );
  });

  it("it comes before the settings in the manifest", async () => {
    const app = createApp({
      ...drifted,
      [file]: JSON.stringify({ rules: { "no-untyped-token": "off" } }),
      "package.json": JSON.stringify({ "typed-session": { rules: { "no-undeclared-field": "off" } } }),
    });
    expect(Object.keys(await severities(app))).toEqual(["no-undeclared-field"]);
  });

  it("it is the repository's if the project has none, and no higher one", async () => {
    const off = JSON.stringify({ rules: { "no-undeclared-field": "off", "no-untyped-token": "off" } });
    const app = createApp({
      [file]: off,
      "repository/.git/HEAD": "ref: refs/heads/main\n",
      "repository/web/tsconfig.json": tsconfig,
      "repository/web/auth.ts": auth,
    });
    expect((await app.run("check", "--project", "repository/web")).code).toBe(1);
    app.write(`repository/${file}`, off);
    expect((await app.run("check", "--project", "repository/web")).code).toBe(0);
  });

  it("it is neither a pipe nor a folder of that name", { timeout: 30_000 }, async () => {
    const app = createApp(drifted);
    const whole = await app.run("check");
    expect(whole.code).toBe(1);
    execFileSync("mkfifo", [`${app.directory}/${file}`]);
    expect(await app.run("check")).toEqual(whole);
    rmSync(`${app.directory}/${file}`);
    mkdirSync(`${app.directory}/${file}`);
    expect(await app.run("check")).toEqual(whole);
  });
});
