import type { Rule } from "./rule.js";
import { narrowerFields, undeclaredFields } from "./undeclared.js";

export const noUndeclaredField: Rule = {
  name: "no-undeclared-field",
  code: 990001,
  severity: "error",
  summary: "A callback assigns a field of the session that its readers' `Session` does not declare",
  fix: "Declares it where the project declares its session, or creates that file",
  action: "Declare {field}",
  isKnownAtOnce: true,
  check: (context) => [
    ...undeclaredFields(
      context,
      "Session",
      (field) =>
        `\`${field}\` is assigned here, but \`Session\` does not declare it: no reader of the session can use it.`,
    ),
    ...narrowerFields(context, "Session"),
  ],
};
