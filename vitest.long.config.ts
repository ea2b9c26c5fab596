import { configDefaults, defineConfig } from "vitest/config";
import endToEnd from "./vitest.e2e.config.js";

/** End-to-end tests that take minutes each and rarely break: run them before a release, and after a change of what they are about. */
export default defineConfig({
  ...endToEnd,
  test: {
    ...endToEnd.test,
    include: ["test/**/*.long.test.ts"],
    exclude: [...configDefaults.exclude, "**/fixtures/**"],
  },
});
