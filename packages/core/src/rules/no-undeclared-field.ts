import { readersOfUndeclared } from "../model/given-sessions.js";
import type { Rule } from "./rule.js";
import { narrowerFields, undeclaredFields } from "./undeclared.js";

export const noUndeclaredField: Rule = {
  name: "no-undeclared-field",
  code: 990001,
  severity: "error",
  summary: "A callback assigns a field of the session that its readers' `Session` does not declare",
  fix: "Declares it where the project declares its session, or creates that file",
  action: "Declare {field}",
  aspect: "undeclared",
  isKnownAtOnce: true,
  check: (context) => [
    ...undeclaredFields(context, "Session", (field, key) => {
      const isGiven = readersOfUndeclared(context.base, key).isGiven;
      const who = isGiven ? "some readers of the session do not get it" : "no reader of the session can use it";
      return `\`${field}\` is assigned here, but \`Session\` does not declare it: ${who}.`;
    }),
    ...narrowerFields(context, "Session"),
  ],
};
