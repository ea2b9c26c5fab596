import { keyText, expressionOf } from "../api/field-key.js";
import { at, manualOf, type Finding } from "../declare/finding.js";
import type { Rule, RuleContext } from "./rule.js";
import { isOwnFile } from "../compiler/own-files.js";

export const noMismatchedField: Rule = {
  name: "no-mismatched-field",
  code: 990005,
  severity: "error",
  summary: "What a callback assigns does not fit the declared type",
  fix: "Corrects the declaration",
  action: "Correct the declared type of {field}",
  aspect: "wrong type",
  check: (context) => [...mismatched(context), ...declaredAsMethods(context)],
};

function mismatched({ base, settled }: RuleContext): Finding[] {
  return [...settled.proposals.values()].flatMap(({ key, drift, change, why }): Finding[] => {
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
  });
}

/**
 * Methods that are declared for a field to which the callbacks assign something else: only the author knows which is
 * meant.
 */
function declaredAsMethods({ base, settled: { model } }: RuleContext): Finding[] {
  const { ts, program } = base.workspace;
  return [...model.fields.values()].flatMap(({ key, type, writes }): Finding[] => {
    const declared = base.declared.field(key);
    const node = declared?.node;
    if (!node || !ts.isMethodSignature(node) || !isOwnFile(program, node.getSourceFile())) return [];
    const now = model.declared.field(key);
    if (
      !now ||
      writes.every((write) => !model.types.isKnown(write.type) || model.types.isAssignable(write.type, now.type))
    )
      return [];
    const write = base.fields.get(keyText(key))?.writes[0];
    return [
      {
        ...at(node.name),
        message: `\`${expressionOf(key)}\` is declared as a method, but the callbacks assign \`${model.types.text(type)}\`.`,
        key,
        ...(write && { related: [{ message: "assigned here", node: write.node }] }),
        manual: "Declare it as a property of the type that is assigned.",
      },
    ];
  });
}
