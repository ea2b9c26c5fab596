import { configDefaults, defineConfig } from "vitest/config";
import endToEnd from "./vitest.e2e.config.js";

/** The end-to-end tests that take only some of their versions and layouts otherwise. */
const everywhere = [
  "tsserver",
  "tsserver-more",
  "nuxt-editor",
  "nuxt-auth",
  "nuxt-guide",
  "authjs",
  "eslint",
  "compilers",
].map((name) => `test/${name}.e2e.test.ts`);

/** End-to-end tests that take minutes each and rarely break: run them before a release, and after a change of what they are about. */
export default defineConfig({
  ...endToEnd,
  test: {
    ...endToEnd.test,
    include: ["test/**/*.long.test.ts", ...everywhere],
    env: { EVERY_CASE: "1" },
    exclude: [...configDefaults.exclude, "**/fixtures/**"],
  },
});
