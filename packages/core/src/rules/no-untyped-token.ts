import type { Rule } from "./rule.js";
import { undeclaredFields } from "./undeclared.js";

export const noUntypedToken: Rule = {
  name: "no-untyped-token",
  code: 990002,
  severity: "warn",
  summary:
    "A callback writes a field of the token that `JWT` does not declare: the compiler is silent, and every read is `unknown`",
  fix: "Declares it on `JWT`",
  check: (context) =>
    undeclaredFields(
      context,
      "JWT",
      (field) => `\`${field}\` is assigned here, but \`JWT\` does not declare it: every read of it is \`unknown\`.`,
    ),
};
