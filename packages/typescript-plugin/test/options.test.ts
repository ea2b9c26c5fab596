import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { keptOptions, optionsWithSettings, parseOptions } from "../src/options.js";

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

  describe("are read again when a file of the project's settings", () => {
    /** A project whose files each have a time, and the names of those that are read. */
    const changing = (given: Readonly<Record<string, string>>, hasTimes = true) => {
      const files = new Map(Object.entries(given).map(([file, text]) => [file, { text, time: 1 }]));
      const read: string[] = [];
      const options = keptOptions({ signInFields: "required" }, "/repo/app/tsconfig.json", {
        fileExists: (file) => files.has(file),
        readFile: (file) => {
          read.push(file);
          return files.get(file)?.text;
        },
        ...(hasTimes && {
          getModifiedTime: (file: string) => {
            const found = files.get(file);
            return found && new Date(found.time);
          },
        }),
      });
      const write = (file: string, text: string): void => {
        files.set(file, { text, time: (files.get(file)?.time ?? 0) + 1 });
      };
      return { options, write, remove: (file: string) => files.delete(file), read };
    };
    const file = "/repo/typed-session.config.json";
    const off = '{ "rules": { "no-untyped-token": "off" } }';
    const error = '{ "rules": { "no-untyped-token": "error" } }';
    const set = (severity: string): object => ({ rules: { "no-untyped-token": severity }, signInFields: "required" });

    test("is changed, and not before", () => {
      const { options, write, read } = changing({ [file]: off, "/repo/app/package.json": "{}" });
      expect([options(), options(), options()]).toEqual([set("off"), set("off"), set("off")]);
      expect(read).toEqual(["/repo/app/package.json", file]);
      write(file, error);
      expect(options()).toEqual(set("error"));
      expect(read).toEqual(["/repo/app/package.json", file, "/repo/app/package.json", file]);
    });

    test("is made nearer to the project, or removed", () => {
      const { options, write, remove } = changing({ [file]: off });
      expect(options()).toEqual(set("off"));
      write("/repo/app/package.json", `{ "typed-session": ${error} }`);
      expect(options()).toEqual(set("error"));
      remove("/repo/app/package.json");
      expect(options()).toEqual(set("off"));
      remove(file);
      expect(options()).toEqual({ signInFields: "required" });
    });

    test("may have changed, because nobody tells its time", () => {
      const { options, write } = changing({ [file]: off }, false);
      expect(options()).toEqual(set("off"));
      write(file, error);
      expect(options()).toEqual(set("error"));
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
