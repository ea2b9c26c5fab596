import { describe, expect, test } from "vitest";
import { settingsIn } from "../src/options.js";

describe("the settings", () => {
  test.each([
    [{}, "required"],
    [{ "typed-session": {} }, "required"],
    [{ "typed-session": { signInFields: "required" } }, "required"],
    [{ "typed-session": { signInFields: "optional" } }, "optional"],
  ])("%j: fields that sign-in writes are %s", (given, signInFields) => {
    expect(settingsIn(given)).toEqual({ signInFields });
  });

  test.each([
    [{ "typed-session": "optional" }, 'settings["typed-session"] must be an object.'],
    [{ "typed-session": { signInField: "optional" } }, 'settings["typed-session"] has no "signInField".'],
    [
      { "typed-session": { signInFields: "maybe" } },
      'settings["typed-session"].signInFields must be "required" or "optional".',
    ],
  ])("%j: %s", (given, message) => {
    expect(() => settingsIn(given)).toThrow(new TypeError(message));
  });
});
