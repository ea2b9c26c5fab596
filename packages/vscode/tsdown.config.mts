import { defineConfig } from "tsdown";

export default defineConfig({
  entry: ["src/extension.ts"],
  format: "cjs",
  platform: "node",
  target: "node20",
  fixedExtension: false,
  // The editor brings it.
  deps: { neverBundle: ["vscode"], alwaysBundle: [/^@typed-session\//] },
});
