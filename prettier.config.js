/** @type {import("prettier").Config} */
export default {
  printWidth: 120,
  semi: true,
  singleQuote: false,
  overrides: [{ files: "**/tsconfig*.json", options: { trailingComma: "none" } }],
};
