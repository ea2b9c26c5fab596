import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { putWords } from "../packages/cli/test/support/kept-runs.js";
import { builtCommand } from "./support/app.js";
import { auth, linkedApp, tsconfigWith } from "./support/linked-app.js";
import { run, type Answer } from "./support/run.js";

const require = createRequire(import.meta.url);
const words = "said before";

test("the built command repeats its last result until the project has another TypeScript", () => {
  const app = linkedApp({ "auth.ts": auth, "tsconfig.json": tsconfigWith() });
  onTestFinished(app.remove);
  app.link("typescript");
  const state = mkdtempSync(join(tmpdir(), "typed-session-state-"));
  onTestFinished(() => {
    rmSync(state, { recursive: true });
  });
  const env = { CI: "", XDG_STATE_HOME: state };
  const check = (...args: readonly string[]): Answer =>
    run(app.root, process.execPath, [builtCommand, "check", "--quiet", ...args], env);
  const first = check();
  expect(first.status).toBe(1);
  expect(first.stdout).toContain("no-undeclared-field");
  expect(check()).toEqual(first);

  const output = { write: () => undefined };
  putWords(["check", "--quiet"], { cwd: app.root, env, stdout: output, stderr: output }, words);
  expect(check()).toEqual({ ...first, stderr: `typed-session: ${words}\n` });
  expect(check("--no-cache")).toEqual(first);

  // Whoever can write to the project and not to the home directory changes nothing.
  const kept = app.path("node_modules/.cache/typed-session");
  for (const name of readdirSync(kept)) {
    const text = readFileSync(join(kept, name), "utf8");
    writeFileSync(join(kept, name), text.replace('"ok":false', '"ok":true'));
  }
  expect(check()).toEqual(first);

  rmSync(app.path("node_modules/typescript"));
  symlinkSync(dirname(require.resolve("typescript-5.9/package.json")), app.path("node_modules/typescript"), "dir");
  expect(check()).toEqual(first);
});
