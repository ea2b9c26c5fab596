import { defineConfig } from "tsdown";

export default defineConfig({
  entry: ["src/index.ts", "src/transform.ts", "src/protocol.ts"],
  // tsserver requires its plugins, and takes what `module.exports` is.
  format: "cjs",
  platform: "node",
  target: "node18",
  fixedExtension: false,
  dts: true,
  // The engine is an ES module and cannot be required.
  deps: { alwaysBundle: ["@typed-session/core", "magic-string", "diff"] },
});
