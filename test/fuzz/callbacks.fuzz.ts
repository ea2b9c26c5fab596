import fc from "fast-check";
import { test } from "vitest";
import { fuzzing, timeout, withinLimit } from "./budget.js";
import { projectFiles, usualProjectFiles, type ProjectFiles } from "./grammar/project-files.js";
import { holdsTogether } from "./invariants/engine.js";
import { surfacesAgree } from "./invariants/surfaces.js";

/** Adds the project's files to the message of a failure. */
async function withFiles({ files }: ProjectFiles, check: () => void | Promise<void>): Promise<void> {
  try {
    await check();
  } catch (error) {
    const shown = Object.entries(files).flatMap(([name, text]) =>
      name === "outside.ts" || name === "wild.ts" ? [] : [`--- ${name}\n${text}`],
    );
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    throw new Error(`${message}\n${shown.join("\n")}`, { cause: error });
  }
}

test("made-up callbacks and declarations are handled without a broken fix", { timeout }, async () => {
  await fc.assert(
    fc.asyncProperty(projectFiles, (made) =>
      withFiles(made, () =>
        // Twice, and once more after the fix.
        withinLimit(
          "The analysis",
          () => {
            holdsTogether(made);
          },
          3,
        ),
      ),
    ),
    fuzzing(),
  );
});

test("every surface gives the same findings for them", { timeout }, async () => {
  await fc.assert(
    fc.asyncProperty(usualProjectFiles, (made) =>
      withFiles(made, () =>
        // The engine, the command, the engine with all rules, ESLint and the editor.
        withinLimit("All surfaces", () => surfacesAgree(made.files), 5),
      ),
    ),
    fuzzing(),
  );
});
