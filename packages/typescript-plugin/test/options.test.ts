import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { optionsWithSettings, parseOptions } from "../src/options.js";

const schema = JSON.parse(readFileSync(new URL("../schema/options.schema.json", import.meta.url), "utf8")) as object;
const validate = new Ajv({ strict: true }).compile(schema);
const name = "@typed-session/typescript-plugin";
const nothing = {};

describe("the plugin's options", () => {
  test("the options come before the project's settings", () => {
    const text = '{ "rules": { "no-untyped-token": "off" }, "signInFields": "optional" }';
    const host = {
      ...ts.sys,
      fileExists: (fileName: string) => fileName === "/app/typed-session.config.json",
      readFile: () => text,
    };
    expect(optionsWithSettings({ signInFields: "required" }, "/app/.nuxt/tsconfig.json", host)).toEqual({
      rules: { "no-untyped-token": "off" },
      signInFields: "required",
    });
  });

  test.each<[object, object]>([
    [{}, nothing],
    [{ transform: `${name}/transform`, transformProgram: true }, nothing],
    [{ global: true }, nothing],
    [
      { rules: { "no-untyped-token": "error", "no-reader-cast": "off" } },
      { rules: { "no-untyped-token": "error", "no-reader-cast": "off" } },
    ],
    [{ signInFields: "optional" }, { signInFields: "optional" }],
    [{ declareIn: "callback" }, { declareIn: "callback" }],
    [{ ignoreConfigs: ["examples/**"] }, { ignoreConfigs: ["examples/**"] }],
  ])("the options %j are right", (given, options) => {
    expect(parseOptions({ name, ...given })).toEqual({ options, problems: [] });
    expect(validate({ name, ...given })).toBe(true);
  });

  test.each<[object, string]>([
    [{ rule: {} }, 'there is no option "rule"'],
    [{ rules: { "no-such-rule": "warn" } }, 'there is no rule "no-such-rule"'],
    [
      { rules: { "no-untyped-token": "warning" } },
      'the severity of "no-untyped-token" must be "error", "warn" or "off"',
    ],
    [{ rules: { "no-untyped-token": 2 } }, 'the severity of "no-untyped-token" must be "error", "warn" or "off"'],
    [{ rules: ["no-untyped-token"] }, '"rules" must be an object of rule names and severities'],
    [{ signInFields: true }, '"signInFields" must be "required" or "optional"'],
    [{ declareIn: "auth.ts" }, '"declareIn" must be "file" or "callback"'],
    [{ ignoreConfigs: "examples/**" }, '"ignoreConfigs" must be a list of patterns'],
  ])("the options %j are wrong and otherwise ignored", (given, problem) => {
    expect(parseOptions({ name, ...given })).toEqual({ options: nothing, problems: [problem] });
    expect(validate({ name, ...given })).toBe(false);
  });

  test.each([undefined, null, "all", 5, []])("the options %j have no effect", (given) => {
    expect(parseOptions(given).options).toEqual(nothing);
  });
});
