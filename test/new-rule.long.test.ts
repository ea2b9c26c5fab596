import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mustRun, run } from "./support/run.js";

const repository = join(import.meta.dirname, "..");
const name = "no-stale-field";

/** What is installed or built, and the apps, which no check of a rule needs. */
const left = new Set([".git", "node_modules", "dist", ".tsc", ".stryker-tmp", "reports", "fixtures"]);

/**
 * The repository in a folder of its own. Its `node_modules` are copied as links, so that the packages resolve to each other there;
 * what is installed is the repository's.
 */
function copyOfRepository(): string {
  const root = mkdtempSync(join(tmpdir(), "typed-session-new-rule-"));
  cpSync(repository, root, {
    recursive: true,
    filter: (from) => !left.has(from.slice(from.lastIndexOf("/") + 1)) || from.endsWith("core/test/fixtures"),
  });
  const packages = readdirSync(join(repository, "packages")).map((folder) => `packages/${folder}`);
  for (const folder of [".", ...packages, "test"]) {
    const installed = join(repository, folder, "node_modules");
    cpSync(installed, join(root, folder, "node_modules"), {
      recursive: true,
      verbatimSymlinks: true,
      filter: (from) => from !== join(installed, ".pnpm") && !from.endsWith("/.cache") && !from.endsWith("/.vite"),
    });
  }
  symlinkSync(join(repository, "node_modules/.pnpm"), join(root, "node_modules/.pnpm"), "dir");
  return root;
}

describe("a rule that `pnpm new:rule` has written", () => {
  let root: string;
  const bin = (command: string): string => join(root, "node_modules/.bin", command);

  beforeAll(() => {
    root = copyOfRepository();
    mustRun(root, process.execPath, ["scripts/new-rule.js", name]);
    for (const folder of ["core", "eslint-plugin"])
      mustRun(join(root, "packages", folder), join(root, "packages", folder, "node_modules/.bin/tsdown"), []);
    mustRun(root, process.execPath, ["scripts/update-docs.js"]);
  });
  afterAll(() => {
    rmSync(root, { recursive: true, force: true });
  });

  it("the rule is in step with the tables", () => {
    expect(run(root, process.execPath, ["scripts/update-docs.js", "--check"]).status).toBe(0);
    for (const table of ["README.md", "packages/eslint-plugin/README.md"])
      expect(readFileSync(join(root, table), "utf8")).toContain(name);
  });

  it.each([
    ["has no type errors", "tsc", ["-b"]],
    [
      "is what ESLint asks for",
      "eslint",
      ["packages/core/src/rules", `packages/core/test/rules/${name}.test.ts`, `packages/eslint-plugin/test/rules`],
    ],
    ["is what Prettier asks for", "prettier", ["--check", "."]],
    ["leaves nothing unused", "knip", []],
    [
      "passes its own tests, and those of all rules",
      "vitest",
      ["run", name, "packages/eslint-plugin/test/docs.test.ts", "packages/eslint-plugin/test/plugin.test.ts"],
    ],
  ])("the rule %s", (_, command, args) => {
    const { status, stdout, stderr } = run(root, bin(command), args);
    expect(status, `${stdout}\n${stderr}`).toBe(0);
  });
});
