import { describe, expect, test } from "vitest";
import { bindFiles } from "../../src/compiler/program-view.js";
import { augmentationsIn } from "../../src/declared/augmentations.js";
import { augmentationsNotLoaded } from "../../src/ineffective/not-loaded.js";
import { libraries } from "../../src/discover/libraries/index.js";
import { applyEdits } from "../../src/edits/text-edit.js";
import { authSvelteKit } from "../../src/discover/libraries/auth-sveltekit.js";
import { nextAuth5 } from "../../src/discover/libraries/next-auth-5.js";
import type { InterfaceName } from "../../src/index.js";
import type { Library } from "../../src/discover/library.js";
import { project } from "../support/project.js";
import { unaugmentableSpecifiers } from "../../src/declare/unaugmentable.js";

function idle(
  library: Library,
  text: string,
  names: readonly InterfaceName[] = ["Session", "JWT"],
): { notLoaded: string[]; unreachable: string[] } {
  const workspace = project({ "auth.ts": text }, { nextAuth: "5.0.0-beta.32" }).workspace();
  const { notLoaded, unreachable } = unaugmentableSpecifiers(workspace, library, `${workspace.root}/auth.ts`, names);
  return { notLoaded: [...notLoaded], unreachable: [...unreachable] };
}

describe("modules in which a library declares its interfaces", () => {
  test("only a module that no file has loaded counts as not loaded", () => {
    expect(idle(nextAuth5, "export {};\n").notLoaded).toEqual(["next-auth", "next-auth/jwt"]);
    expect(idle(nextAuth5, 'import "next-auth";\n').notLoaded).toEqual(["next-auth/jwt"]);
    expect(idle(nextAuth5, 'import "next-auth";\nimport "next-auth/jwt";\n').notLoaded).toEqual([]);
  });

  test("a module that the config's file cannot import does not count as not loaded", () => {
    const elsewhere = { ...nextAuth5, specifiers: { ...nextAuth5.specifiers, JWT: "not-installed/jwt" } };
    expect(idle(elsewhere, 'import "next-auth";\n').notLoaded).toEqual([]);
  });
});

test("the first augmentation of a module that nothing loads is reported with the fields of all", () => {
  const augmentation = (module: string, name: string, member: string): string =>
    `export {};\n\ndeclare module "${module}" {\n  interface ${name} {\n    ${member}: string;\n  }\n}\n`;
  const workspace = project({
    "a.d.ts": augmentation("next-auth", "Session", "plan"),
    "b.d.ts": augmentation("next-auth/jwt", "JWT", "id"),
    "c.d.ts": augmentation("next-auth/jwt", "JWT", "role"),
  }).workspace();
  const { ts, program, root } = workspace;
  bindFiles(program);
  const found = augmentationsNotLoaded(
    workspace,
    augmentationsIn(ts, program, libraries),
    new Set(["next-auth/jwt", "next-auth/next"]),
  );
  expect(found).toMatchObject([
    {
      message: 'Nothing in the program imports "next-auth/jwt", so that augmenting it has no effect.',
      fields: ["JWT.id", "JWT.role"],
    },
  ]);
  expect(found.map(({ file }) => file.fileName)).toEqual([`${root}/b.d.ts`]);
  expect(applyEdits(program.getSourceFile(`${root}/b.d.ts`)?.text ?? "", found[0]?.edits?.edits ?? [])).toBe(
    `import "next-auth/jwt";\n\n${augmentation("next-auth/jwt", "JWT", "id")}`,
  );
});

describe("the token's interface, out of reach or not:", () => {
  test.each([
    ["where only the session can be imported", ["Session", "User"], ["JWT"]],
    ["where both can be imported", ["Session", "JWT"], []],
    ["where neither can be imported, as the library itself is missing", [], []],
  ] as const)("%s", (_, names, unreachable) => {
    expect(idle(authSvelteKit, 'import "next-auth";\n', names).unreachable).toEqual(unreachable);
  });
});
