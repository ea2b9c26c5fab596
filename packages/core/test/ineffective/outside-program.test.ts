import ts from "typescript";
import { describe, expect, test } from "vitest";
import { augmentationsOf } from "../../src/declared/augmentations.js";
import type { Ineffective } from "../../src/ineffective/ineffective.js";
import { belongsToAnotherProject, outsideProgram } from "../../src/ineffective/outside-program.js";
import { libraries } from "../../src/discover/libraries/index.js";
import { applyEdits } from "../../src/edits/text-edit.js";
import { augmentation } from "../support/augmentation.js";
import { project } from "../support/project.js";

const text = augmentation({ session: ["plan: string"] });
const message = (where: string): string =>
  `This file is not part of the program (${where} does not include it): nothing that it declares takes effect.`;

interface Given {
  /** Relative to the root. */
  readonly fileName?: string;
  readonly others?: Readonly<Record<string, string>>;
  readonly config?: { readonly fileName: string; readonly text: string } | undefined;
  readonly missing?: readonly string[];
  readonly newFileName?: string;
  readonly isElsewhere?: boolean;
}

/** What is said of a file that is in no program. */
function found({
  fileName = "types/next-auth.d.ts",
  others = {},
  config,
  missing,
  newFileName,
  isElsewhere = false,
}: Given): Ineffective[] {
  const workspace = project(
    { "auth.ts": "export {};\n", [fileName]: text, ...others },
    { include: ["*.ts"] },
  ).workspace();
  const { program, host, root, wouldInclude } = workspace;
  const absolute = (name: string): string => `${root}/${name}`;
  const file = ts.createSourceFile(absolute(fileName), text, ts.ScriptTarget.Latest, true);
  return outsideProgram(
    {
      ts,
      program,
      host,
      root,
      wouldInclude,
      ...(config && { configFile: { ...config, fileName: absolute(config.fileName) } }),
    },
    augmentationsOf(ts, file, libraries).map((one) => ({ ...one, isElsewhere })),
    (field) => (missing ?? ["Session.plan"]).includes(field),
    () => newFileName && absolute(newFileName),
    [],
  );
}

/** The tsconfig after the edit; `undefined` where none is offered. */
function editedConfig(configText: string, fileName?: string, configName = "tsconfig.json"): string | undefined {
  const config = { fileName: configName, text: configText };
  const [first] = found({ config, ...(fileName !== undefined && { fileName }) });
  return first?.edits && applyEdits(configText, first.edits.edits);
}

