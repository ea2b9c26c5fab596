import { configDefaults, defineConfig } from "vitest/config";
import quick from "./vitest.config.js";

/** The tests of the engine and the command once more, on TypeScript 7. What differs is in `native-exceptions.ts`. */
export default defineConfig({
  ...quick,
  test: {
    ...quick.test,
    include: ["packages/{core,cli}/test/**/*.test.ts"],
    // The last ones run on TypeScript 7 in any case.
    exclude: [...configDefaults.exclude, "**/fixtures/**", "packages/core/test/compiler/native/**"],
    // Collecting garbage takes much of the compiler's time, and gives back next to nothing.
    env: { TYPED_SESSION_COMPILER: process.env["TYPED_SESSION_COMPILER"] ?? "7.1", GOGC: "400" },
    setupFiles: ["packages/core/test/support/native-exceptions.ts"],
  },
});
