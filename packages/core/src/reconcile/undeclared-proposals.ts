import { isHadByAll } from "../model/given-sessions.js";
import { readsAnywhere } from "../model/readers.js";
import { fieldName, isNested, isOfUser, isSameField, keyText, parentOf, type FieldKey } from "../api/field-key.js";
import type { Library } from "../discover/library.js";
import { fieldsOf } from "./drift.js";
import { declare, type Proposal, type Round } from "./proposal.js";
import type { Model } from "../model/model.js";
import { isFewerIn, readingFiles, type Laid } from "./fewer-errors.js";
import { narrowedFields } from "./narrow.js";
import type { InterfaceName } from "../api/report.js";
import type { SelfFed } from "./self-fed.js";
import type { InferredField } from "../model/fields.js";
import { savedWith, keyed } from "./reconciled.js";
import type { DeclarationSite } from "../declare/change.js";
import { whyUnreachable } from "../declare/refusal.js";

export function undeclaredProposals(
  { current, base, site }: Round,
  name: InterfaceName,
  known: ReadonlyMap<string, Proposal>,
  selfFed: SelfFed,
): Proposal[] {
  const { unreachable } = site.idle;
  const tokenUnreachable = whyUnreachable(site, "JWT");
  return fieldsOf(current, name).flatMap((field): Proposal[] => {
    if (base.declared.field(field.key) || base.declared.isUnknowable(name)) return [];
    if (base.declared.isHeldByUnknowable(field.key)) return [];
    if (!base.declared.names.includes(name) && !unreachable.has(name)) return [];
    if ((field.onlyBySpread || isDemanded(site.library, field.key)) && !isRead(base, field.key)) return [];
    // A field of a `Record<string, unknown>` needs no declaration, and `user: any` lacks nothing.
    const holder = base.declared.holder(field.key);
    const isLoose = holder && parentOf(field.key) && base.types.hasUnnamedProperties(holder);
    if (isLoose || isHadByAll(base, field.key)) return [];
    const isFirst = !known.has(keyText(field.key)) && name === "JWT";
    const type = isFirst ? selfFed.firstType(current, field) : field.type;
    if (tokenUnreachable !== undefined && current.types.isUnknown(field.type))
      return [{ key: field.key, drift: "undeclared", change: undefined, why: tokenUnreachable }];
    return [declare(current, site, { key: field.key, drift: "undeclared", type, optional: field.optional })];
  });
}

/** The token fields to declare. */
function proposedFields(current: Model, known: ReadonlyMap<string, Proposal>): InferredField[] {
  return fieldsOf(current, "JWT").filter(({ key }) => known.get(keyText(key))?.change?.kind === "declare");
}

/** A field that got no type, declared as `undefined` for now. */
export function restarted(
  current: Model,
  site: DeclarationSite,
  known: ReadonlyMap<string, Proposal>,
  selfFed: SelfFed,
): Proposal[] {
  const type = current.types.undefinedType();
  return selfFed
    .toRestart(current, proposedFields(current, known))
    .map((key) => declare(current, site, { key, drift: "undeclared", type, optional: true }));
}

/** The proposals for fields that started from nothing and got no type, as in `{ plan: token.plan }` alone. */
export function fromNothing(current: Model, known: ReadonlyMap<string, Proposal>, selfFed: SelfFed): Proposal[] {
  return selfFed.fromNothing(current, proposedFields(current, known)).map((key) => ({
    key,
    drift: "undeclared",
    change: undefined,
    why: "nothing but the field itself is assigned to it; give the value a type",
  }));
}

/** Base fields of the session that are always assigned, with a reader that relies on that and does not compile. */
export function narrowedProposals(
  current: Model,
  base: Model,
  site: DeclarationSite,
  known: ReadonlyMap<string, Proposal>,
): Proposal[] {
  const laidWith = (some: readonly Proposal[]) => (): Laid =>
    savedWith(base, site, new Map([...known, ...keyed(some)]));
  return narrowedFields(current, base).reduce<Proposal[]>((made, { key, type }) => {
    const proposal = declare(current, site, { key, drift: "narrower", type, optional: false });
    if (!proposal.change) return made;
    const all = [...made, proposal];
    if (known.get(keyText(key))?.drift === "narrower") return all;
    const files = readingFiles(base, key);
    return isFewerIn(base, laidWith(all), laidWith(made), files) ? all : made;
  }, []);
}

/** Whether only the compiler wants a field in the callback: it matters only if somebody reads it by name. */
export function isDemanded({ session }: Library, key: FieldKey): boolean {
  return isOfUser(key) && !isNested(key) && (session.demandedOfUser ?? []).includes(fieldName(key));
}

/** A field from a spread matters only if somebody reads it by name. */
export function isRead(model: Model, key: FieldKey): boolean {
  const inCallbacks = key.interface === "JWT" && model.tokenReads.some((read) => isSameField(read.key, key));
  return inCallbacks || readsAnywhere(model, key).length > 0;
}
