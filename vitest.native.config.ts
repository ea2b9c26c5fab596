import { configDefaults, defineConfig } from "vitest/config";
import quick from "./vitest.config.js";

/** The engine's tests once more, on TypeScript 7. What differs there is in `native-exceptions.ts`. */
export default defineConfig({
  ...quick,
  test: {
    ...quick.test,
    include: ["packages/core/test/**/*.test.ts"],
    exclude: [...configDefaults.exclude, "**/fixtures/**"],
    env: { TYPED_SESSION_COMPILER: "native" },
    setupFiles: ["packages/core/test/support/native-exceptions.ts"],
  },
});