describe("a file that the tsconfig leaves out", () => {
  test.each([
    [
      "behind the others",
      '{ "include": ["src", "auth.ts"] }',
      '{ "include": ["src", "auth.ts", "types/next-auth.d.ts"] }',
    ],
    ["alone", '{ "include": [] }', '{ "include": ["types/next-auth.d.ts"] }'],
    [
      "among other properties and comments",
      '{\n  // Ours.\n  "files": ["x.ts"],\n  "include": [\n    "src",\n  ],\n}\n',
      '{\n  // Ours.\n  "files": ["x.ts"],\n  "include": [\n    "src", "types/next-auth.d.ts",\n  ],\n}\n',
    ],
  ])("the file is added to the tsconfig's include, %s", (_, before, after) => {
    expect(editedConfig(before)).toBe(after);
  });

  test.each([
    ["is empty", ""],
    ["is no object", '["include"]'],
    ["inherits its include", '{ "extends": "./base.json" }'],
    ["has an include that is no list", '{ "include": "src" }'],
    ["excludes files", '{ "include": ["src"], "exclude": ["types"] }'],
  ])("its author adds it to a tsconfig that %s", (_, configText) => {
    expect(editedConfig(configText)).toBeUndefined();
    expect(found({ config: { fileName: "tsconfig.json", text: configText } })[0]).toMatchObject({
      message: message("tsconfig.json"),
      manual: "Add the file to `include` in tsconfig.json.",
      fields: ["Session.plan"],
    });
  });

  test("its author adds it where it stands beside the tsconfig's folder", () => {
    expect(editedConfig('{ "include": ["*.ts"] }', "types/next-auth.d.ts", "apps/tsconfig.app.json")).toBeUndefined();
  });

  test("the message does without the tsconfig's name where nobody knows it", () => {
    expect(found({ newFileName: "next-auth.d.ts" })).toMatchObject([
      { message: message("the tsconfig"), edits: undefined, manual: "Add the file to `include` in the tsconfig." },
    ]);
  });

  const nuxt = { fileName: ".nuxt/tsconfig.json", text: '{ "include": ["../server/**/*"] }' };

  test("the file is to move where a framework writes the tsconfig", () => {
    expect(found({ config: nuxt, newFileName: "server/types/next-auth.d.ts" })).toMatchObject([
      {
        message: message("tsconfig.json"),
        edits: undefined,
        manual: "Move it to `server/types/next-auth.d.ts`, which the program includes: tsconfig.json is generated.",
      },
    ]);
  });

  test.each([
    '{ "extends": "./.nuxt/tsconfig.json" }',
    '{ "extends": ["@tsconfig/strictest/tsconfig.json", ".svelte-kit/tsconfig.json"] }',
  ])("the file is to move where a framework gives the include of the author's tsconfig: %s", (configText) => {
    expect(
      found({
        config: { fileName: "tsconfig.json", text: configText },
        newFileName: "shared/types/next-auth.d.ts",
      }),
    ).toMatchObject([
      {
        manual:
          "Move it to `shared/types/next-auth.d.ts`, which the program includes: the `include` of tsconfig.json is generated.",
      },
    ]);
  });

  test("the file is added to an include that the author has written over the framework's", () => {
    expect(editedConfig('{ "extends": "./.nuxt/tsconfig.json", "include": ["src"] }')).toBe(
      '{ "extends": "./.nuxt/tsconfig.json", "include": ["src", "types/next-auth.d.ts"] }',
    );
  });

  test("the file stays where no place that a framework's tsconfig includes is known", () => {
    expect(found({ config: nuxt })).toMatchObject([
      { edits: undefined, manual: "Add the file to `include` in tsconfig.json." },
    ]);
  });

  test("the file is not reported if nothing in it is missing or a nearer tsconfig includes it", () => {
    expect(found({ missing: ["Session.seats", "JWT.plan"] })).toEqual([]);
    expect(found({ others: { "types/tsconfig.json": "{}" } })).toEqual([]);
  });
});

describe("a declaration file beside a source file of its name", () => {
  test.each(["types/session.ts", "types/session.tsx"])(
    "the declaration file is taken for the output of %s",
    (source) => {
      const config = { fileName: "tsconfig.json", text: '{ "include": ["*.ts"] }' };
      expect(found({ fileName: "types/session.d.ts", others: { [source]: "" }, config })).toMatchObject([
        {
          message: `This file is not part of the program: TypeScript takes it for the output of ${source.slice("types/".length)} beside it. Nothing that it declares takes effect.`,
          edits: undefined,
          manual: "Give it another name, for example next-auth.d.ts.",
          fields: ["Session.plan"],
        },
      ]);
    },
  );

  test("a source file with the augmentation is not taken for an output", () => {
    expect(found({ fileName: "types/session.ts" })[0]?.message).toBe(message("the tsconfig"));
  });
});

describe("a file belongs to another project or not:", () => {
  test.each([
    ["where its own folder has a tsconfig", "/app/other/src/types", true],
    ["where a folder between has one", "/app/other", true],
    ["not because of the root's own", "/app", false],
    ["not because of one above the root", "/", false],
  ])("%s", (_, folder, expected) => {
    const exists = (name: string): boolean => name === `${folder === "/" ? "" : folder}/tsconfig.json`;
    expect(belongsToAnotherProject("/app", "/app/other/src/types/next-auth.d.ts", exists)).toBe(expected);
  });
});
