import { ESLint } from "eslint";
import { expect, test } from "vitest";
import { configFor } from "./support/lint.js";
import { projectOnDisk, removeProjectsAfterwards } from "./support/project.js";
import { auth, block } from "./support/texts.js";

removeProjectsAfterwards();

const withCast = (before: string, cast = "(session as any)"): string =>
  `${auth(`session({ session }) {\n      ${before}${cast}.seats = 5;\n      return session;\n    },`)}\n`;
const declares = (...members: readonly string[]): string =>
  block("next-auth", "Session", ["plan?: string", ...members]);
const disable = "// eslint-disable-next-line typed-session/no-undeclared-field\n      ";

/** The file after `--fix` with every rule; `undefined` if nothing is fixed. */
async function fixed(text: string, rules: Readonly<Record<string, "off">> = {}): Promise<string | undefined> {
  const root = projectOnDisk({ "auth.ts": text });
  const overrideConfig = [...configFor(root), { rules }];
  const eslint = new ESLint({ cwd: root, overrideConfigFile: true, overrideConfig, fix: true });
  const [result] = await eslint.lintFiles(["auth.ts"]);
  return result?.output;
}

test("a cast goes together with the declaration that makes it unneeded", async () => {
  expect(await fixed(withCast("") + declares())).toBe(withCast("", "session") + declares("seats: number"));
});

test("a cast stays if a comment switches off the finding that asks for the declaration", async () => {
  expect(await fixed(withCast(disable) + declares())).toBeUndefined();
});

test("a cast stays if the config switches off the rule that asks for the declaration", async () => {
  expect(await fixed(withCast("") + declares(), { "typed-session/no-undeclared-field": "off" })).toBeUndefined();
});

test("a cast goes that the file's own declaration makes unneeded, whatever is switched off", async () => {
  const declared = declares("seats: number");
  expect(await fixed(withCast(disable) + declared)).toBe(
    withCast("", "session").replace("      session", "       \n      session") + declared,
  );
});
