import { defineConfig } from "tsdown";

export default defineConfig({
  entry: ["src/index.ts", "src/plugin.ts"],
  platform: "node",
  target: "node20.19",
  dts: { entry: "src/plugin.ts" },
  fixedExtension: false,
});
