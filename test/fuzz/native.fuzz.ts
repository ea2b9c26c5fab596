import fc from "fast-check";
import { test } from "vitest";
import { fuzzing, timeout, withinLimit } from "./budget.js";
import { projectFiles } from "./grammar/project-files.js";
import { compilersAgree } from "./invariants/compilers.js";

test("made-up projects have the same findings and fixed texts on TypeScript 7 as on 6", { timeout }, async () => {
  const agreeing = fc.asyncProperty(projectFiles, (made) =>
    withinLimit(
      "Both",
      () => {
        compilersAgree(made);
      },
      2,
    ),
  );
  await fc.assert(agreeing, fuzzing());
});
