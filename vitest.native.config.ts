import { configDefaults, defineConfig } from "vitest/config";
import quick from "./vitest.config.js";

/** The tests of the engine and the command once more, on TypeScript 7. What differs is in `native-exceptions.ts`. */
export default defineConfig({
  ...quick,
  test: {
    ...quick.test,
    include: ["packages/{core,cli}/test/**/*.test.ts"],
    exclude: [...configDefaults.exclude, "**/fixtures/**"],
    env: { TYPED_SESSION_COMPILER: process.env["TYPED_SESSION_COMPILER"] ?? "7.1" },
    setupFiles: ["packages/core/test/support/native-exceptions.ts"],
  },
});
