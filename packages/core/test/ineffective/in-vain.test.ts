import { expect, test } from "vitest";
import { types } from "../support/augmentation.js";
import { checkMarked } from "../support/marked-project.js";

test("a change that would not remove its finding is not made", () => {
  const made = checkMarked({
    auth: {
      session:
        "session({ session, token }) {\n      if (enabled) session.user.id = token.sub!;\n      return session;\n    }",
    },
    files: {
      [types]: `import type { User } from "next-auth";

declare module "next-auth" {
  interface Session {
    user: User & { ⟦no-maybe-missing-field!⟧id: string };
  }
}
`,
    },
    fixed: {},
  });
  expect(made.analysis().diagnostics[0]?.manual).toBe(
    "No edit of this declaration changes what readers see: a type around it decides. Change that type.",
  );
});
