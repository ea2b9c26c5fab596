import { configDefaults, defineConfig } from "vitest/config";
import quick from "./vitest.config.js";

/** Tests that make up their own cases: `FUZZ_SECONDS` for each of them, from `FUZZ_SEED` on. */
export default defineConfig({
  ...quick,
  test: {
    include: ["test/fuzz/**/*.fuzz.ts"],
    exclude: [...configDefaults.exclude, "**/fixtures/**"],
    globalSetup: ["packages/core/test/support/copy-packages.ts"],
    maxWorkers: 2,
    // A callback that `execution` runs may start endless work without awaiting it: that run counts as endless.
    onUnhandledError: ({ message }) => (message === "It does not end." ? false : undefined),
  },
});
