import { parseSettings, rules } from "@typed-session/core";
import { Ajv } from "ajv";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const schema = JSON.parse(readFileSync(new URL("../schema/config.schema.json", import.meta.url), "utf8")) as object;
const validate = new Ajv({ strict: true }).compile(schema);

/** The schema completes and underlines in editors; what is read is checked once more. */
describe("the schema of typed-session.config.json agrees with the settings", () => {
  test.each([
    {},
    { $schema: "./node_modules/typed-session/schema/config.schema.json" },
    { rules: Object.fromEntries(rules.map(({ name, severity }) => [name, severity])) },
    { signInFields: "optional", declareIn: "callback", ignoreConfigs: ["examples/**", "!src/auth.test.ts"] },
  ])("it accepts %j", (given) => {
    expect([validate(given), parseSettings(given).problems]).toEqual([true, []]);
  });

  test.each([
    [],
    null,
    "all",
    { rule: {} },
    { rules: [] },
    { rules: { "no-such-rule": "off" } },
    { rules: { "no-untyped-token": 1 } },
    { signInFields: true },
    { declareIn: "auth.ts" },
    { ignoreConfigs: "examples" },
    { ignoreConfigs: [1] },
  ])("it refuses %j", (given) => {
    expect([validate(given), parseSettings(given).problems.length]).toEqual([false, 1]);
  });
});
