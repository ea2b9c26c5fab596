import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, it } from "vitest";
import { auth, augmentation, createApp, tsconfig } from "./support/app.js";

const schema = JSON.parse(readFileSync(new URL("../schema/report.schema.json", import.meta.url), "utf8")) as Record<
  string,
  unknown
>;
const validate = new Ajv2020({ strict: true, allErrors: true }).compile(schema);

it.each([
  ["with findings", { "auth.ts": auth }],
  ["in step", { "auth.ts": auth, "next-auth.d.ts": augmentation }],
  [
    "with a field that nothing assigns",
    { "auth.ts": auth, "next-auth.d.ts": augmentation.replace("id", "name: string; id") },
  ],
  ["with a name that is no identifier", { "auth.ts": auth.replaceAll("token.id", 'token["a.b"]') }],
  ["without auth", { "index.ts": "export {};\n" }],
])("the report of a project %s fits the schema", async (_, files) => {
  const app = createApp({ "tsconfig.json": tsconfig, ...files });
  const { stdout } = await app.run("check", "--format", "json");
  validate(JSON.parse(stdout));
  expect(validate.errors).toBe(null);
});

it("the schema refuses what is not a report", () => {
  expect(validate({ schemaVersion: 1, ok: true, configs: [], fields: [], diagnostics: [], more: 1 })).toBe(false);
  expect(validate({ schemaVersion: 2, ok: true, configs: [], fields: [], diagnostics: [] })).toBe(false);
});
