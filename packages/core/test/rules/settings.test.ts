import { describe, expect, test } from "vitest";
import { findSettings, parseSettings, withSettings } from "../../src/index.js";

/** The settings that a project in `/repo/apps/web` finds, where these files exist. */
function found(files: Readonly<Record<string, string>>): ReturnType<typeof findSettings> {
  return findSettings("/repo/apps/web", {
    readFile: (name) => files[name],
    fileExists: (name) => name in files,
  });
}

describe("the settings of a project", () => {
  test("every setting is read", () => {
    const given = {
      $schema: "./schema.json",
      rules: { "no-untyped-token": "off", "no-secret-in-session": "error" },
      signInFields: "optional",
      declareIn: "callback",
      ignoreConfigs: ["examples/**", "!src/auth.test.ts"],
    };
    const { $schema, ...settings } = given;
    expect($schema).toBe("./schema.json");
    expect(parseSettings(given)).toEqual({ settings, problems: [] });
  });

  test.each([
    [{ rules: { "no-such-rule": "off" } }, 'there is no rule "no-such-rule"'],
    [{ rules: { "no-untyped-token": 1 } }, 'the severity of "no-untyped-token" must be "error", "warn" or "off"'],
    [{ rules: [] }, '"rules" must be an object of rule names and severities'],
    [{ signInFields: true }, '"signInFields" must be "required" or "optional"'],
    [{ declareIn: "auth.ts" }, '"declareIn" must be "file" or "callback"'],
    [{ ignoreConfigs: "examples" }, '"ignoreConfigs" must be a list of patterns'],
    [{ ignoreConfigs: [1] }, '"ignoreConfigs" must be a list of patterns'],
    [{ rule: {} }, 'there is no option "rule"'],
    [[], "the settings must be an object"],
    [null, "the settings must be an object"],
  ])("the invalid settings %j are reported and ignored", (given, problem) => {
    expect(parseSettings(given)).toEqual({ settings: {}, problems: [problem] });
  });

  test("the settings file comes before the key in package.json", () => {
    expect(
      found({
        "/repo/apps/web/typed-session.config.json": '{ "declareIn": "callback" }',
        "/repo/apps/web/package.json": '{ "typed-session": { "declareIn": "file" } }',
      }),
    ).toEqual({
      fileName: "/repo/apps/web/typed-session.config.json",
      settings: { declareIn: "callback" },
      problems: [],
    });
  });

  test("the nearest directory decides, but not by a package.json without the key", () => {
    expect(
      found({
        "/repo/apps/web/package.json": "{}",
        "/repo/package.json": '{ "typed-session": { "signInFields": "optional" } }',
      }),
    ).toMatchObject({ fileName: "/repo/package.json", settings: { signInFields: "optional" } });
  });

  test.each([".git/HEAD", "pnpm-workspace.yaml"])("the search ends at a directory with %s", (name) => {
    expect(found({ [`/repo/${name}`]: "", "/typed-session.config.json": '{ "declareIn": "callback" }' })).toEqual({
      fileName: undefined,
      settings: {},
      problems: [],
    });
  });

  test("a settings file that is no JSON is reported, such a package.json is not", () => {
    expect(found({ "/repo/apps/web/typed-session.config.json": "{" }).problems).toEqual(["the file is not valid JSON"]);
    expect(found({ "/repo/apps/web/package.json": "{" })).toEqual({ fileName: undefined, settings: {}, problems: [] });
  });

  test("a byte order mark before the text is skipped", () => {
    expect(found({ "/repo/apps/web/typed-session.config.json": "\uFEFF{}" }).problems).toEqual([]);
  });

  test("a surface's own settings come first, rule by rule", () => {
    expect(
      withSettings(
        { rules: { "no-untyped-token": "off", "no-reader-cast": "warn" }, declareIn: "callback" },
        { rules: { "no-untyped-token": "error" }, signInFields: "optional" },
      ),
    ).toEqual({
      rules: { "no-untyped-token": "error", "no-reader-cast": "warn" },
      declareIn: "callback",
      signInFields: "optional",
    });
  });

  test("settings in which nobody sets a rule hold no rules", () => {
    expect(withSettings({ declareIn: "callback" }, { signInFields: "required" })).toEqual({
      declareIn: "callback",
      signInFields: "required",
    });
  });
});
