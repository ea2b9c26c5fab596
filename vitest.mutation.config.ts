import { defineConfig, mergeConfig } from "vitest/config";
import quick from "./vitest.config.js";

/** The tests that `pnpm mutate` runs: the engine's own, without those that take random inputs or read what lies outside of it. */
export default mergeConfig(
  quick,
  defineConfig({
    test: {
      exclude: ["packages/core/test/property/**", "packages/core/test/patterns/docs.test.ts"],
      testTimeout: 120_000,
    },
  }),
);
