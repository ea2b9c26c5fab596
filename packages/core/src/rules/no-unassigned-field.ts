import type ts from "typescript";
import { isReadWhole } from "../model/read-whole.js";
import { isAssignedElsewhere, mayBeReadUnseen, readsAnywhere, usesInSession } from "../model/readers.js";
import { fillsItself } from "../discover/library.js";
import { isWithin, keyText, type FieldKey, expressionOf } from "../api/field-key.js";
import { targetOf, type Model } from "../model/model.js";
import { at, type Finding } from "../declare/finding.js";
import type { Rule, RuleContext } from "./rule.js";

export const noUnassignedField: Rule = {
  name: "no-unassigned-field",
  code: 990003,
  severity: "warn",
  summary: "A field is declared as required, and no callback assigns it: readers get `undefined`",
  fix: "Removes it together with its comments, or makes it optional where something may read it",
  action: "Stop requiring {field}",
  check: (context) => [...unassigned(context, "Session"), ...unassigned(context, "JWT")],
};

function unassigned(context: RuleContext, name: "Session" | "JWT"): Finding[] {
  const { base, settled } = context;
  if (name === "JWT" && base.configs.every((config) => config.strategy === "database")) return [];
  return base.declared.ownFields(name).flatMap(({ interface: owner, names, declared }): Finding[] => {
    const key = { interface: owner, names };
    const target = targetOf(key);
    const isWritten = isFed(base, key) || isFed(settled.model, key);
    if (declared.optional || isWritten || !declared.own || !target || fillsItself(context.site.library, key)) return [];
    if ((base.open.get(target)?.length ?? 0) > 0 || base.types.includesUndefined(declared.type)) return [];
    const found = {
      ...at(declared.own.name),
      message: `\`${expressionOf(key)}\` is declared as required, but no callback assigns it: readers get \`undefined\`.`,
      key,
    };
    if (belongsToUser(base, declared.own)) {
      const { isRead, isAssigned } = usesInSession(base, key);
      // A declaration that serves the code that makes a user stays.
      return isRead && !isAssigned ? [{ ...found, manual: ofUser }] : [];
    }
    if (isAssignedElsewhere(base, key)) return [];
    const unknown = base.workspace.whyReadersUnknown?.();
    if (unknown !== undefined) return [{ ...found, manual: unknown }];
    return [
      {
        ...found,
        // A type that the session shares with other code keeps the field, and so does a field that something may read.
        candidates:
          isAugmentation(base, declared.own) && !mayBeRead(base, key)
            ? [
                { kind: "remove", key },
                { kind: "make-optional", key },
              ]
            : [{ kind: "make-optional", key }],
      },
    ];
  });
}

/** Whether something reads the field, or may do so unseen: where it is not declared yet, no error tells. */
function mayBeRead(base: Model, key: FieldKey): boolean {
  return readsAnywhere(base, key).length > 0 || mayBeReadUnseen(base, key) || isReadWhole(base, key);
}

/** Whether something assigns the field, or a field inside it. */
function isFed({ fields }: Model, key: FieldKey): boolean {
  return fields.has(keyText(key)) || [...fields.values()].some((one) => isWithin(one.key, key));
}

/** Whether a member is declared in an augmentation, and not in a type of the project's own. */
function isAugmentation({ workspace: { ts } }: Model, own: ts.PropertySignature): boolean {
  return ts.findAncestor(own, ts.isModuleBlock) !== undefined;
}

const ofUser = "Assign it in the `session` callback, or declare the session's user by a type of its own.";

/**
 * Whether a member is declared on `User`. With `user: User` the session has the fields that `User` declares for the
 * callbacks, which is the author's choice as long as nobody reads them from the session.
 */
export function belongsToUser(base: Model, own: ts.PropertySignature | undefined): boolean {
  return base.declared.ownDeclarations("User").some((declaration) => declaration === own?.parent);
}
