import { keyText } from "../field-key.js";
import { at, expressionOf, type Finding, type Rule } from "./rule.js";

export const noMaybeMissingField: Rule = {
  name: "no-maybe-missing-field",
  code: 990004,
  severity: "warn",
  summary: "A field is declared as required, and assigned on some paths only",
  fix: "Makes it optional",
  action: "Make {field} optional",
  check: ({ base, settled }) =>
    [...settled.proposals.values()].flatMap(({ key, drift, change }): Finding[] => {
      const own = base.declared.field(key)?.own;
      if (drift !== "maybe-missing" || !own) return [];
      const write = base.fields.get(keyText(key))?.writes[0];
      return [
        {
          ...at(own.name),
          message: `\`${expressionOf(key)}\` is declared as required, but assigned on some paths only: readers may get \`undefined\`.`,
          key,
          ...(write && { related: [{ message: "assigned here", node: write.node }] }),
          ...(change && { candidates: [change] }),
        },
      ];
    }),
};
