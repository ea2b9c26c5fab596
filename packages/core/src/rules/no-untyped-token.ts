import type ts from "typescript";
import type { Model } from "../model/model.js";
import { fieldName, isOnEveryObject, keyText, expressionOf } from "../api/field-key.js";
import { at, type Finding } from "../declare/finding.js";
import type { Rule, RuleContext } from "./rule.js";
import { narrowerFields, undeclaredFields } from "./undeclared.js";

export const noUntypedToken: Rule = {
  name: "no-untyped-token",
  code: 990002,
  severity: "warn",
  summary: "A field of the token that `JWT` does not declare: the compiler is silent, and every read is `unknown`",
  fix: "Declares it on `JWT`",
  action: "Declare {field}",
  aspect: "undeclared",
  isKnownAtOnce: true,
  check: (context) => [
    ...undeclaredFields(
      context,
      "JWT",
      (field) => `\`${field}\` is assigned here, but \`JWT\` does not declare it: every read of it is \`unknown\`.`,
    ),
    ...narrowerFields(context, "JWT"),
    ...neverWritten(context),
  ],
};

/** Reads of a field that nothing puts into the token. Its type cannot be known. */
function neverWritten({ base, settled, site, declaredWithoutEffect }: RuleContext): Finding[] {
  if ((base.open.get("JWT")?.length ?? 0) > 0) return [];
  const seen = new Set<string>();
  return base.tokenReads.flatMap(({ key, node }): Finding[] => {
    const text = keyText(key);
    const isKnown =
      base.fields.has(text) ||
      settled.model.fields.has(text) ||
      base.declared.field(key) !== undefined ||
      site.library.token.fields.includes(fieldName(key)) ||
      isOnEveryObject(fieldName(key)) ||
      declaredWithoutEffect.has(text) ||
      base.observed.some((one) => one.seen.tokenWrites.has(fieldName(key)));
    if (isKnown || seen.has(text) || isLeftOut(base, node)) return [];
    seen.add(text);
    return [
      {
        ...at(node),
        message: `\`${expressionOf(key)}\` is read here, but no callback writes it and \`JWT\` does not declare it: it is always \`undefined\`.`,
        key,
        manual: "Write it in the `jwt` callback, or declare it on `JWT` if something else puts it into the token.",
      },
    ];
  });
}

/** `const { old, ...rest } = token`: the field is named only to leave it out of the rest. */
function isLeftOut({ workspace: { ts } }: Model, node: ts.Node): boolean {
  return (
    ts.isBindingElement(node) &&
    node.parent.elements.some((one) => ts.isBindingElement(one) && one.dotDotDotToken !== undefined)
  );
}
