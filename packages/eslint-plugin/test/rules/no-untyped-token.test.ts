import { removeProjectsAfterwards } from "../support/project.js";
import { byHand, declaration, elsewhere, ruleTests } from "../support/rule-tests.js";
import { auth, block, sessionTypes, tokenTypes, types } from "../support/texts.js";

removeProjectsAfterwards();

const said = (field: string): string =>
  `\`${field}\` is assigned here, but \`JWT\` does not declare it: every read of it is \`unknown\`.`;
const jwt = (body: string): string => auth(`jwt({ token }) {\n      ${body}\n      return token;\n    },`);
const plan = jwt('token.plan = "free";');

ruleTests("no-untyped-token", {
  valid: [
    { name: "a declared field", files: { "auth.ts": plan, [types]: tokenTypes("plan: string") }, lint: "auth.ts" },
    {
      name: "a declaration that is in step",
      files: { "auth.ts": plan, [types]: tokenTypes("plan: string") },
      lint: types,
    },
  ],
  invalid: [
    {
      name: "the callback",
      files: { "auth.ts": jwt('⟦token.plan⟧ = "free";'), [types]: tokenTypes("team?: string") },
      lint: "auth.ts",
      errors: [elsewhere(said("token.plan"), types)],
      output: null,
    },
    {
      name: "the interface, with the fix",
      files: {
        "auth.ts": jwt('token.plan = "free";\n      token.seats = 5;'),
        [types]: tokenTypes("team?: string").replace("JWT", "⟦JWT⟧"),
      },
      lint: types,
      errors: [declaration("`JWT.plan` (auth.ts:7) and `JWT.seats` (auth.ts:8)")],
      output: tokenTypes("team?: string", "plan: string", "seats: number"),
    },
    {
      name: "the first module that is augmented, if the interface is not declared yet",
      files: {
        "auth.ts": plan,
        [types]: sessionTypes("team?: string").replace('"next-auth"', '⟦"next-auth"⟧'),
      },
      lint: types,
      errors: [declaration("`JWT.plan` (auth.ts:7)")],
      output: `${sessionTypes("team?: string")}\n${block("next-auth/jwt", "JWT", ["plan: string"])}`,
    },
    {
      name: "a read of a field that nobody writes, without a fix",
      files: { "auth.ts": jwt("void ⟦token.plan⟧;") },
      lint: "auth.ts",
      errors: [
        byHand(
          "`token.plan` is read here, but no callback writes it and `JWT` does not declare it: it is always `undefined`.",
          "Write it in the `jwt` callback, or declare it on `JWT` if something else puts it into the token.",
        ),
      ],
      output: null,
    },
  ],
});
