import { describe, expect, test } from "vitest";
import { isReadWhole } from "../../src/model/read-whole.js";
import type { FieldKey } from "../../src/api/field-key.js";
import { authFile, helpers } from "../support/auth-file.js";
import { diagnosisOf } from "../support/diagnosis.js";

const role: FieldKey = { interface: "Session", names: ["user", "role"] };

/** Whether a reader with this body, and the parameter `session`, takes the user's role together with other fields. */
function isTakenBy(body: string, more = ""): boolean {
  const { base } = diagnosisOf({
    "auth.ts": authFile({ session: "session({ session }) { return session; }" }),
    "helpers.ts": helpers,
    "types.d.ts": `import type { DefaultSession } from "next-auth";
declare module "next-auth" { interface Session { user: DefaultSession["user"] & { role: string } } }
`,
    "reader.ts": `import type { Session } from "next-auth";
// It says role, as every reader does that may want the field by its name.
${more}
export function read(session: Session) { ${body} }
`,
  });
  return isReadWhole(base, role);
}

describe("the session's user is read whole", () => {
  test.each([
    ["as a type that has the field", "show(session.user);", "declare function show(user: { role: string }): void;"],
    [
      "as a type that has it beside `undefined`",
      "show(session.user);",
      "declare function show(user?: { role: string }): void;",
    ],
    ["by a spread", "return { ...session.user };", ""],
    ["by the rest of a pattern", "const { name, ...others } = session.user; return [name, others];", ""],
    ["by a loop over its names", "for (const name in session.user) void name;", ""],
    ["by `Object.values`", "return Object.values(session.user);", ""],
  ])("%s", (_, body, more) => {
    expect(isTakenBy(body, more)).toBe(true);
  });

  test.each([
    [
      "is passed as a type without the field",
      "show(session.user);",
      "declare function show(user: { name?: unknown }): void;",
    ],
    ["keeps its own type", 'const user: Session["user"] = session.user; return user === undefined;', ""],
    ["stands where no type is expected", "if (session.user) return 1; return 2;", ""],
    [
      "is a value of another type",
      "show({ role: session.expires });",
      "declare function show(user: { role: string }): void;",
    ],
  ])("not if it %s", (_, body, more) => {
    expect(isTakenBy(body, more)).toBe(false);
  });
});
