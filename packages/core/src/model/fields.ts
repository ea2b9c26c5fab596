import type ts from "typescript";
import type { ProgramView } from "../compiler/program-view.js";
import type { Types } from "../compiler/types.js";
import { readFromInstance } from "./instance-readers.js";
import type { Discovered } from "../discover/configs.js";
import { fillsItself } from "../discover/library.js";
import { fieldIn, fieldName, isSameField, keyText, sessionUser, type FieldKey } from "../api/field-key.js";
import type { AuthConfig } from "../discover/auth-config.js";
import type { Write } from "../infer/heap/value.js";
import { mayHoldMore } from "../infer/heap/join.js";
import type { CallbackFacts, FieldFacts, ObjectFacts } from "../infer/facts.js";

/** The assignments of the callbacks to one field, over all configs. */
export interface InferredField {
  readonly key: FieldKey;
  /** The writes that may be in the field when a callback returns, in the order of the source; an overwritten one is not among them. */
  readonly writes: readonly Write[];
  /** The type of its values, as a mutable property holds it: see `Types.join`. */
  readonly type: ts.Type;
  /** Some path of some config leaves it out. */
  readonly optional: boolean;
  /** An optional field that no path is seen to leave out, and that code which is not followed may assign. */
  readonly inDoubt: boolean;
  /** The configs whose callbacks do not assign it. */
  readonly lackedBy: readonly Lacking[];
  /** It comes from spreads only, never by name. */
  readonly onlyBySpread: boolean;
  /** Its value rests on a type that does not resolve: the field is not reported. */
  readonly isUnresolved: boolean;
}

/** A config whose callbacks do not assign a field. */
interface Lacking {
  readonly config: AuthConfig;
  /** The place that reads the field of its session, for a config that is for reading only. */
  readonly readAt?: ts.Node;
}

/** Every config of the program feeds one `Session` and one `JWT`: a field that one of them leaves out is optional. */
export function combine(
  view: ProgramView,
  { configs, bases }: Discovered,
  facts: readonly CallbackFacts[],
): Map<string, InferredField> {
  const ofConfigs = (of: (one: CallbackFacts) => ObjectFacts): OfConfig[] =>
    configs.flatMap((config, index) => {
      const one = facts[index];
      return one ? [{ config, ...of(one) }] : [];
    });
  const tokens = ofConfigs((one) => one.token);
  const combined = new CombinedFields(view, bases);
  combined.add(
    { interface: "JWT", names: [] },
    tokens.filter(({ config }) => config.strategy !== "database"),
  );
  combined.add(
    { interface: "Session", names: [] },
    ofConfigs((one) => one.session),
  );
  combined.add(
    sessionUser,
    ofConfigs((one) => one.sessionUser),
  );
  return combined.fields;
}

class CombinedFields {
  readonly fields = new Map<string, InferredField>();
  private readonly view: ProgramView;
  private readonly withoutCallback: readonly AuthConfig[];

  constructor(view: ProgramView, bases: readonly AuthConfig[]) {
    this.view = view;
    this.withoutCallback = bases.filter(({ session }) => session.kind === "absent");
  }

  /**
   * Adds the fields of an object, and those inside them.
   *
   * @param isPartial whether the object is also assigned as a whole, as a value without these fields
   */
  add(outer: FieldKey, relevant: readonly OfConfig[], isPartial = false): void {
    for (const name of new Set(relevant.flatMap((one) => [...one.fields.keys()]))) {
      const key = fieldIn(outer, name);
      // Its fields belong to an object of their own.
      if (isSameField(key, sessionUser)) continue;
      const found = relevant.flatMap(({ config, open, fields }): FoundField[] => {
        const one = fields.get(name);
        return one ? [{ ...one, config, open }] : [];
      });
      const isAssigned = found.some(({ writes }) => writes.length > 0);
      if (isAssigned) this.fields.set(keyText(key), this.combined(key, found, relevant, isPartial));
      // Fields that are written into a value afterwards are missing when the value itself is assigned.
      const inside = found.map(({ config, open, inner }) => ({ config, open, untouched: [], fields: inner }));
      this.add(key, inside, isAssigned);
    }
  }

  private combined(
    key: FieldKey,
    found: readonly FoundField[],
    relevant: readonly OfConfig[],
    isPartial: boolean,
  ): InferredField {
    // Two configs may share a callback.
    const byPlace = new Map(found.flatMap((one) => one.writes.map((write) => [write.node, write] as const)));
    const writes = inSourceOrder([...byPlace.values()]);
    const lacking = relevant.filter((one) => !one.fields.has(fieldName(key)) && !one.config.isForReading);
    const lackedBy = [
      ...lacking.map(({ config }): Lacking => ({ config })),
      ...(isPartial ? [] : this.lackedByReaders(key, relevant)),
    ];
    const optional = isPartial || lackedBy.length > 0 || found.some((one) => one.optional);
    return {
      key,
      writes,
      type: this.view.types.joinWritten(writes),
      optional,
      inDoubt:
        optional &&
        !isPartial &&
        lacking.length === lackedBy.length &&
        lacking.every((one) => mayHoldMore(one) || isLeftToLibrary(one, key)) &&
        found.every((one) => !one.optional || one.inDoubt),
      lackedBy,
      onlyBySpread: writes.every((write) => write.bySpread),
      isUnresolved: writes.some(
        (write) => write.unresolved !== undefined || isFedByUnresolved(this.view.types, this.fields, write),
      ),
    };
  }

  /**
   * A config that only reads tokens, as in a middleware, finds another one's fields in them. A session that nobody
   * reads lacks nothing.
   */
  private lackedByReaders(key: FieldKey, relevant: readonly OfConfig[]): Lacking[] {
    if (key.interface !== "Session") return [];
    const forReading = relevant.filter((one) => !one.fields.has(fieldName(key)) && one.config.isForReading);
    const whole = forReading.filter((one) => !mayHoldMore(one)).map(({ config }) => config);
    return [...whole, ...this.withoutCallback].flatMap((config) => {
      const readAt = readFromInstance(this.view, config, key.names);
      return readAt ? [{ config, readAt }] : [];
    });
  }
}

/** The assignments of one config to a field. */
type FoundField = FieldFacts & Pick<OfConfig, "config" | "open">;

interface OfConfig extends ObjectFacts {
  readonly config: AuthConfig;
}

/** Whether a config that does not assign a field leaves the library's value in it. */
function isLeftToLibrary({ config, untouched }: OfConfig, key: FieldKey): boolean {
  if (!fillsItself(config.library, key)) return false;
  // The library fills all of the token's claims, from the user.
  return key.interface === "JWT" || untouched.includes(fieldName(key)) || config.session.kind === "absent";
}

/**
 * Whether a field takes a token field of unknown type: `session.user.role = token.role`. A declared token field has its
 * declared type.
 */
function isFedByUnresolved(
  types: Types,
  fields: ReadonlyMap<string, InferredField>,
  { type, sources }: Write,
): boolean {
  return !types.isKnown(type) && sources.some((source) => fields.get(keyText(source))?.isUnresolved === true);
}

/** Writes in the order of the source; those of another file keep the order of the paths through the callbacks. */
function inSourceOrder(writes: readonly Write[]): Write[] {
  const files = [...new Set(writes.map((write) => write.node.getSourceFile()))];
  return files.flatMap((file) =>
    writes.filter((write) => write.node.getSourceFile() === file).sort((a, b) => a.node.getStart() - b.node.getStart()),
  );
}
