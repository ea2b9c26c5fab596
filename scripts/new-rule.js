// Adds a rule that finds nothing yet: `pnpm new:rule <name>`. It writes the rule, its line in the list of rules, its
// tests, its page for ESLint and a changeset. All checks pass on the result after `pnpm build && pnpm docs:update`.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const list = "packages/core/src/rules/index.ts";

/**
 * The numbers of removed rules, which are not used again because editors and build logs have shown them. A removed
 * rule's number is added here.
 */
const retiredCodes = [];

class Refusal extends Error {}

/** The reason why a rule cannot have this name; `undefined` if it can. */
function refusalOf(name) {
  if (name === undefined) return "Usage: pnpm new:rule <name>, for example `pnpm new:rule no-stale-field`.";
  if (!/^[a-z][a-z0-9]*(?:-[a-z][a-z0-9]*)*$/.test(name))
    return `"${name}" is not in kebab-case: lower-case words, each from a letter on, with single hyphens between them.`;
  if (!/^(?:no|require)-/.test(name))
    return `"${name}" starts with neither "no-" nor "require-": a rule's name says what may not be there, or what must be.`;
  const taken = [...newFiles(name, 0).keys()].find((file) => existsSync(join(root, file)));
  if (taken !== undefined) return `"${name}" is taken: there is a ${taken}.`;
  return read(list).includes(`import { ${identifierOf(name)} }`) ? `"${name}" is taken: ${list} lists it.` : undefined;
}

/** `no-stale-field` → `noStaleField` */
function identifierOf(name) {
  return name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
}

/** One more than the highest number of any rule so far. */
function nextCode() {
  const files = [...read(list).matchAll(/from "\.\/(.+)\.js"/g)].map(
    ([, file]) => `packages/core/src/rules/${file}.ts`,
  );
  const given = files.flatMap((file) =>
    [...read(file).matchAll(/^ {2}code: (\d+),$/gm)].map(([, code]) => Number(code)),
  );
  if (given.length === 0) throw new Refusal(`No rule in ${list} has a number.`);
  return Math.max(...given, ...retiredCodes) + 1;
}

/** The list of rules with one more import, in the order of names, and one more entry at the end of its first array. */
function withRule(text, name) {
  const imports = [...text.matchAll(/^import \{ \w+ \} from "\.\/([a-z-]+)\.js";\n/gm)];
  const after = imports.findLast(([, other]) => other < name);
  const at = after ? after.index + after[0].length : 0;
  const line = `import { ${identifierOf(name)} } from "./${name}.js";\n`;
  const imported = `${text.slice(0, at)}${line}${text.slice(at)}`;
  if (!imported.includes("\n];\n")) throw new Refusal(`${list} has no array to add a rule to.`);
  return imported.replace("\n];\n", `\n  ${identifierOf(name)},\n];\n`);
}

function newFiles(name, code) {
  return new Map([
    [`packages/core/src/rules/${name}.ts`, ruleText(name, code)],
    [`packages/core/test/rules/${name}.test.ts`, testText(name)],
    [`packages/eslint-plugin/docs/rules/${name}.md`, pageText(name)],
    [`packages/eslint-plugin/test/rules/${name}.test.ts`, eslintTestText(name)],
    [`.changeset/${name}.md`, changesetText(name)],
  ]);
}

function ruleText(name, code) {
  return `import type { Rule } from "./rule.js";

/** Finds nothing yet, and is off so that nobody is promised anything. */
export const ${identifierOf(name)}: Rule = {
  name: "${name}",
  code: ${String(code)},
  severity: "off",
  summary: "Nothing yet",
  fix: "-",
  check: () => [],
};
`;
}

function testText(name) {
  return `import { describe, test } from "vitest";
import { augmentation, types } from "../support/augmentation.js";
import { session } from "../support/auth-file.js";
import { checkMarked } from "../support/marked-project.js";

describe("${name}", () => {
  test("${name} finds nothing beside the field that another rule reports", () => {
    checkMarked({
      auth: {
        session: session('session.plan = "free"; ⟦no-undeclared-field⟧session.seats = 1;'),
      },
      files: { [types]: augmentation({ session: ["plan: string"] }) },
      options: { analyze: { rules: { "${name}": "error" } } },
    });
  });
});
`;
}

function pageText(name) {
  return `# typed-session/${name}

<!-- end auto-generated rule header -->

This rule finds nothing yet.

## Incorrect

No code is reported yet.

## Correct

\`\`\`ts
// auth.ts: callbacks
session({ session }) {
  session.plan = "free";
  return session;
},
\`\`\`

\`\`\`ts
// next-auth.d.ts
export {};

declare module "next-auth" {
  interface Session {
    plan: string;
  }
}
\`\`\`

## When not to use it

There is no reason to use it yet.
`;
}

function eslintTestText(name) {
  return `import { removeProjectsAfterwards } from "../support/project.js";
import { ruleTests } from "../support/rule-tests.js";
import { auth, sessionTypes } from "../support/texts.js";

removeProjectsAfterwards();

ruleTests("${name}", {
  valid: [
    {
      name: "a declared field",
      files: {
        "auth.ts": auth('session({ session }) {\\n      session.plan = "free";\\n      return session;\\n    },'),
        "next-auth.d.ts": sessionTypes("plan: string"),
      },
      lint: "auth.ts",
    },
  ],
  invalid: [],
});
`;
}

function changesetText(name) {
  return `---
"@typed-session/core": minor
"@typed-session/typescript-plugin": minor
"eslint-plugin-typed-session": minor
"typed-session": minor
---

There is a rule \`${name}\`. It is off, and finds nothing yet.
`;
}

function read(file) {
  return readFileSync(join(root, file), "utf8");
}

async function formatted(file, text) {
  // Loaded late, so that a wrong name is refused at once.
  const { format, resolveConfig } = await import("prettier");
  const fileName = join(root, file);
  return format(text, { ...(await resolveConfig(fileName)), filepath: fileName });
}

/** Every text is made before the first one is written, so that a refusal changes nothing. */
async function addRule(name) {
  const refusal = refusalOf(name);
  if (refusal !== undefined) throw new Refusal(refusal);
  const texts = newFiles(name, nextCode()).set(list, withRule(read(list), name));
  const written = await Promise.all([...texts].map(async ([file, text]) => [file, await formatted(file, text)]));
  for (const [file, text] of written) writeFileSync(join(root, file), text);
  return written.map(([file]) => file);
}

try {
  const files = await addRule(process.argv[2]);
  console.log(`${files.map((file) => `Wrote ${file}`).join("\n")}\n\nNow run \`pnpm build && pnpm docs:update\`.`);
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
