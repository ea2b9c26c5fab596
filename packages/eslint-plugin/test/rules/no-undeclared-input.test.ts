import { removeProjectsAfterwards } from "../support/project.js";
import { declaration, elsewhere, ruleTests } from "../support/rule-tests.js";
import { auth, block, tokenTypes, types } from "../support/texts.js";

removeProjectsAfterwards();

const reading = (role: string): string =>
  auth(`jwt({ token, user }) {\n      if (user) token.role = ${role};\n      return token;\n    },`, {
    head: 'import CredentialsProvider from "next-auth/providers/credentials";',
    providers:
      'CredentialsProvider({ name: "Password", credentials: {}, authorize: () => ({ id: "1", role: String("admin") }) })',
  });
const user = block("next-auth", "User", ["role: string"]);

ruleTests("no-undeclared-input", {
  valid: [
    {
      name: "a declared field",
      files: { "auth.ts": reading("user.role"), [types]: `${tokenTypes("role: string")}\n${user}` },
      lint: "auth.ts",
    },
  ],
  invalid: [
    {
      name: "the callback",
      files: { "auth.ts": reading("⟦user.role⟧"), [types]: tokenTypes("role: string") },
      lint: "auth.ts",
      errors: [elsewhere("`user.role` is read here, but `User` does not declare it.", types)],
      output: null,
    },
    {
      name: "the declarations, with the type that the provider gives",
      files: {
        "auth.ts": reading("user.role"),
        [types]: tokenTypes("role: string").replace('"next-auth/jwt"', '⟦"next-auth/jwt"⟧'),
      },
      lint: types,
      errors: [declaration("`User.role` (auth.ts:7)")],
      output: `${tokenTypes("role: string")}\n${user}`,
    },
  ],
});
