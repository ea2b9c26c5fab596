import { unserializable, type Unserializable } from "../compiler/as-json.js";
import { accessText, keyText, expressionOf } from "../api/field-key.js";
import { at, type Finding } from "../declare/finding.js";
import type { Rule, RuleContext } from "./rule.js";
import type { InferredField } from "../model/fields.js";
import { isDemanded } from "../reconcile/undeclared-proposals.js";

export const noUnserializableField: Rule = {
  name: "no-unserializable-field",
  code: 990011,
  severity: "warn",
  summary: "A value is put into the session or the token that does not come through JSON as it is",
  fix: "-",
  check: (context) => [...context.base.fields.values()].flatMap((field) => findingOf(context, field)),
};

/** The finding is at the write, with the type that the value has once everything is declared. */
function findingOf({ base, settled: { model, proposals }, site }: RuleContext, field: InferredField): Finding[] {
  const { key } = field;
  if (isDemanded(site.library, key) && !base.declared.field(key) && !proposals.has(keyText(key))) return [];
  const settled = model.fields.get(keyText(key)) ?? field;
  const declared = base.declared.field(key);
  if (settled.onlyBySpread && (!declared || base.types.isAny(declared.type))) return [];
  return field.writes
    .flatMap((write, index): Finding[] => {
      const type = settled.writes[index]?.type ?? write.type;
      const part = unserializable(model.workspace.ts, model.types, type);
      if (!part) return [];
      // The author of `Date | string` knows about it.
      if (
        part.names.length === 0 &&
        part.arrives &&
        declared?.own &&
        base.types.text(declared.type).includes(model.types.text(part.arrives))
      )
        return [];
      const name = accessText(expressionOf(key), part.names);
      const text = model.types.text(part.type);
      return [
        {
          ...at(write.node),
          message: messageOf(name, text, part, (one) => model.types.text(one)),
          key,
          manual: adviceOf(text),
        },
      ];
    })
    .slice(0, 1);
}

function messageOf(
  name: string,
  type: string,
  { fate, arrives }: Unserializable,
  textOf: (type: NonNullable<typeof arrives>) => string,
): string {
  const travels = `\`${name}\` is a \`${type}\` here, and travels as JSON:`;
  switch (fate) {
    case "becomes":
      return `${travels} its readers get a \`${arrives ? textOf(arrives) : "string"}\`.`;
    case "emptied":
      return `${travels} its readers get an empty object.`;
    case "indexed":
      return `${travels} its readers get an object with a property for each element.`;
    case "dropped":
      return `${travels} its readers get nothing.`;
    case "throws":
      return `${travels} \`JSON.stringify\` throws on it.`;
  }
}

function adviceOf(type: string): string {
  if (/^Promise(?:Like)?</.test(type)) return "Await it, and assign what it brings.";
  if (type === "Date") return "Assign its `.toISOString()`, and declare a `string`.";
  return type === "bigint"
    ? "Assign its `.toString()`, and declare a `string`."
    : "Assign what comes through JSON as it is.";
}
