import type ts from "typescript";
import type { Types } from "../compiler/types.js";
import { readFromInstance } from "./instance-readers.js";
import type { Discovered } from "../discover/configs.js";
import { fillsItself } from "../discover/library.js";
import { fieldIn, fieldName, isSameField, keyText, sessionUser, type FieldKey } from "../api/field-key.js";
import type { Workspace } from "../api/workspace.js";
import type { AuthConfig } from "../discover/auth-config.js";
import type { Write } from "../infer/heap/value.js";
import { mayHoldMore } from "../infer/heap/join.js";
import type { CallbackFacts, ObjectFacts } from "../infer/facts.js";

/** What the callbacks assign to one field, all configs taken together. */
export interface InferredField {
  readonly key: FieldKey;
  readonly writes: readonly Write[];
  /** What is written, as a mutable property holds it: see `Types.join`. */
  readonly type: ts.Type;
  /** Some path of some config leaves it out. */
  readonly optional: boolean;
  /** Of an optional one: nothing was seen to leave it out, and code that is not followed may put it there. */
  readonly inDoubt: boolean;
  /** The configs of which no callback assigns it. */
  readonly lackedBy: readonly Lacking[];
  /** It came in with a spread only, never by name. */
  readonly onlyBySpread: boolean;
  /** What is assigned rests on something that does not resolve: of such a field nothing is said. */
  readonly isUnresolved: boolean;
}

/** A config of which no callback assigns a field. */
interface Lacking {
  readonly config: AuthConfig;
  /** Where a config is for reading only: the place that reads the field of its session. */
  readonly readAt?: ts.Node;
}

/** One `Session` and one `JWT` are fed by every config of the program: a field that one of them leaves out is optional. */
export function combine(
  workspace: Workspace,
  types: Types,
  { configs, bases }: Discovered,
  facts: readonly CallbackFacts[],
): Map<string, InferredField> {
  const fields = new Map<string, InferredField>();
  /** One that only reads tokens, as in a middleware, finds in them what another has put there; and a session that nobody reads lacks nothing. */
  const lackedByReaders = (key: FieldKey, readers: readonly AuthConfig[]): Lacking[] =>
    key.interface !== "Session"
      ? []
      : readers.flatMap((config) => {
          const readAt = readFromInstance(workspace, types, config, key.names);
          return readAt ? [{ config, readAt }] : [];
        });
  const withoutCallback = bases.filter(({ session }) => session.kind === "absent");
  const collect = (outer: FieldKey, relevant: readonly OfConfig[], isPartial = false): void => {
    for (const name of new Set(relevant.flatMap((one) => [...one.fields.keys()]))) {
      const key = fieldIn(outer, name);
      // Its fields are those of an object of their own.
      if (isSameField(key, sessionUser)) continue;
      const found = relevant.flatMap(({ config, open, fields: those }) => {
        const one = those.get(name);
        return one ? [{ ...one, config, open }] : [];
      });
      // Two configs may share a callback.
      const byPlace = new Map(found.flatMap((one) => one.writes.map((write) => [write.node, write] as const)));
      const writes = inSourceOrder([...byPlace.values()]);
      const lacking = relevant.filter((one) => !one.fields.has(name) && !one.config.isForReading);
      const forReading = relevant.filter((one) => !one.fields.has(name) && one.config.isForReading);
      const whole = forReading.filter((one) => !mayHoldMore(one)).map(({ config }) => config);
      const lackedBy = [
        ...lacking.map(({ config }): Lacking => ({ config })),
        ...(isPartial ? [] : lackedByReaders(key, [...whole, ...withoutCallback])),
      ];
      const optional = isPartial || lackedBy.length > 0 || found.some((one) => one.optional);
      if (writes.length > 0) {
        fields.set(keyText(key), {
          key,
          writes,
          type: types.joinWritten(writes),
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
            (write) => write.unresolved !== undefined || isFedByUnresolved(types, fields, write),
          ),
        });
      }
      // What is written into a value afterwards is not there yet where the value itself is assigned.
      const inside = found.map(({ config, open, inner }) => ({ config, open, untouched: [], fields: inner }));
      collect(key, inside, writes.length > 0);
    }
  };
  const ofConfigs = (of: (one: CallbackFacts) => ObjectFacts): OfConfig[] =>
    configs.flatMap((config, index) => {
      const one = facts[index];
      return one ? [{ config, ...of(one) }] : [];
    });
  const tokens = ofConfigs((one) => one.token);
  collect(
    { interface: "JWT", names: [] },
    tokens.filter(({ config }) => config.strategy !== "database"),
  );
  collect(
    { interface: "Session", names: [] },
    ofConfigs((one) => one.session),
  );
  collect(
    sessionUser,
    ofConfigs((one) => one.sessionUser),
  );
  return fields;
}

interface OfConfig extends ObjectFacts {
  readonly config: AuthConfig;
}

/** Whether a config that does not assign a field leaves there what the library puts into it. */
function isLeftToLibrary({ config, untouched }: OfConfig, key: FieldKey): boolean {
  if (!fillsItself(config.library, key)) return false;
  // Of the token's claims the library fills all, from the user.
  return key.interface === "JWT" || untouched.includes(fieldName(key)) || config.session.kind === "absent";
}

/** `session.user.role = token.role`, where nobody can say what `token.role` is assigned; one that is declared is what that says. */
function isFedByUnresolved(
  types: Types,
  fields: ReadonlyMap<string, InferredField>,
  { type, sources }: Write,
): boolean {
  return !types.isKnown(type) && sources.some((source) => fields.get(keyText(source))?.isUnresolved === true);
}

/** Writes as one reads them; those of another file stay where the paths through the callbacks have put them. */
function inSourceOrder(writes: readonly Write[]): Write[] {
  const files = [...new Set(writes.map((write) => write.node.getSourceFile()))];
  return files.flatMap((file) =>
    writes.filter((write) => write.node.getSourceFile() === file).sort((a, b) => a.node.getStart() - b.node.getStart()),
  );
}
