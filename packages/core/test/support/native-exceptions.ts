import { afterAll, beforeEach } from "vitest";
import { endNative } from "./native.js";

/**
 * The tests that do not hold on TypeScript 7, with the reasons. A test is named by its file, in the engine's tests if
 * no package is named, and the beginning of its name, or of the name of a `describe` around it; a file without names is left out as a whole.
 */
const exceptions: readonly {
  readonly why: string;
  /** The one version that differs. */
  readonly on?: "7.0";
  readonly tests: Readonly<Record<string, readonly string[]>>;
}[] = [
  {
    why: "They count the programs that TypeScript's own namespace makes, hand TypeScript's own trees to the engine, or call methods of TypeScript's own types.",
    tests: {
      "inspect.test.ts": ["findings that the program's own checker gives at once:"],
      "declare/insertion-point.test.ts": [],
      "declared/augmentations.test.ts": ["they are those in the project's own files, in the program's order"],
      "declared/library-types.test.ts": [],
      "ineffective/ineffective.test.ts": ["the file's imports inside a block are left to its author to move"],
      "ineffective/move.test.ts": [],
      "translated.test.ts": [],
      "work.test.ts": [],
    },
  },
  {
    why: "TypeScript 7 has no `baseUrl`.",
    tests: {
      "declare/new-file.test.ts": ["it does not hide what the library's own specifier stands for"],
      "declare/places.test.ts": ["it does not go into the root if it would hide the library there"],
      "diagnose/diagnose.test.ts": ["an augmentation that hides the library hides the other findings"],
      "rules/no-ineffective-augmentation.test.ts": ["next-auth.d.ts in the root, with `baseUrl` set to the root"],
      "packages/cli/test/fix.test.ts": ["fix makes the folder of a new file"],
    },
  },
  {
    why: "TypeScript 7 has an order of its own for the members of unions and of what is made of them.",
    tests: {
      "declare/type-texts.test.ts": ["a union of objects"],
      "fix/formatted.test.ts": ["'a type with arguments that are too lo…'"],
      "patterns/patterns.test.ts": ["one of two kinds of rows"],
    },
  },
  {
    why: "Texts go to TypeScript 7 as UTF-8, which has no half of a surrogate pair, and without a byte order mark.",
    tests: {
      "declare/further-session-forms.test.ts": ["a byte order mark without an import, which stays first"],
      "declare/further-user-forms.test.ts": ["a byte-order mark"],
      "property/odd-names.test.ts": ["a field of any name is that one field before and after it is declared"],
    },
  },
  {
    why: "TypeScript 7 does not give up there.",
    tests: {
      "packages/cli/test/bad-input.test.ts": ["the command names the compiler if the compiler gives up"],
      "packages/cli/test/faults.test.ts": ["code that is nested too deeply for the compiler"],
    },
  },
  {
    why: "That an interface does not fit its base is said at its first declaration; TypeScript 7.0 says it in the project's own file, so that `user: {}` is left to its author.",
    on: "7.0",
    tests: { "packages/cli/test/shown.test.ts": ["a change is written unescaped"] },
  },
];

const named = new Map(
  exceptions
    .filter(({ on }) => on === undefined || on === process.env["TYPED_SESSION_COMPILER"])
    .flatMap(({ tests }) => Object.entries(tests)),
);

// The compiler's process grows with each project.
afterAll(endNative);

beforeEach(({ task, skip }) => {
  const names = named.get(task.file.name.replace("packages/core/test/", ""));
  if (!names) return;
  const around = [task.name];
  for (let suite = task.suite; suite; suite = suite.suite) around.push(suite.name);
  if (names.length === 0 || names.some((name) => around.some((one) => one.startsWith(name)))) skip();
});
