import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { augmentation, auth, createApp } from "./support/app.js";

const split = JSON.stringify({
  files: [],
  references: ["app", "server", "shared", "node"].map((name) => ({ path: `./.nuxt/tsconfig.${name}.json` })),
});
const extended = '{ "extends": "./.nuxt/tsconfig.json" }';
const ofMajor = (major: number): Record<string, string> => ({
  "node_modules/nuxt/package.json": `{ "name": "nuxt", "version": "${major}.1.0" }`,
});
const inRoot = { "server/api/auth/[...].ts": auth, "nuxt.config.ts": "export default {};\n" };
const base = { ...inRoot, "app/app.vue": "" };

interface Found {
  readonly rule: string;
  readonly file: string;
  readonly message: string;
  readonly fixable: boolean;
}

async function found(files: Readonly<Record<string, string>>): Promise<Found[]> {
  const { stdout } = await createApp({ "tsconfig.json": split, ...base, ...files }).run("check", "--format", "json");
  return (JSON.parse(stdout) as { diagnostics: Found[] }).diagnostics;
}

const unseen = (tsconfig: string): string =>
  `${tsconfig}, whose program holds the auth config, does not include this file: what it declares takes no effect there.`;
const inNone =
  "This file is not part of the program (tsconfig.server.json does not include it): nothing that it declares takes effect.";

describe("an augmentation that one program will not see, in Nuxt 4 before it is prepared", () => {
  it.each<[name: string, message: string, files: Record<string, string>]>([
    ["next-auth.d.ts", unseen("tsconfig.server.json"), {}],
    ["types/next-auth.d.ts", inNone, {}],
    ["src/types/next-auth.d.ts", inNone, {}],
    ["server/types/next-auth.d.ts", unseen("tsconfig.app.json"), {}],
    ["app/types/next-auth.d.ts", unseen("tsconfig.server.json"), {}],
    ["layers/base/app/next-auth.d.ts", unseen("tsconfig.server.json"), {}],
    ["next-auth.d.ts", unseen("tsconfig.server.json"), { "tsconfig.json": extended, ...ofMajor(4) }],
    ["server/types/next-auth.d.ts", unseen("tsconfig.json"), { "tsconfig.json": extended, ...ofMajor(4) }],
  ])("check reports the augmentation in %s and fix moves it (%s)", async (name, message, files) => {
    const app = createApp({ "tsconfig.json": split, ...base, ...files, [name]: augmentation });
    const { stdout } = await app.run("check", "--format", "json");
    expect((JSON.parse(stdout) as { diagnostics: Found[] }).diagnostics).toMatchObject([
      { rule: "no-ineffective-augmentation", file: name, message, fixable: true },
    ]);
    expect(await app.run("fix")).toMatchObject({
      code: 0,
      stdout: `Fixed 1 finding:\n  created shared/types/next-auth.d.ts\n  deleted ${name}\n`,
    });
    expect(app.read("shared/types/next-auth.d.ts")).toBe(augmentation);
    expect(existsSync(`${app.directory}/${name}`)).toBe(false);
    expect(await app.run("check")).toMatchObject({ code: 0, stdout: "" });
  });

  it("check reports the augmentation if the source folder is the root", async () => {
    const app = createApp({ "tsconfig.json": split, ...inRoot, "types/next-auth.d.ts": augmentation });
    const { stdout } = await app.run("check", "--format", "json");
    expect((JSON.parse(stdout) as { diagnostics: Found[] }).diagnostics).toMatchObject([
      {
        rule: "no-ineffective-augmentation",
        file: "types/next-auth.d.ts",
        message: unseen("tsconfig.server.json"),
        fixable: true,
      },
    ]);
  });
});

describe("an augmentation that is not reported in Nuxt before it is prepared", () => {
  const imported = `import type {} from "../../../types/next-auth";\n${auth}`;
  it.each<[what: string, files: Record<string, string>]>([
    ["in shared/, which all programs see", { "shared/types/next-auth.d.ts": augmentation }],
    ["in the shared/ of a layer", { "layers/base/shared/types/next-auth.d.ts": augmentation }],
    [
      "in a source file of shared/types, which Nuxt imports for everybody",
      { "shared/types/session.ts": `${augmentation}\nexport type Seat = string;\n` },
    ],
    [
      "that the handler imports, so that it goes where the handler goes",
      { "types/next-auth.d.ts": augmentation, "server/api/auth/[...].ts": imported },
    ],
    ["in the root, in Nuxt 3", { "next-auth.d.ts": augmentation, "tsconfig.json": extended, ...ofMajor(3) }],
    ["in a folder of types, in Nuxt 3", { "types/next-auth.d.ts": augmentation, "tsconfig.json": extended }],
    [
      "where the project tells Nuxt what its tsconfigs are to say",
      {
        "types/next-auth.d.ts": augmentation,
        "nuxt.config.ts": 'export default { nitro: { typescript: { tsConfig: { include: ["../types/**/*"] } } } };\n',
      },
    ],
    [
      "where it tells Nuxt where its folders are",
      { "src/next-auth.d.ts": augmentation, "nuxt.config.ts": 'export default { srcDir: "src/" };\n' },
    ],
    [
      "where a module of its own adds to what Nuxt generates",
      {
        "types/next-auth.d.ts": augmentation,
        "modules/session/index.ts":
          'export default (_: object, nuxt: { hook: (name: string, add: () => void) => void }): void =>\n  nuxt.hook("prepare:types", () => undefined);\n',
      },
    ],
  ])("the augmentation is not reported: %s", async (_, files) => {
    expect(await found(files)).toEqual([]);
  });
});
