import { defaultServerConditions } from "vite";
import { configDefaults, defineConfig } from "vitest/config";

// Packages of this workspace resolve to each other's source; no build is needed first.
const conditions = ["@typed-session/source", ...defaultServerConditions];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ["packages/*/test/**/*.test.ts", "test/**/*.test.ts"],
    exclude: [...configDefaults.exclude, "**/fixtures/**", "**/*.{e2e,long}.test.ts"],
    globalSetup: ["packages/core/test/support/copy-packages.ts"],
    testTimeout: 60_000,
    maxWorkers: 2,
    // The real packages are parsed once for all the files that a worker runs; no test leaves anything behind.
    isolate: false,
  },
});
