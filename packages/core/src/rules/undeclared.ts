import type { DeclarationChange } from "../declared/augment.js";
import { keyText } from "../field-key.js";
import type { Proposal } from "../settle.js";
import { at, expressionOf, manualOf, type Finding, type RuleContext } from "./rule.js";

/** The findings for fields that a callback writes and an interface does not declare: one a field, at its first write. */
export function undeclaredFields(
  context: RuleContext,
  name: "Session" | "JWT",
  message: (field: string) => string,
): Finding[] {
  return [...context.settled.proposals.values()].flatMap((proposal): Finding[] => {
    const { key } = proposal;
    if (proposal.drift !== "undeclared" || key.interface !== name || context.declaredWithoutEffect.has(keyText(key)))
      return [];
    const write = context.base.fields.get(keyText(key))?.writes[0];
    if (!write) return [];
    return [{ ...at(write.node), message: message(expressionOf(key)), key, ...offered(proposal) }];
  });
}

/** The declaration that a proposal makes, then the same with `undefined` allowed, then `unknown`. */
export function offered(proposal: Proposal): Pick<Finding, "candidates" | "manual"> {
  const { change, why, exact } = proposal;
  const manual = manualOf(why);
  if (change?.kind !== "declare") return manual;
  const optional: DeclarationChange = { ...change, type: { ...change.type, optional: true } };
  const unknown: DeclarationChange = { ...change, type: { ...change.type, text: "unknown", imports: [] } };
  const known = change.type.text === "unknown" ? [] : [change, ...(change.type.optional ? [] : [optional])];
  // A token's field is `unknown` without a declaration too.
  return { ...manual, candidates: exact || change.key.interface === "JWT" ? known : [...known, unknown] };
}
