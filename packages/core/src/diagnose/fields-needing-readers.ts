import { isHadByAll, readersOfUndeclared, undeclaredInSession } from "../model/given-sessions.js";
import { lostBaseFields } from "../ineffective/drops-base.js";
import { fieldsForNoImporter } from "../ineffective/not-everywhere.js";
import { fieldName, sessionUser, type FieldKey } from "../api/field-key.js";
import type { Model } from "../model/model.js";
import { looseFieldsOfLibrary, narrowedFields } from "../reconcile/narrow.js";
import { belongsToUser } from "../rules/no-unassigned-field.js";
import { noIneffectiveAugmentation } from "../rules/no-ineffective-augmentation.js";
import { isAlwaysThere } from "../reconcile/users-presence.js";
import type { FieldNames } from "../api/workspace.js";
import type { AuthConfig } from "../discover/auth-config.js";
import { isDemanded } from "../reconcile/undeclared-proposals.js";
import type { Diagnosis } from "./diagnosis.js";

/** The names of the fields whose report depends on their readers. */
export function fieldsNeedingReaders({ base, settled, site, severityOf, findings }: Diagnosis): FieldNames {
  // Once an augmentation takes effect, any field may have another type.
  if (findings.some(({ rule, edits }) => rule === noIneffectiveAugmentation && edits !== undefined)) return "all";
  const undeclared = undeclaredInSession(base);
  // A reader that does not name the field may get a session without it.
  if (undeclared.some((key) => isHadByAll(base, key))) return "all";
  const mayBeGiven =
    base.configs.some(({ library }) => library.keepsSessionInLocals) ||
    undeclared.some((key) => readersOfUndeclared(base, key).isGiven);
  // A field from a whole row is reported only if something reads it.
  const passing = [...base.fields.values(), ...settled.model.fields.values()].filter(
    ({ key, onlyBySpread }) => (onlyBySpread || isDemanded(site.library, key)) && !base.declared.field(key),
  );
  const cast = severityOf("no-reader-cast") === "off" ? [] : base.declared.ownFields("Session");
  const ofUser = base.declared.ownFields("Session").filter(({ declared }) => belongsToUser(base, declared.own));
  const always = mayBeLacked(base)
    ? [...base.fields.values()].filter(({ key, optional }) => key.interface === "Session" && !optional)
    : [];
  const narrowed = [...narrowedFields(base, base), ...narrowedFields(settled.model, base)];
  const names = [
    ...passing.map(({ key }) => key),
    ...(mayBeGiven ? undeclared : []),
    ...cast,
    ...ofUser,
    ...always.map(({ key }) => key),
    ...looseFieldsOfLibrary(base, site),
    ...fieldsForNoImporter(base, site).map(({ key }) => key),
  ].map(fieldName);
  const ofPresence = isAlwaysThere(base) ? [fieldName(sessionUser)] : [];
  return [
    ...new Set([...names, ...ofPresence, ...narrowed.map(({ key }) => fieldName(key)), ...lostBaseFields(base, site)]),
  ];
}

/**
 * Whether files that are not loaded yet may read from an instance that does not fill the session. A middleware's
 * instance does not count, as no other file imports a middleware.
 */
function mayBeLacked({ configs, bases }: Model): boolean {
  const isForOthers = ({ calls }: AuthConfig): boolean =>
    calls.some((call) => !/\/(?:middleware|proxy)\.[jt]s$/.test(call.getSourceFile().fileName));
  return bases.some(isForOthers) || (configs.length > 1 && configs.some((one) => one.isForReading && isForOthers(one)));
}

/** The fields whose declaration is to change; the change must hold for their readers too. */
export function fieldsChanging({ findings }: Diagnosis): readonly FieldKey[] {
  return findings.flatMap(({ key, candidates }) => (key && candidates ? [key] : []));
}

/** The names of those fields, and of the suspected ones that may join them. */
export function fieldsToChange(diagnosis: Diagnosis): readonly string[] {
  return [...new Set([...fieldsChanging(diagnosis), ...diagnosis.suspected].map(fieldName))];
}
