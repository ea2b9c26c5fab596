import { defineConfig } from "tsdown";

export default defineConfig({
  // The worker is a file of its own: a thread is started from a file.
  entry: ["src/index.ts", "src/program.ts", "src/start.ts", "src/progress-worker.ts"],
  platform: "node",
  target: "node20.19",
  // What `rules <name>` prints.
  copy: [{ from: "../eslint-plugin/docs/rules", to: "dist" }],
  dts: { entry: ["src/index.ts", "src/program.ts"] },
  fixedExtension: false,
});
