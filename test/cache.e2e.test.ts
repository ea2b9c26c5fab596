import { readdirSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { putWords } from "../packages/cli/test/support/kept-runs.js";
import { typedSession } from "./support/app.js";
import { auth, linkedApp, tsconfigWith } from "./support/linked-app.js";

const require = createRequire(import.meta.url);
const fromCache = "said before\n";

test("the built command says its last result again, until the project has another TypeScript", () => {
  const app = linkedApp({ "auth.ts": auth, "tsconfig.json": tsconfigWith() });
  onTestFinished(app.remove);
  app.link("typescript");
  const first = typedSession(app.root, "check");
  expect(first.status).toBe(1);
  expect(first.stdout).toContain("no-undeclared-field");
  expect(typedSession(app.root, "check")).toEqual(first);

  const kept = app.path("node_modules/.cache/typed-session");
  for (const name of readdirSync(kept)) putWords(join(kept, name), fromCache);
  expect(typedSession(app.root, "check")).toEqual({ status: 1, stdout: fromCache, stderr: "" });
  expect(typedSession(app.root, "check", "--no-cache")).toEqual(first);

  rmSync(app.path("node_modules/typescript"));
  symlinkSync(dirname(require.resolve("typescript-5.9/package.json")), app.path("node_modules/typescript"), "dir");
  expect(typedSession(app.root, "check")).toEqual(first);
});
