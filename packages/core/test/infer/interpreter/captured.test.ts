import { describe, expect, test } from "vitest";
import { authFile, helpers, session } from "../../support/auth-file.js";
import { augmentation, types } from "../../support/augmentation.js";
import { checkMarked } from "../../support/marked-project.js";
import { factsOf, namesIn } from "../../support/facts.js";
import { project } from "../../support/project.js";

/** Whether `session.plan` is certain after code that is not followed. */
function isCertainAfter(...code: readonly string[]): boolean | undefined {
  const files = {
    "auth.ts": authFile({ session: session('session.plan = "free";', ...code) }),
    "helpers.ts": helpers,
  };
  const { report } = project(files).analysis();
  const inferred = report.fields.find(({ path }) => path === "plan")?.inferred;
  return inferred ? !inferred.optional : undefined;
}

const clear = "const clear = (..._: unknown[]): void => { session.plan = undefined as never; };";
const clearInTurn = `${clear}\n      const mark = (..._: unknown[]): void => { clear(); };`;

describe("a field is in doubt that code may take away which", () => {
  test.each([
    [
      "is a class with an accessor",
      ["class Box { get value() { session.plan = undefined as never; return 1; } }", "void Box;"],
    ],
    [
      "has an accessor that clears one of two fields",
      [
        'const box = { get value() { session[enabled ? "plan" : "seats"] = undefined as never; return 1; } };',
        "void box.value;",
      ],
    ],
    ["is decorated by a function", [clear, "class Box { @clear run() {} }", "void Box;"]],
    ["is itself decorated", [clear, "@clear class Box {}", "void Box;"]],
    ["is decorated by a function that calls another one", [clearInTurn, "class Box { @mark run() {} }", "void Box;"]],
    ["calls a function in a static block", [clear, "class Box { static { clear(); } }", "void Box;"]],
  ])("%s", (_, code) => {
    expect(isCertainAfter(...code)).toBe(false);
  });
});

describe("a field is certain beside code which", () => {
  const note = "const note = (..._: unknown[]): void => { session.seats = 1; };";
  test.each([
    ["is decorated by a function that names another field", [note, "class Box { @note run() {} }", "void Box;"]],
    [
      "names a function that does nothing to the session",
      ["const log = (..._: unknown[]): void => undefined;", "class Box { @log run() {} }", "void Box;"],
    ],
    [
      "has an accessor that clears one of two other fields",
      [
        'const box = { get value() { session[enabled ? "seats" : "since"] = undefined as never; return 1; } };',
        "void box.value;",
      ],
    ],
    ["never runs", [clear, "void clear;"]],
  ])("%s", (_, code) => {
    expect(isCertainAfter(...code)).toBe(true);
  });
});

describe("a field that takes over another one, which code may have cleared,", () => {
  const takenOver = (...code: readonly string[]): string => {
    const jwt = `jwt({ token, user }) {
      token.plan = "pro";
      ${code.join("\n      ")}
      token.role = token.plan;
      return { ...token, plan: "free" };
    }`;
    const { fields } = project({ "auth.ts": authFile({ jwt }), "helpers.ts": helpers }).analysis().report;
    const inferred = fields.find(({ interface: name, path }) => name === "JWT" && path === "role")?.inferred;
    return inferred?.optional === true ? "may be missing" : "is there";
  };

  test.each([
    ["in a constructor", ["class Box { constructor() { token.plan = user?.id; } }", "new Box();"]],
    ["in a static block", ["class Box { static { token.plan = user?.id; } }", "void Box;"]],
    ["in a setter", ["const box = { set value(given: unknown) { token.plan = user?.id; } };", "box.value = 1;"]],
    ["by a tag", ["const tag = (..._: unknown[]) => { token.plan = user?.id; };", "tag`text`;"]],
    ["by its name in brackets", ['class Box { constructor() { token["plan"] = user?.id; } }', "new Box();"]],
    [
      "by one of two names",
      ['class Box { constructor() { token[enabled ? "plan" : "seats"] = user?.id; } }', "new Box();"],
    ],
    ["by `delete`", ["class Box { constructor() { delete (token as any).plan; } }", "new Box();"]],
  ])("may be missing: %s", (_, code) => {
    expect(takenOver(...code)).toBe("may be missing");
  });

  test("may be missing if nothing but such code can have set it", () => {
    const { token } = factsOf({
      jwt: "jwt({ token }) { new (class { constructor() { token.seats = 1; } })(); token.role = token.plan; return token; }",
    });
    expect(namesIn(token)).toContain("role?");
  });

  test("is there after code that clears another field", () => {
    const seats = "class Box { constructor() { token.seats = user?.id; } }";
    expect(takenOver(seats, "new Box();")).toBe("is there");
  });
});

describe("a declared field that code may take away is not reported as missing", () => {
  const declared = { [types]: augmentation({ session: ["plan: string"] }) };
  test.each([
    ["once", ['session.plan = "free";', clear, "class Box { static { clear(); } }", "void Box;"]],
    [
      "each time after it is assigned",
      [
        clear,
        "const reset = () => { class Box { static { clear(); } } return Box; };",
        'session.plan = "free";',
        "reset();",
        'session.plan = "team";',
        "reset();",
      ],
    ],
  ])("%s", (_, code) => {
    checkMarked({ auth: { session: session(...code) }, files: declared });
  });
});
