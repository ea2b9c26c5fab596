import typedSession from "eslint-plugin-typed-session";
import tseslint from "typescript-eslint";

/**
 * All our rules, and the rule of typescript-eslint that an app is most likely to have. With `BENCH_LINT=yardstick`,
 * ours are left out. The file does not have the name that ESLint looks for, because the benchmark's own code follows
 * the rules of this repository.
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
