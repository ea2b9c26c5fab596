import { describe, test } from "vitest";
import { patterns } from "../../patterns/rows/index.js";
import { checkInference } from "../../support/inference.js";

// `pnpm test:native` runs all tests of the engine so.
describe("on TypeScript 7 the same is found, and the same is written, as on TypeScript 6:", () => {
  for (const { row, title, cases } of patterns) {
    const [first] = cases;
    if (!first) continue;
    test(`${row}: ${title}, ${first.name}`, () => {
      checkInference({ ...first, compiler: "native" });
    });
  }
});
