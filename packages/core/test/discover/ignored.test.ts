import { describe, expect, test } from "vitest";
import { authFile, session } from "../support/auth-file.js";
import { project } from "../support/project.js";
import { helpers } from "../support/auth-file.js";

/** The files of the configs that count. */
function configFiles(files: Readonly<Record<string, string>>, ignoreConfigs?: readonly string[]): string[] {
  const made = project({ "helpers.ts": helpers, ...files }, { analyze: ignoreConfigs ? { ignoreConfigs } : {} });
  return made.analysis().report.configs.map(({ file }) => file);
}

const plan = authFile({ session: session('session.plan = "free";') }).replace('"./helpers"', '"~/helpers"');
const alias = (name: string): string => plan.replace("~/", name);

describe("configs that are ignored", () => {
  test.each([
    "src/auth.test.ts",
    "src/auth.spec.tsx",
    "src/auth.cy.ts",
    "src/login.stories.tsx",
    "src/__tests__/auth.ts",
    "src/__mocks__/next-auth.ts",
    "e2e/auth.ts",
    "apps/web/cypress/support/auth.ts",
    "playwright/auth.ts",
  ])("the config of a test is ignored: %s", (name) => {
    const up = "../".repeat(name.split("/").length - 1);
    expect(configFiles({ "auth.ts": alias("./"), [name]: alias(up === "" ? "./" : up) })).toEqual(["auth.ts"]);
  });

  test.each(["src/testing/auth.ts", "tests.ts", "src/auth.testing.ts", "e2e.ts", "src/latest/auth.ts"])(
    "a name that only resembles a test's is not ignored: %s",
    (name) => {
      const up = "../".repeat(name.split("/").length - 1);
      expect(configFiles({ [name]: alias(up === "" ? "./" : up) })).toEqual([name]);
    },
  );

  test("a pattern with `!` before it takes a test's config back", () => {
    const files = { "auth.test.ts": alias("./") };
    expect(configFiles(files)).toEqual([]);
    expect(configFiles(files, ["!auth.test.ts"])).toEqual(["auth.test.ts"]);
  });

  test("the last pattern that matches decides", () => {
    const files = { "examples/a/auth.ts": alias("../../"), "examples/b/auth.ts": alias("../../") };
    expect(configFiles(files, ["examples/**"])).toEqual([]);
    expect(configFiles(files, ["examples/**", "!examples/b/**"])).toEqual(["examples/b/auth.ts"]);
    expect(configFiles(files, ["!examples/b/**", "examples/**"])).toEqual([]);
  });

  test("a config that a test imports still counts in its own file", () => {
    const test =
      'import NextAuth from "next-auth";\nimport { authOptions } from "./auth";\n\nexport default NextAuth(authOptions);\n';
    expect(configFiles({ "auth.ts": alias("./"), "auth.test.ts": test })).toEqual(["auth.ts"]);
  });

  test("what a test's callbacks assign is in no session", () => {
    const made = project({
      "helpers.ts": helpers,
      "auth.ts": authFile({ session: session('session.plan = "free";') }),
      "auth.test.ts": authFile({ session: session("session.only = 1;") }),
    });
    expect(made.analysis().report.fields.map(({ path }) => path)).toEqual(["plan"]);
  });
});
