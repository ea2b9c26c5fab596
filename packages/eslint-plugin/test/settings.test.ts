import { describe, expect, test } from "vitest";
import { settingsIn } from "../src/options.js";

describe("the settings in ESLint's config", () => {
  test.each([
    [{}, {}],
    [{ "typed-session": {} }, {}],
    [{ "typed-session": { signInFields: "required" } }, { signInFields: "required" }],
    [{ "typed-session": { signInFields: "optional" } }, { signInFields: "optional" }],
    [{ "typed-session": { declareIn: "callback" } }, { declareIn: "callback" }],
    [{ "typed-session": { ignoreConfigs: ["examples/**"] } }, { ignoreConfigs: ["examples/**"] }],
  ])("the settings %j are %j, and the project's own fill the rest", (given, settings) => {
    expect(settingsIn(given)).toEqual(settings);
  });

  test.each([
    [{ "typed-session": "optional" }, "the settings must be an object."],
    [{ "typed-session": null }, "the settings must be an object."],
    [{ "typed-session": { signInField: "optional" } }, 'there is no option "signInField".'],
    [{ "typed-session": { signInFields: "maybe" } }, '"signInFields" must be "required" or "optional".'],
    [{ "typed-session": { declareIn: "auth.ts" } }, '"declareIn" must be "file" or "callback".'],
    [{ "typed-session": { ignoreConfigs: "examples" } }, '"ignoreConfigs" must be a list of patterns.'],
    [
      { "typed-session": { rules: { "no-untyped-token": "off" } } },
      'there is no option "rules": severities are set in `rules` of the config, as `typed-session/<rule>`.',
    ],
    [
      { "typed-session": { rules: {} } },
      'there is no option "rules": severities are set in `rules` of the config, as `typed-session/<rule>`.',
    ],
  ])("the settings %j are wrong: %s", (given, message) => {
    expect(() => settingsIn(given)).toThrow(new TypeError(`settings["typed-session"]: ${message}`));
  });
});
