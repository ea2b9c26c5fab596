import { describe, expect, test } from "vitest";
import { augmentation, types } from "../support/augmentation.js";
import { authFile, helpers, session } from "../support/auth-file.js";
import { checkMarked, type MarkedCase } from "../support/marked-project.js";
import { project } from "../support/project.js";

const unused = "⟦no-unused-directive⟧";
const next = "typed-session-disable-next-line";

const suppressing: readonly MarkedCase[] = [
  {
    name: "the next line is disabled for one rule",
    auth: {
      session: session(`// ${next} no-undeclared-field -- decided elsewhere
      session.plan = "free";
      ⟦no-undeclared-field⟧session.team = "a";`),
    },
  },
  {
    name: "the next line is disabled for all rules",
    auth: { session: session(`// ${next}\n      session.plan = "free";`) },
  },
  {
    name: "the next line is disabled by a block comment",
    auth: {
      session: session(`/* ${next} no-undeclared-field -- kept for old clients */ \n      session.plan = "free";`),
    },
    files: {},
  },
  {
    name: "further comments and empty lines are passed over",
    auth: { session: session(`// ${next} no-undeclared-field\n\n      // the plan\n      session.plan = "free";`) },
  },
  {
    name: "the line after the next stays enabled",
    auth: {
      session: session(`// ${next} no-undeclared-field
      session.plan = "free";
      ⟦no-undeclared-field⟧session.team = "a";`),
    },
    fixed: { [types.slice(6)]: sessionMembers("team: string") },
  },
  {
    name: "a block is disabled from `disable` to `enable`",
    auth: {
      session: session(`/* typed-session-disable no-undeclared-field -- legacy */
      session.plan = "free";
      session.team = "a";
      /* typed-session-enable no-undeclared-field */
      ⟦no-undeclared-field⟧session.role = "b";`),
    },
  },
  {
    name: "`enable` for all rules ends what was disabled by name",
    auth: {
      session: session(`// typed-session-disable no-undeclared-field
      session.plan = "free";
      // typed-session-enable
      ⟦no-undeclared-field⟧session.role = "b";`),
    },
  },
  {
    name: "`enable` for another rule ends nothing",
    auth: {
      session: session(`// typed-session-disable no-undeclared-field
      session.plan = "free";
      // typed-session-enable no-untyped-token
      session.role = "b";`),
    },
  },
  {
    name: "a whole file is disabled",
    auth: { session: session('session.plan = "free";') },
    files: {
      [types]: `// typed-session-disable no-unassigned-field\n${augmentation({ session: ["plan: string", "team: string"], user: ["role: string"] })}`,
    },
  },
  {
    name: "one member of a declaration is disabled",
    auth: { session: session('session.plan = "free";') },
    files: {
      [types]: augmentation({
        session: ["plan: string", `// ${next} no-unassigned-field -- set by the proxy\n    team: string`],
        user: ["⟦no-unassigned-field⟧role: string"],
      }),
    },
  },
  {
    name: "a directive for one line does not end the block around it",
    auth: {
      session: session(`// typed-session-disable no-undeclared-field
      // ${next} no-undeclared-field
      session.plan = "free";
      session.role = "b";`),
    },
  },
  {
    name: "a directive inside a string is none",
    auth: {
      session: session(`⟦no-undeclared-field⟧session.plan = \`
// ${next} no-undeclared-field
\`;`),
    },
  },
];

