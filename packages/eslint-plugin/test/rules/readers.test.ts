import { removeProjectsAfterwards } from "../support/project.js";
import { finding, ruleTests } from "../support/rule-tests.js";
import { auth, sessionTypes, types } from "../support/texts.js";

/** The rules whose findings may be in any file. */
removeProjectsAfterwards();

const plan = auth('session({ session }) {\n      session.plan = "free";\n      return session;\n    },');
const reader = (plan: string): string =>
  `import type { Session } from "next-auth";\n\nexport const planOf = (session: Session): string => ${plan};\n`;
const declared = { "auth.ts": plan, [types]: sessionTypes("plan: string") };
const unused = (name: string): string => `// typed-session-disable-next-line ${name}\n`;

ruleTests("no-reader-cast", {
  valid: [
    { name: "a reader without a cast", files: { ...declared, "page.ts": reader("session.plan") }, lint: "page.ts" },
  ],
  invalid: [
    {
      name: "a cast that nothing needs, beside another in another file",
      files: {
        ...declared,
        "page.ts": reader("(⟦session as any⟧).plan"),
        "other.ts": reader("(session as any).plan"),
      },
      lint: "page.ts",
      errors: [finding("`session as any` is not needed: with its fields declared, this compiles without it.")],
      output: reader("session.plan"),
    },
  ],
});

ruleTests("no-unused-directive", {
  valid: [
    {
      name: "a comment with an effect",
      files: {
        "auth.ts": plan.replace("session.plan", `${unused("no-undeclared-field").trimEnd()}\n      session.plan`),
      },
      lint: "auth.ts",
    },
  ],
  invalid: [
    {
      name: "a comment without an effect, beside another in another file",
      files: {
        ...declared,
        "page.ts": unused("⟦no-undeclared-field⟧") + reader("session.plan"),
        "other.ts": unused("no-undeclared-field") + reader("session.plan"),
      },
      lint: "page.ts",
      errors: [finding("This directive has no effect: `no-undeclared-field` finds nothing there.")],
      output: reader("session.plan"),
    },
  ],
});
