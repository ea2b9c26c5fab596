import { removeProjectsAfterwards } from "../support/project.js";
import { declaration, elsewhere, finding, forCommand, forNewFile, ruleTests } from "../support/rule-tests.js";
import { auth, block, sessionTypes, types } from "../support/texts.js";

removeProjectsAfterwards();

const said = (field: string): string =>
  `\`${field}\` is assigned here, but \`Session\` does not declare it: no reader of the session can use it.`;
const session = (body: string): string => `session({ session }) {\n      ${body}\n      return session;\n    },`;
const plan = auth(session('session.plan = "free";'));
const markedPlan = auth(session('⟦session.plan⟧ = "free";'));
const many = Array.from({ length: 12 }, (_, index) => `field${String(index)}`);

ruleTests("no-undeclared-field", {
  valid: [
    { name: "a file without auth", files: { "sum.ts": "export const sum = 1;\n" }, lint: "sum.ts" },
    {
      name: "a declared field",
      files: { "auth.ts": plan, [types]: sessionTypes("plan: string") },
      lint: "auth.ts",
    },
    {
      name: "a declaration that is in step",
      files: { "auth.ts": plan, [types]: sessionTypes("plan: string") },
      lint: types,
    },
    {
      name: "a file that reads the session",
      files: {
        "auth.ts": plan,
        "page.ts":
          'import type { Session } from "next-auth";\nexport const idOf = (session: Session) => session.expires;\n',
      },
      lint: "page.ts",
    },
    {
      name: "a field that a comment of typed-session switches off",
      files: {
        "auth.ts": auth(
          session('// typed-session-disable-next-line no-undeclared-field -- not yet\n      session.plan = "free";'),
        ),
      },
      lint: "auth.ts",
    },
    {
      name: "such a field, at its declaration",
      files: {
        "auth.ts": auth(
          session('// typed-session-disable-next-line no-undeclared-field -- not yet\n      session.plan = "free";'),
        ),
        [types]: sessionTypes("team?: string"),
      },
      lint: types,
    },
    {
      name: "the declaration, if reports belong to the callback",
      files: { "auth.ts": plan, [types]: sessionTypes("team?: string") },
      lint: types,
      options: { reportAt: "callback" },
    },
    {
      name: "the callback, if reports belong to the declaration",
      files: { "auth.ts": plan, [types]: sessionTypes("team?: string") },
      lint: "auth.ts",
      options: { reportAt: "declaration" },
    },
  ],
  invalid: [
    {
      name: "the callback, with the declaration in another file and no fix here",
      files: { "auth.ts": markedPlan, [types]: sessionTypes("team?: string") },
      lint: "auth.ts",
      errors: [elsewhere(said("session.plan"), types)],
      output: null,
    },
    {
      name: "the declaration, with the fix",
      files: { "auth.ts": plan, [types]: sessionTypes("team?: string").replace("Session", "⟦Session⟧") },
      lint: types,
      errors: [declaration("`Session.plan` (auth.ts:7)")],
      output: sessionTypes("team?: string", "plan: string"),
    },
    {
      name: "the declaration alone, on request",
      files: { "auth.ts": plan, [types]: sessionTypes("team?: string").replace("Session", "⟦Session⟧") },
      lint: types,
      options: { reportAt: "declaration" },
      errors: [declaration("`Session.plan` (auth.ts:7)")],
      output: sessionTypes("team?: string", "plan: string"),
    },
    {
      name: "the callback alone, on request, without a fix",
      files: { "auth.ts": markedPlan, [types]: sessionTypes("team?: string") },
      lint: "auth.ts",
      options: { reportAt: "callback" },
      errors: [forCommand(said("session.plan"), `changes \`${types}\``)],
      output: null,
    },
    {
      name: "a block of the callback's own file, with the fix",
      files: { "auth.ts": markedPlan + block("next-auth", "Session", ["team?: string"]) },
      lint: "auth.ts",
      errors: [finding(said("session.plan"))],
      output: plan + block("next-auth", "Session", ["team?: string", "plan: string"]),
    },
    {
      name: "more fields than ESLint has rounds, with one fix for all",
      files: {
        "auth.ts":
          auth(session(many.map((name) => `⟦session.${name}⟧ = 1;`).join("\n      "))) +
          block("next-auth", "Session", ["team?: string"]),
      },
      lint: "auth.ts",
      errors: many.map((name) => finding(said(`session.${name}`))),
      output:
        auth(session(many.map((name) => `session.${name} = 1;`).join("\n      "))) +
        block("next-auth", "Session", ["team?: string", ...many.map((name) => `${name}: number`)]),
    },
    {
      name: "a field declared nowhere, whose file the command creates",
      files: { "auth.ts": markedPlan },
      lint: "auth.ts",
      errors: [forNewFile(said("session.plan"), "creates `next-auth.d.ts`")],
      output: null,
    },
    {
      name: "a field declared nowhere, at the callback",
      files: { "auth.ts": markedPlan },
      lint: "auth.ts",
      options: { reportAt: "declaration" },
      errors: [forNewFile(said("session.plan"), "creates `next-auth.d.ts`")],
      output: null,
    },
    {
      name: "a field declared in two files that both have to change",
      files: {
        "auth.ts": auth(
          `jwt({ token }) {\n      token.plan = "free";\n      return token;\n    },\n    session({ session, token }) {\n      ⟦session.plan⟧ = token.plan;\n      return session;\n    },`,
        ),
        "types/session.d.ts": sessionTypes("team?: string"),
        "types/token.d.ts": `export {};\n\n${block("next-auth/jwt", "JWT", ["team?: string"])}`,
      },
      lint: "auth.ts",
      errors: [forCommand(said("session.plan"), "changes `types/session.d.ts` and `types/token.d.ts`")],
      output: null,
    },
    {
      name: "the callback's own file, with one fix for another file's callback too",
      files: {
        "admin.ts": auth(session('session.role = "admin";')),
        "auth.ts": `${markedPlan}\n${block("next-auth", "Session", ["team?: string"]).replace("Session", "⟦Session⟧")}`,
      },
      lint: "auth.ts",
      errors: [finding(said("session.plan")), declaration("`Session.role` (admin.ts:7)")],
      output: `${plan}\n${block("next-auth", "Session", ["team?: string", "role?: string", "plan?: string"])}`,
    },
    {
      name: "the callback's own file for itself alone, on request",
      files: {
        "admin.ts": auth(session('session.role = "admin";')),
        "auth.ts": `${markedPlan}\n${block("next-auth", "Session", ["team?: string"])}`,
      },
      lint: "auth.ts",
      options: { reportAt: "callback" },
      errors: [finding(said("session.plan"))],
      output: `${plan}\n${block("next-auth", "Session", ["team?: string", "plan?: string"])}`,
    },
    {
      name: "an own interface in a file without rules, which the command fixes",
      files: {
        "auth.ts": auth(session('⟦session.user.plan⟧ = "free";')),
        "member.ts": "export interface Member {\n  team?: string;\n}\n",
        [types]: `import type { Member } from "../member";\n\n${block("next-auth", "Session", ["user: Member"])}`,
      },
      lint: "auth.ts",
      options: { reportAt: "declaration" },
      errors: [forCommand(said("session.user.plan"), "changes `member.ts`")],
      output: null,
    },
    {
      name: "an own interface of the project",
      files: {
        "auth.ts": auth(session('session.user.plan = "free";')),
        "session-user.ts": "export interface ⟦AppUser⟧ {\n  team?: string;\n}\n// The user of a session.\n",
        [types]: `import type { AppUser } from "../session-user";\n\n${block("next-auth", "Session", ["user: AppUser"])}`,
      },
      lint: "session-user.ts",
      errors: [declaration("`Session.user.plan` (auth.ts:7)")],
      output: "export interface AppUser {\n  team?: string;\n  plan: string;\n}\n// The user of a session.\n",
    },
  ],
});
