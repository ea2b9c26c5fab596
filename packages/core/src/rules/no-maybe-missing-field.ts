import { keyText, expressionOf } from "../api/field-key.js";
import { at, type Finding } from "../declare/finding.js";
import type { Rule } from "./rule.js";

export const noMaybeMissingField: Rule = {
  name: "no-maybe-missing-field",
  code: 990004,
  severity: "warn",
  summary: "A field is declared as required, and assigned on some paths only",
  fix: "Makes it optional",
  action: "Make {field} optional",
  aspect: "may be missing",
  check: ({ base, settled }) =>
    [...settled.proposals.values()].flatMap(({ key, drift, change }): Finding[] => {
      const own = base.declared.field(key)?.own;
      if (drift !== "maybe-missing" || !own) return [];
      const field = base.fields.get(keyText(key));
      const write = field?.writes[0];
      const lackedBy = field?.lackedBy ?? [];
      const where =
        lackedBy.length > 0
          ? "not every config assigns it"
          : field?.optional === false
            ? "what is assigned to it may be missing"
            : "assigned on some paths only";
      return [
        {
          ...at(own.name),
          message: `\`${expressionOf(key)}\` is declared as required, but ${where}: readers may get \`undefined\`.`,
          key,
          related: [
            ...(write ? [{ message: "assigned here", node: write.node }] : []),
            ...lackedBy.flatMap(({ config, readAt }) => [
              { message: "no callback of this config assigns it", node: config.node },
              ...(readAt ? [{ message: "read here from a session without it", node: readAt }] : []),
            ]),
          ],
          ...(change && { candidates: [change] }),
        },
      ];
    }),
};
