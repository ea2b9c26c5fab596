import type ts from "typescript";
import type { TypeScript } from "../syntax/typescript.js";
import { errorsIn, type ErrorAt } from "../compiler/errors.js";
import { isSameField, keyText, type FieldKey } from "../api/field-key.js";
import type { InputRead } from "../infer/inputs.js";
import { declare, type Proposal } from "./proposal.js";
import type { Model } from "../model/model.js";
import { typeOfTargets } from "./typed-by-target.js";
import type { Source } from "../infer/heap/value.js";
import { isRead } from "./undeclared-proposals.js";
import { type DeclarationSite } from "../declare/change.js";

/**
 * Proposals for inputs that are read and not declared, such as `user.role` and `profile.id`, with their providers'
 * types.
 */
export function inputProposals(current: Model, base: Model, site: DeclarationSite): Proposal[] {
  return [...current.inputs.values()].flatMap((input): Proposal[] => {
    const { interface: name } = input.key;
    if (input.isUnresolved) return [];
    if (base.declared.field(input.key) || !base.declared.names.includes(name) || base.declared.isUnknowable(name))
      return [];
    if (!input.reads.some(({ becomes }) => !becomes || isRead(base, becomes))) return [];
    const isTyped = (model: Model): boolean =>
      model.inputs.get(keyText(input.key))?.reads.some((read) => lacks(model, input.key, read)) ?? false;
    const assumed = !isTyped(base);
    // Once it is laid over the program, nothing lacks it any more.
    if (assumed && !isTyped(current)) return [];
    const type = input.type ?? (assumed ? undefined : typeOfTargets(base, current, input.key));
    if (!type) {
      if (assumed || base.declared.hasIndexSignature(input.key.interface)) return [];
      return [
        {
          key: input.key,
          drift: "undeclared-input",
          change: undefined,
          why: `no provider of the config says what type it has; declare it on \`${input.key.interface}\` with the type you know`,
        },
      ];
    }
    if (!assumed && base.declared.hasIndexSignature(name) && !isMissed(base, input)) return [];
    const proposal = declare(current, site, {
      key: input.key,
      drift: "undeclared-input",
      type,
      optional: input.type !== undefined && input.optional,
    });
    return [assumed ? { ...proposal, assumed } : proposal];
  });
}

/**
 * Whether the compiler, or a field that takes the value, needs the type of a field that the interface gives as
 * `unknown`, as Auth.js's `Profile` gives every claim. `String(profile.login)` needs no declaration.
 */
function isMissed({ workspace, fields, types }: Model, { key, reads }: InputRead): boolean {
  const { ts, program } = workspace;
  const goesIntoField = [...fields.values()].some(({ writes }) =>
    writes.some(
      ({ type, sources }) =>
        sources.some((source) => isSameField(source, key)) &&
        (!types.isKnown(type) || /\bunknown\b/.test(types.text(type))),
    ),
  );
  if (goesIntoField) return true;
  const statements = reads.map(({ node }) => ts.findAncestor(node, ts.isStatement) ?? node);
  return statements.some((statement) => {
    const file = statement.getSourceFile();
    const isInside = ({ start, end }: ErrorAt): boolean => start < statement.end && statement.getStart(file) < end;
    return errorsIn(ts, program, file).some(isInside);
  });
}

/**
 * Whether an input is read with the library's type and lacks the field there: after a cast, or as `any`, it needs no
 * declaration.
 */
function lacks(model: Model, key: FieldKey, { node, names: [name], isKept, becomes }: Source): boolean {
  const { types, declared } = model;
  const object = becomes ? node : objectOf(model.workspace.ts, node);
  if (!object || name === undefined) return false;
  const type = types.typeAt(object);
  if (types.isAny(type) || types.property(type, name)) return false;
  // Once the field that keeps it is declared, it has the library's type.
  if (isKept && types.isUnknown(type)) return true;
  // A record of anything lacks nothing, unless it is the library's own interface.
  const holder = declared.holder(key);
  const own = holder && types.symbolOf(holder);
  return (
    !types.hasUnnamedProperties(type) ||
    (own !== undefined && types.partsOf(type).some((part) => types.symbolOf(part) === own))
  );
}

/** The object whose field an access or a pattern reads. */
function objectOf(ts: TypeScript, node: ts.Node): ts.Node | undefined {
  if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) return node.expression;
  return ts.isBindingElement(node) ? node.parent : undefined;
}
