import { describe, test } from "vitest";
import { augmentation, types } from "../../support/augmentation.js";
import { authFile, session, type AuthParts } from "../../support/auth-file.js";
import { checkMarked } from "../../support/marked-project.js";

describe("on TypeScript 7, too, a type that only a removed cast names", () => {
  const alias = "type WithPlan = { plan: string };";
  const auth = (head: string, target: string): AuthParts => ({ head, session: session(`${target}.plan = "free";`) });
  test.each([
    ["goes with it", alias, ""],
    ["stays if it is exported", `export ${alias}`, `export ${alias}`],
  ])("%s", (_, before, after) => {
    checkMarked({
      auth: auth(before, "(⟦no-callback-cast⟧session as unknown as WithPlan)"),
      files: { [types]: augmentation({ session: ["plan: string"] }) },
      options: { compiler: "native" },
      fixed: { "auth.ts": authFile(auth(after, "session")) },
    });
  });
});
