import { inspect } from "@typed-session/core";
import fc from "fast-check";
import { test } from "vitest";
import { project } from "../../packages/core/test/support/project.js";
import { chanceFrom } from "./execution/chance.js";
import { disagreements } from "./execution/compare.js";
import { hasSignUps, lead } from "./execution/life.js";
import { sandboxOf, scriptsOf, type Scripts } from "./execution/sandbox.js";
import { fuzzing, timeout } from "./budget.js";
import { formats } from "./grammar/formats.js";
import { authFiles, filesOf, type AuthFile } from "./grammar/auth-file.js";

/** Number of sessions that are run for each auth file. */
const lives = 24;

function seenOf(auth: AuthFile, scripts: Scripts, seed: number): ReturnType<typeof lead> {
  return Array.from({ length: lives }, (_, index) => {
    const chance = chanceFrom(seed + index);
    return lead(
      sandboxOf(scripts, () => chance),
      auth,
      chance,
    );
  }).flat();
}

test("callbacks do in a real run what was inferred", { timeout }, () => {
  fc.assert(
    fc.property(
      authFiles(),
      fc.nat({ max: 1000 }).map((seed) => seed * lives),
      formats,
      (auth, seed, format) => {
        const files = Object.fromEntries(Object.entries(filesOf(auth)).map(([name, text]) => [name, format(text)]));
        const scripts = scriptsOf(files);
        // A file with a label inside itself, or a name declared twice, cannot run.
        if (!scripts) return;
        const found = disagreements(inspect(project(files).workspace()), seenOf(auth, scripts, seed), hasSignUps(auth));
        if (found.length === 0) return;
        const shown = Object.entries(files).flatMap(([name, text]) =>
          name === "outside.ts" ? [] : [`--- ${name}\n${text}`],
        );
        throw new Error(`${found.join("\n")}\n${shown.join("")}`);
      },
    ),
    fuzzing(),
  );
});
