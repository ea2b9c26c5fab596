import { describe, test } from "vitest";
import { checkInference } from "../support/inference.js";
import { patterns } from "./rows/index.js";

for (const { row, title, cases } of patterns) {
  describe(`${row}: ${title}`, () => {
    for (const one of cases) {
      test(one.name, () => {
        checkInference(one);
      });
    }
  });
}