const ofNoUse: readonly MarkedCase[] = [
  {
    name: "a directive without a finding goes with its line",
    auth: { session: session(`${unused}// ${next}\n      return session;`) },
    fixed: { "auth.ts": authFile({ session: session("return session;") }) },
  },
  {
    name: "a directive for a rule without a finding there is reported",
    auth: { session: session(`// ${next} ${unused}no-untyped-token -- old\n      return session;`) },
    fixed: { "auth.ts": authFile({ session: session("return session;") }) },
  },
  {
    name: "the one of two rules that finds nothing loses its name",
    auth: {
      session: session(
        `// ${next} ${unused}no-untyped-token, no-undeclared-field -- why\n      session.plan = "free";`,
      ),
    },
    fixed: {
      "auth.ts": authFile({ session: session(`// ${next} no-undeclared-field -- why\n      session.plan = "free";`) }),
    },
  },
  {
    name: "a directive for a rule that does not exist is reported",
    auth: {
      session: session(`// ${next} no-undeclared-field, ${unused}no-such-rule\n      session.plan = "free";`),
    },
    fixed: {
      "auth.ts": authFile({ session: session(`// ${next} no-undeclared-field\n      session.plan = "free";`) }),
    },
  },
  {
    name: "the one of three rules that finds nothing loses its name",
    auth: {
      session: session(
        `// ${next} ${unused}no-untyped-token, no-unserializable-field, no-undeclared-field -- why\n      session.at = new Date(0);`,
      ),
    },
    fixed: {
      "auth.ts": authFile({
        session: session(
          `// ${next} no-unserializable-field, no-undeclared-field -- why\n      session.at = new Date(0);`,
        ),
      }),
    },
  },
  {
    name: "a directive with a finding in another file only is reported",
    auth: { session: session('⟦no-undeclared-field⟧session.plan = "free";') },
    files: { "page.ts": `${unused}/* typed-session-disable */\nexport const text = "${"long ".repeat(500)}";\n` },
  },
  {
    name: "an unused directive behind code leaves its line",
    auth: { session: session(`void token; ${unused}// ${next}\n      return session;`) },
    fixed: { "auth.ts": authFile({ session: session("void token;\n      return session;") }) },
  },
  {
    name: "an unused block is reported",
    auth: {
      session: session(`${unused}/* typed-session-disable */
      void token;
      /* typed-session-enable */
      ⟦no-undeclared-field⟧session.plan = "free";`),
    },
  },
  {
    name: "a directive for a rule that does not run is not reported",
    auth: { session: session(`// ${next} no-unassigned-field\n      return session;`) },
    options: { analyze: { rules: { "no-unassigned-field": "off" } } },
  },
];

function sessionMembers(...members: readonly string[]): string {
  return augmentation({ session: members });
}

describe("disable directives:", () => {
  for (const one of [...suppressing, ...ofNoUse]) test(one.name, () => void checkMarked(one));
});

describe("the severity of a rule", () => {
  const files = { "auth.ts": authFile({ session: session('session.plan = "free";') }), "helpers.ts": helpers };

  test("a rule has its default severity", () => {
    const { report } = project(files).analysis();
    expect(report.diagnostics.map(({ rule, severity }) => [rule, severity])).toEqual([
      ["no-undeclared-field", "error"],
    ]);
  });

  test("a rule takes another severity", () => {
    const { report } = project(files, { analyze: { rules: { "no-undeclared-field": "warn" } } }).analysis();
    expect(report.diagnostics.map(({ rule, severity }) => [rule, severity])).toEqual([["no-undeclared-field", "warn"]]);
    expect(report.ok).toBe(false);
  });

  test("with the augmentation rule off, its fields are reported individually", () => {
    const inVain = {
      ...files,
      "types/next-auth.d.ts":
        'import "next-auth";\n\ndeclare module "next-auth/types" {\n  interface Session {\n    plan: string;\n  }\n}\n',
    };
    const rulesFound = (options: Parameters<typeof project>[1]): string[] =>
      project(inVain, options)
        .analysis()
        .report.diagnostics.map(({ rule }) => rule);
    expect(rulesFound({})).toEqual(["no-ineffective-augmentation"]);
    expect(rulesFound({ analyze: { rules: { "no-ineffective-augmentation": "off" } } })).toEqual([
      "no-undeclared-field",
    ]);
  });

  test("a rule that is off reports and fixes nothing", () => {
    const { report, fix } = project(files, { analyze: { rules: { "no-undeclared-field": "off" } } }).analysis();
    expect(report.diagnostics).toEqual([]);
    expect(report.ok).toBe(true);
    expect(fix.changes).toEqual([]);
  });
});
