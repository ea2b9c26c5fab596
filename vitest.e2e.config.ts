import { configDefaults, defineConfig } from "vitest/config";
import quick from "./vitest.config.js";

/** Tests against real programs: built packages, and the fixture apps with their own dependencies. */
export default defineConfig({
  ...quick,
  test: {
    include: ["test/**/*.e2e.test.ts"],
    exclude: [...configDefaults.exclude, "**/fixtures/**"],
    globalSetup: ["test/support/install-fixtures.ts", "packages/core/test/support/copy-packages.ts"],
    testTimeout: 5 * 60_000,
    hookTimeout: 10 * 60_000,
    // Each of these starts compilers and servers of its own, and waits for them.
    maxWorkers: 2,
    maxConcurrency: 2,
  },
});
