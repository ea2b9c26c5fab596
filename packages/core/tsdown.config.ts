import { defineConfig } from "tsdown";

export default defineConfig({
  // What is shown is made safe without the engine: `check` says a kept result again before anybody could load it.
  entry: { index: "src/index.ts", shown: "src/api/shown.ts" },
  platform: "neutral",
  target: "es2023",
  dts: true,
  fixedExtension: false,
});
