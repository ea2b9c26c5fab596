import { Ajv } from "ajv";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const home = join(import.meta.dirname, "..");

interface Step {
  readonly id: string;
  readonly description: string;
  readonly media: { readonly image: string; readonly altText: string };
  readonly completionEvents: readonly string[];
}

interface Manifest {
  readonly icon: string;
  readonly license: string;
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly jsonValidation: readonly { readonly fileMatch: readonly string[]; readonly url: string }[];
    readonly walkthroughs: readonly { readonly steps: readonly Step[] }[];
  };
}

const manifest = JSON.parse(readFileSync(join(home, "package.json"), "utf8")) as Manifest;
const steps = manifest.contributes.walkthroughs.flatMap((one) => one.steps);

/** Reads the header of a PNG; throws if the file is none. */
function sizeOf(file: string): readonly [width: number, height: number] {
  const header = readFileSync(join(home, file)).subarray(0, 24);
  expect(header.subarray(1, 4).toString("latin1")).toBe("PNG");
  return [header.readUInt32BE(16), header.readUInt32BE(20)];
}

test("the icon is a PNG of the size that both marketplaces require", () => {
  expect(sizeOf(manifest.icon)).toEqual([128, 128]);
});

test("the licence is named, and its file is there", () => {
  expect(manifest.license).toBe("MIT");
  expect(existsSync(join(home, "LICENSE"))).toBe(true);
});

test("the README shows pictures that are in the package", () => {
  const pictures = [...readFileSync(join(home, "README.md"), "utf8").matchAll(/!\[[^\]]+\]\(([^)]+)\)/g)];
  expect(pictures).not.toEqual([]);
  for (const [, file = ""] of pictures) expect(sizeOf(file)[0]).toBeGreaterThan(600);
});

test.each(steps)("the step $id of the walkthrough has a picture, and a button that completes it", (step) => {
  expect(sizeOf(step.media.image)[0]).toBeGreaterThan(600);
  expect(step.media.altText).not.toBe("");
  const commands = [...step.description.matchAll(/\]\(command:([\w.-]+)\)/g)].map(([, command = ""]) => command);
  expect(commands).toHaveLength(1);
  expect(step.completionEvents).toEqual(commands.map((command) => `onCommand:${command}`));
  // The walkthrough shows backticks as they are.
  expect(step.description).not.toContain("`");
});

test("a command that the walkthrough runs is one of ours", () => {
  const ours = steps
    .flatMap(({ completionEvents }) => completionEvents)
    .map((event) => event.replace("onCommand:", ""))
    .filter((command) => command.startsWith("typed-session."));
  expect(ours).toEqual(["typed-session.showShape", "typed-session.fixTypes"]);
  expect(manifest.contributes.commands.map(({ command }) => command)).toEqual(expect.arrayContaining(ours));
});

test("each file that holds settings has its schema", () => {
  const { jsonValidation } = manifest.contributes;
  expect(jsonValidation.map(({ fileMatch, url }) => [url, ...fileMatch])).toEqual([
    ["./schema/tsconfig.schema.json", "tsconfig.json", "tsconfig.*.json", "tsconfig-*.json"],
    ["./schema/config.schema.json", "typed-session.config.json"],
    ["./schema/package.schema.json", "package.json"],
  ]);
});

test.each<[object, boolean]>([
  [{ name: "app", type: "module", "typed-session": { rules: { "no-untyped-token": "off" } } }, true],
  [{ name: "app", scripts: { rules: "none" } }, true],
  [{ "typed-session": { rules: { "no-untyped-token": "silent" } } }, false],
  [{ "typed-session": { declareIn: "auth.ts" } }, false],
  [{ "typed-session": { rule: {} } }, false],
])("of package.json only the key typed-session is looked at: %j", (given, isRight) => {
  const read = (file: string): object => JSON.parse(readFileSync(join(home, file), "utf8")) as object;
  const ajv = new Ajv({ strict: true }).addSchema(read("../cli/schema/config.schema.json"), "config.schema.json");
  expect(ajv.compile(read("schema/package.schema.json"))(given)).toBe(isRight);
});
