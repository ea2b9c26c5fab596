import { keyText } from "../field-key.js";
import { at, expressionOf, manualOf, type Finding, type Rule } from "./rule.js";

export const noMismatchedField: Rule = {
  name: "no-mismatched-field",
  code: 990005,
  severity: "error",
  summary: "What a callback assigns does not fit the declared type",
  fix: "Corrects the declaration",
  action: "Correct the declared type of {field}",
  check: ({ base, settled }) =>
    [...settled.proposals.values()].flatMap(({ key, drift, change, why }): Finding[] => {
      const declared = base.declared.field(key);
      const assigned = settled.model.fields.get(keyText(key));
      if (drift !== "mismatched" || !declared?.own || !assigned) return [];
      const write = base.fields.get(keyText(key))?.writes[0];
      const declaredText = declared.own.type?.getText().replace(/\s+/g, " ") ?? "any";
      return [
        {
          ...at(declared.own.name),
          message: `\`${expressionOf(key)}\` is declared as \`${declaredText}\`, but the callbacks assign \`${settled.model.types.text(assigned.type)}\`.`,
          key,
          ...(write && { related: [{ message: "assigned here", node: write.node }] }),
          ...(change && { candidates: [change] }),
          ...manualOf(why),
        },
      ];
    }),
};
