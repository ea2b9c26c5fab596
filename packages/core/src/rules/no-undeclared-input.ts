import type ts from "typescript";
import type { TypeScript } from "../syntax/typescript.js";
import { keyText, expressionOf } from "../api/field-key.js";
import { at, type Finding } from "../declare/finding.js";
import type { Rule, RuleContext } from "./rule.js";
import { narrowerFields, offered } from "./undeclared.js";

export const noUndeclaredInput: Rule = {
  name: "no-undeclared-input",
  code: 990006,
  severity: "error",
  summary: "A callback reads a field of `user`, `profile` or `account` that is not declared",
  fix: "Declares it with the type that the provider's `profile()` or `authorize()` gives it, or that of the declared field it goes into",
  action: "Declare {field}",
  aspect: "undeclared",
  isKnownAtOnce: true,
  check: (context) => [...undeclaredInputs(context), ...narrowerFields(context, "User")],
};

function undeclaredInputs({ base, settled, declaredWithoutEffect }: RuleContext): Finding[] {
  return [...settled.proposals.values()].flatMap((proposal): Finding[] => {
    const { key, drift } = proposal;
    const read = base.inputs.get(keyText(key))?.reads[0];
    if (!read || drift === "narrower" || proposal.assumed || declaredWithoutEffect.has(keyText(key))) return [];
    return [
      {
        ...at(read.node),
        message: `\`${expressionOf(key)}\` is ${useOf(base.workspace.ts, read.node)} here, but \`${key.interface}\` does not declare it.`,
        key,
        ...offered(proposal),
      },
    ];
  });
}

function useOf(ts: TypeScript, node: ts.Node): "read" | "assigned" | "deleted" {
  const { parent } = node;
  if (ts.isDeleteExpression(parent)) return "deleted";
  const isTarget =
    ts.isBinaryExpression(parent) && parent.left === node && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken;
  return isTarget ? "assigned" : "read";
}
