import type ts from "typescript";
import { readersOfUndeclared } from "../model/given-sessions.js";
import { expressionOf, isSameField, keyText, type FieldKey } from "../api/field-key.js";
import { oneLine } from "../compiler/positions.js";
import type { Model } from "../model/model.js";
import type { InterfaceName } from "../api/report.js";
import type { Proposal } from "../reconcile/proposal.js";
import { reliesOnUser } from "../reconcile/users-presence.js";
import { at, manualOf, type Finding } from "../declare/finding.js";
import type { RuleContext } from "./rule.js";
import type { DeclarationChange } from "../declare/change.js";

/**
 * The findings for fields that a callback writes and an interface does not declare: one for each field, at its first
 * write.
 */
export function undeclaredFields(
  context: RuleContext,
  name: "Session" | "JWT",
  message: (field: string, key: FieldKey) => string,
): Finding[] {
  return [...context.settled.proposals.values()].flatMap((proposal): Finding[] => {
    const { key } = proposal;
    if (proposal.drift !== "undeclared" || key.interface !== name || context.declaredWithoutEffect.has(keyText(key)))
      return [];
    const writes = context.base.fields.get(keyText(key))?.writes ?? [];
    const [write] = writes;
    if (!write) return [];
    const untold = proposal.untold === undefined ? undefined : writes[proposal.untold];
    const related = [
      ...(untold ? [withoutType(untold.value ?? untold.node)] : []),
      ...lackingReaders(context.base, key),
    ];
    return [
      {
        ...at(write.node),
        message: message(expressionOf(key), key),
        key,
        ...offered(proposal),
        ...(related.length > 0 && { related }),
      },
    ];
  });
}

/**
 * The note about an expression without a known type. It quotes the expression, because an editor shows it elsewhere.
 */
function withoutType(node: ts.Node): NonNullable<Finding["related"]>[number] {
  return { message: `\`${oneLine(node.getText())}\` has no known type`, node };
}

/** The readers that do not get a field, if others do. */
function lackingReaders(base: Model, key: FieldKey): NonNullable<Finding["related"]> {
  if (key.interface !== "Session") return [];
  const { isGiven, lacking } = readersOfUndeclared(base, key);
  return isGiven ? lacking.map((node) => ({ message: "does not get it", node })) : [];
}

/**
 * The findings for fields that are always there but optional in the library's types, if code that relies on them does
 * not compile.
 */
export function narrowerFields({ base, settled, declaredWithoutEffect }: RuleContext, name: InterfaceName): Finding[] {
  return [...settled.proposals.values()].flatMap((proposal): Finding[] => {
    const { key, drift, change } = proposal;
    const written = base.fields.get(keyText(key))?.writes[0]?.node;
    const node = name === "Session" ? (written ?? sessionsPlace(base)) : firstRead(base, key);
    if (drift !== "narrower" || key.interface !== name || !node || declaredWithoutEffect.has(keyText(key))) return [];
    const who = name === "Session" && written ? "always assigned here" : "always there";
    const [reliant] = written ? [] : reliesOnUser(base);
    return [
      {
        ...at(node),
        message: `\`${expressionOf(key)}\` is ${who}, but \`${name}\` declares it as optional: what relies on it does not compile.`,
        key,
        ...(change && { candidates: [change] }),
        ...(reliant && name === "Session" && { related: [{ message: "relied on here", node: reliant }] }),
      },
    ];
  });
}

/** The place in a config for a finding about the session: its callbacks, or its first property. */
function sessionsPlace({ configs, workspace: { ts } }: Model): ts.Node | undefined {
  const node = configs[0]?.node;
  const properties = node && ts.isObjectLiteralExpression(node) ? [...node.properties] : [];
  const callbacks = properties.find((one) => one.name?.getText() === "callbacks") ?? properties[0];
  return callbacks?.name ?? callbacks ?? node;
}

function firstRead({ inputs, tokenReads }: Model, key: FieldKey): ts.Node | undefined {
  const ofToken = tokenReads.find((read) => isSameField(read.key, key));
  return ofToken?.node ?? inputs.get(keyText(key))?.reads[0]?.node;
}

/** The declaration of a proposal, then the same as optional. */
export function offered(proposal: Proposal): Pick<Finding, "candidates" | "manual"> {
  const { change, why } = proposal;
  const manual = manualOf(why);
  if (change?.kind !== "declare") return manual;
  const optional: DeclarationChange = { ...change, type: { ...change.type, optional: true } };
  return { ...manual, candidates: change.type.optional ? [change] : [change, optional] };
}
