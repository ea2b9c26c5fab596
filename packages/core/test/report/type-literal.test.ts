import { expect, test } from "vitest";
import { inspect, shapeOf } from "../../src/index.js";
import { authFile, helpers } from "../support/auth-file.js";
import { project } from "../support/project.js";

test("the shape of session and token lists each field with its first write", () => {
  const auth = authFile({
    jwt: "jwt({ token }) {\n      if (enabled) token.since = 5;\n      return token;\n    }",
    session:
      'session({ session }) {\n      session.user.role = "reader";\n      session.plan = "free";\n      session.user.org = { id: 1 };\n      return session;\n    }',
  });
  const traces = inspect(project({ "auth.ts": auth, "helpers.ts": helpers }).workspace()).traces();
  const lineOf = (text: string): number => auth.slice(0, auth.indexOf(text)).split("\n").length;
  expect(shapeOf(traces, "Session")).toBe(`{
  plan: string; // auth.ts:${lineOf("session.plan")}
  user: {
    org: { id: number; }; // auth.ts:${lineOf("session.user.org")}
    role: string; // auth.ts:${lineOf("session.user.role")}
  };
}`);
  expect(shapeOf(traces, "JWT")).toBe(`{\n  since?: number; // auth.ts:${lineOf("token.since")}\n}`);
  expect(shapeOf(traces, "User")).toBeUndefined();
});
