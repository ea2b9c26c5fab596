import { projectOnDisk, removeProjectsAfterwards, type Files } from "../support/project.js";
import { byHand, finding, ruleTests } from "../support/rule-tests.js";
import { auth, sessionTypes } from "../support/texts.js";
import { readFileSync } from "node:fs";
import { join } from "node:path";

removeProjectsAfterwards();

const tsconfig = readFileSync(join(projectOnDisk({}), "tsconfig.json"), "utf8");

/** Two packages of a workspace, of which `auth` holds the config. */
function workspace(manifestOfWeb: string): Files {
  return {
    "package.json": '{ "workspaces": ["apps/*", "packages/*"] }',
    "packages/auth/package.json": '{ "name": "@acme/auth" }',
    "packages/auth/tsconfig.json": tsconfig,
    "packages/auth/auth.ts": auth("session({ session }) {\n      return session;\n    },"),
    "packages/auth/next-auth.d.ts": sessionTypes("⟦plan⟧: string"),
    "apps/web/package.json": manifestOfWeb,
  };
}

const message = "`session.plan` is declared as required, but no callback assigns it: readers get `undefined`.";
const withoutField = 'export {};\n\ndeclare module "next-auth" {\n  interface Session {}\n}\n';
const lint = "packages/auth/next-auth.d.ts";

ruleTests("no-unassigned-field", {
  valid: [],
  invalid: [
    {
      name: "a field that a package which imports this one may read",
      files: workspace('{ "name": "web", "dependencies": { "@acme/auth": "*" } }'),
      lint,
      errors: [
        byHand(message, "`web` may import this package and rely on the field: `npx typed-session fix` reads both."),
      ],
      output: null,
      inOwnProgram: { errors: [finding(message)], output: withoutField },
    },
    {
      name: "a field of a package that no other imports",
      files: workspace('{ "name": "web" }'),
      lint,
      errors: [finding(message)],
      output: withoutField,
    },
  ],
});
