import type ts from "typescript";
import type { TypeScript } from "../syntax/typescript.js";
import { isStrictNullChecks } from "../compiler/options.js";
import type { DeclaredField } from "../declared/interfaces.js";
import { isNested, keyText } from "../api/field-key.js";
import type { Model } from "../model/model.js";
import { isOnlyWidened } from "./only-widened.js";
import { declaredType, type Proposal, type Round } from "./proposal.js";
import type { InterfaceName } from "../api/report.js";
import type { Write } from "../infer/heap/value.js";
import type { InferredField } from "../model/fields.js";
import type { DeclarationSite } from "../declare/change.js";

/** The project's own declarations that promise more than the callbacks keep. */
export function driftProposals(
  { current, base, site }: Round,
  name: InterfaceName,
  known: ReadonlyMap<string, Proposal>,
  isUntyped: boolean,
): Proposal[] {
  // In an untyped callback, an `undefined` that only the types know (`token.sub`) does not count against the
  // declaration. The same goes for a claim that the library always sets, if the compiler accepts it.
  const considered = ({ node, type, alwaysThere }: Write): ts.Type =>
    isUntyped || (alwaysThere && !isAssigned(current.workspace.ts, node)) ? current.types.withoutNullable(type) : type;
  const seesUndefined = isStrictNullChecks(base.workspace.ts, base.workspace.program.getCompilerOptions());
  return fieldsOf(current, name).flatMap((field): Proposal[] => {
    const declared = base.declared.field(field.key);
    const now = current.declared.field(field.key);
    if (!declared?.own || !now) return [];
    const before = known.get(keyText(field.key));
    // A value without a type contradicts no declaration.
    if (field.writes.some(({ isOnlyGiven }) => isOnlyGiven)) return [];
    const isMismatched =
      before?.drift === "mismatched" ||
      saysNothing(current, declared, field) ||
      field.writes.some(
        (write) =>
          !isKept(current, considered(write), now.type) &&
          !mayGiveMore(current, write, now.type) &&
          !isOnlyWidened(current, field.key, write, now.type),
      );
    if (isMismatched) {
      const isContent = base.fields
        .get(keyText(field.key))
        ?.writes.every(
          (write) => base.types.isWhollyKnown(write.type) && isKept(base, considered(write), declared.type),
        );
      const proposal = retype(current, base, site, field, before);
      // By the author's own types the value fits. Only its source may be missing.
      return [
        isContent && addsOnlyUndefined(current, declared, field, before)
          ? { ...proposal, drift: "maybe-missing" as const }
          : proposal,
      ];
    }
    const isMissing =
      before?.drift === "maybe-missing" ||
      (field.optional &&
        !field.inDoubt &&
        !mayBeThereAnyway(field) &&
        !field.writes.every(({ looselyGiven }) => looselyGiven) &&
        !now.optional &&
        seesUndefined &&
        !current.types.includesUndefined(now.type));
    if (!isMissing) return [];
    return [
      { key: field.key, drift: "maybe-missing", change: { kind: "make-optional", key: field.key }, why: undefined },
    ];
  });
}

/** Whether the compiler compares the value with the declared type, which it does not in a returned literal. */
function isAssigned(ts: TypeScript, node: ts.Node): boolean {
  return ts.isBinaryExpression(node.parent) && node.parent.left === node;
}

/** A loop may write all keys, and the value that a field was written into may hold it already. */
function mayBeThereAnyway({ key, writes }: InferredField): boolean {
  return isNested(key) || writes.some(({ oneOfSeveral }) => oneOfSeveral);
}

/** Whether the library types the value for any provider and the author's narrower type may be the provider's own. */
function mayGiveMore({ types }: Model, { looselyGiven, type }: Write, declared: ts.Type): boolean {
  return looselyGiven === true && types.isAssignable(declared, type);
}

/** Whether a declared type accepts an assignment; an unknown value is always accepted. */
function isKept(model: Model, assigned: ts.Type, declared: ts.Type): boolean {
  return !model.types.isWhollyKnown(assigned) || model.types.isAssignable(assigned, declared);
}

/** Whether a declaration says nothing about a field with a known type, as fixes of an earlier version wrote it. */
function saysNothing(model: Model, { own }: DeclaredField, field: InferredField): boolean {
  const { ts } = model.workspace;
  return own?.type?.kind === ts.SyntaxKind.UnknownKeyword && model.types.isKnown(field.type);
}

export function fieldsOf(model: Model, name: InterfaceName): InferredField[] {
  return [...model.fields.values()].filter((field) => field.key.interface === name && !field.isUnresolved);
}

function retype(
  current: Model,
  base: Model,
  site: DeclarationSite,
  field: InferredField,
  before: Proposal | undefined,
): Proposal {
  const { key } = field;
  const declared = base.declared.field(key);
  const now = current.declared.field(key);
  const assigned = now ? withoutWidening(current, field, now.type) : field.type;
  const printed = declaredType(current, site, key, assigned, field.optional || declared?.optional === true);
  if ("unprintable" in printed) return { key, drift: "mismatched", change: undefined, why: printed.unprintable };
  const ownText = declared?.own?.type?.getText();
  // The type stays as its author wrote it, and only becomes optional.
  const isOwn = declared !== undefined && addsOnlyUndefined(current, declared, field, before);
  const text = isOwn && ownText !== undefined ? ownText : printed.text;
  return { key, drift: "mismatched", change: { kind: "retype", key, type: { ...printed, text } }, why: undefined };
}

/** `string` declared, `string | undefined` assigned. */
function addsOnlyUndefined(
  current: Model,
  declared: DeclaredField,
  field: InferredField,
  before: Proposal | undefined,
): boolean {
  const now = current.declared.field(field.key);
  const wasRewritten = before?.change?.kind === "retype" && before.change.type.text !== declared.own?.type?.getText();
  return (
    now !== undefined &&
    !wasRewritten &&
    !saysNothing(current, declared, field) &&
    field.writes.every((write) => isKept(current, current.types.withoutUndefined(write.type), now.type))
  );
}

/** The type of a field's assignments, with writes taken unwidened if the declared type then accepts them. */
function withoutWidening(current: Model, { key, type, writes }: InferredField, declared: ts.Type): ts.Type {
  const isWidened = (write: Write): boolean =>
    !isKept(current, write.type, declared) && isOnlyWidened(current, key, write, declared);
  if (!writes.some(isWidened)) return type;
  return current.types.joinWritten(
    writes.map((write) => (isWidened(write) ? { type: declared, widened: declared } : write)),
  );
}
