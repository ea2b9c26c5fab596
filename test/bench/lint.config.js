import typedSession from "eslint-plugin-typed-session";
import tseslint from "typescript-eslint";

/**
 * All rules of ours beside the one of typescript-eslint that an app is most likely to have. Not under the name that ESLint looks for: the
 * benchmark itself goes by the rules of this repository. With `BENCH_LINT=yardstick` without ours.
 */
export default [
  {
    files: ["**/*.{ts,tsx}"],
    languageOptions: {
      parser: tseslint.parser,
      parserOptions: { projectService: true, tsconfigRootDir: process.cwd() },
    },
    plugins: { "@typescript-eslint": tseslint.plugin },
    rules: { "@typescript-eslint/no-floating-promises": "error" },
  },
  ...(process.env.BENCH_LINT === "yardstick" ? [] : [{ files: ["**/*.{ts,tsx}"], ...typedSession.configs.strict }]),
];
