import type ts from "typescript";
import { printType, type PrintedType } from "../compiler/print-type.js";
import { skipParentheses } from "../edits/assertions.js";
import { keyText, type FieldKey } from "../api/field-key.js";
import type { Model } from "../model/model.js";
import type { Write } from "../infer/heap/value.js";
import type { DeclarationChange, DeclarationSite, DeclaredType } from "../declare/change.js";
import { whyNotDeclarable } from "../declare/refusal.js";
import { targetFile } from "../declare/field-place.js";

/** The reason for a change of a declaration. */
type Drift = "undeclared" | "undeclared-input" | "narrower" | "mismatched" | "maybe-missing";

/** A proposal for the declaration of one field. */
export interface Proposal {
  readonly key: FieldKey;
  readonly drift: Drift;
  /** `undefined` if its type cannot be written down; `why` then gives the reason. */
  readonly change: DeclarationChange | undefined;
  readonly why: string | undefined;
  /** Only laid over the program, to learn the types of an untyped callback; its author need not declare it. */
  readonly assumed?: boolean;
  /** The index of the field's write whose type is unknown. */
  readonly untold?: number;
}

/** A field to declare: the reason, its type, and whether some path leaves it out. */
export interface Wanted {
  readonly key: FieldKey;
  readonly drift: Drift;
  readonly type: ts.Type;
  readonly optional: boolean;
}

/** Proposes to declare a field, or says why that is impossible. */
export function declare(current: Model, site: DeclarationSite, { key, drift, type, optional }: Wanted): Proposal {
  const why = whyNotDeclarable(site, key);
  if (why !== undefined) return { key, drift, change: undefined, why };
  if (!current.types.isKnown(type)) {
    const writes = current.fields.get(keyText(key))?.writes ?? [];
    const untold = writes.findIndex((write) => !isTold(current, write));
    const write = writes[untold];
    if (write)
      return {
        key,
        drift,
        change: undefined,
        why: `nobody knows the type of ${valueText(write)}; give it one`,
        untold,
      };
  }
  const printed = declaredType(current, site, key, type, optional);
  if ("unprintable" in printed) return { key, drift, change: undefined, why: printed.unprintable };
  return { key, drift, change: { kind: "declare", key, type: printed }, why: undefined };
}

/** A round of a stage: the program with all proposals so far, and the program before. */
export interface Round {
  readonly current: Model;
  readonly base: Model;
  readonly site: DeclarationSite;
}

/** Whether the type of the value is known, if only because its author has chosen `unknown`. */
function isTold({ types, workspace: { ts } }: Model, { value, widened }: Write): boolean {
  if (types.isKnown(widened)) return true;
  if (!value || !types.isUnknown(widened)) return false;
  const node = skipParentheses(ts, value);
  const symbol = types.symbolAt(ts.isPropertyAccessExpression(node) ? node.name : node);
  const said = types.valueDeclarationOf(symbol) as { type?: ts.TypeNode } | undefined;
  return said?.type?.kind === ts.SyntaxKind.UnknownKeyword;
}

/** The assigned value as a sentence names it. */
function valueText({ value, node }: Write): string {
  const text = (value ?? node).getText();
  return text.length > 60 || text.includes("\n") ? "what is assigned" : `\`${text}\``;
}

/** A type as a declaration writes it: a type with `undefined` becomes `name?: T`. */
export function declaredType(
  model: Model,
  site: DeclarationSite,
  key: FieldKey,
  type: ts.Type,
  optional: boolean,
): DeclaredType | { unprintable: string } {
  const target = targetFile(site, key);
  if (!target) return { unprintable: "there is no file to write it in" };
  const { fileName, style } = target;
  const includesUndefined = model.types.includesUndefined(type);
  const isExact = model.workspace.program.getCompilerOptions().exactOptionalPropertyTypes === true;
  const { quote, pad, separator } = style;
  const { workspace: source } = model;
  const printed = printType({ ts: source.ts, source, target: fileName, quote, pad, separator }, type);
  if ("unprintable" in printed) return printed;
  return {
    ...printed,
    text: includesUndefined && !isExact ? stripUndefined(printed) : printed.text,
    optional: optional || includesUndefined,
  };
}

function stripUndefined(printed: PrintedType): string {
  return printed.text.replace(/ \| undefined$/, "");
}
