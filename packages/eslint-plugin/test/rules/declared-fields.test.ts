import { removeProjectsAfterwards } from "../support/project.js";
import { finding, ruleTests } from "../support/rule-tests.js";
import { auth, block, sessionTypes, tokenTypes, types } from "../support/texts.js";

/** The rules whose findings are at the declaration itself. */
removeProjectsAfterwards();

const session = (body: string): string =>
  auth(`session({ session, token }) {\n      ${body}\n      return session;\n    },`);
const plan = session('session.plan = "free";');

ruleTests("no-unassigned-field", {
  valid: [
    { name: "an optional field", files: { "auth.ts": plan, [types]: sessionTypes("team?: string") }, lint: types },
    { name: "the callback", files: { "auth.ts": plan, [types]: sessionTypes("team: string") }, lint: "auth.ts" },
  ],
  invalid: [
    {
      name: "two fields with one fix",
      files: { "auth.ts": plan, [types]: sessionTypes("⟦team⟧: string", "plan: string", "⟦seats⟧: number") },
      lint: types,
      errors: [
        finding("`session.team` is declared as required, but no callback assigns it: readers get `undefined`."),
        finding("`session.seats` is declared as required, but no callback assigns it: readers get `undefined`."),
      ],
      output: sessionTypes("plan: string"),
    },
    {
      name: "a block of the callback's own file",
      files: { "auth.ts": plan + block("next-auth", "Session", ["⟦team⟧: string", "plan: string"]) },
      lint: "auth.ts",
      errors: [finding("`session.team` is declared as required, but no callback assigns it: readers get `undefined`.")],
      output: plan + block("next-auth", "Session", ["plan: string"]),
    },
    {
      name: "declarations in two files, each fixed by itself",
      files: {
        "auth.ts": auth(
          'session({ session }) {\n      session.plan = "free";\n      return session;\n    },\n    jwt({ token }) {\n      token.plan = 1;\n      return token;\n    },',
        ),
        "types/session.d.ts": sessionTypes("plan: string", "⟦team⟧: string"),
        "types/token.d.ts": tokenTypes("plan: number", "team: string"),
      },
      lint: "types/session.d.ts",
      errors: [finding("`session.team` is declared as required, but no callback assigns it: readers get `undefined`.")],
      output: sessionTypes("plan: string"),
    },
  ],
});

ruleTests("no-maybe-missing-field", {
  valid: [
    {
      name: "an optional field",
      files: { "auth.ts": session('if (token.name) session.plan = "free";'), [types]: sessionTypes("plan?: string") },
      lint: types,
    },
    {
      name: "a field that only sign-in writes and that is always there",
      files: {
        "auth.ts": auth("jwt({ token, user }) {\n      if (user) token.id = user.id;\n      return token;\n    },"),
        [types]: tokenTypes("id: string"),
      },
      lint: types,
    },
  ],
  invalid: [
    {
      name: "a field that some path leaves out",
      files: {
        "auth.ts": session('if (token.name) session.plan = "free";'),
        [types]: sessionTypes("⟦plan⟧: string"),
      },
      lint: types,
      errors: [
        finding(
          "`session.plan` is declared as required, but assigned on some paths only: readers may get `undefined`.",
        ),
      ],
      output: sessionTypes("plan?: string"),
    },
    {
      name: "a field that only sign-in writes, with older tokens",
      files: {
        "auth.ts": auth("jwt({ token, user }) {\n      if (user) token.id = user.id;\n      return token;\n    },"),
        [types]: tokenTypes("⟦id⟧: string"),
      },
      lint: types,
      settings: { signInFields: "optional" },
      errors: [
        finding("`token.id` is declared as required, but assigned on some paths only: readers may get `undefined`."),
      ],
      output: tokenTypes("id?: string"),
    },
  ],
});

ruleTests("no-mismatched-field", {
  valid: [
    {
      name: "a declaration that allows more",
      files: { "auth.ts": plan, [types]: sessionTypes("plan: string | number") },
      lint: types,
    },
  ],
  invalid: [
    {
      name: "a field of another type",
      files: { "auth.ts": session("session.expiresAt = Date.now();"), [types]: sessionTypes("⟦expiresAt⟧: string") },
      lint: types,
      errors: [finding("`session.expiresAt` is declared as `string`, but the callbacks assign `number`.")],
      output: sessionTypes("expiresAt: number"),
    },
  ],
});

ruleTests("no-ineffective-augmentation", {
  valid: [{ name: "a module", files: { "auth.ts": plan, [types]: sessionTypes("plan: string") }, lint: types }],
  invalid: [
    {
      name: "a file that is no module",
      files: { "auth.ts": plan, [types]: block("⟦", "Session", ["plan: string"]).replace('"⟦"', '⟦"next-auth"⟧') },
      lint: types,
      errors: [
        finding(
          'This file has no import or export, so `declare module "next-auth"` replaces the module instead of augmenting it.',
        ),
      ],
      output: `${block("next-auth", "Session", ["plan: string"])}\nexport {};\n`,
    },
  ],
});
