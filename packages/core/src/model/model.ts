import type ts from "typescript";
import type { Problem } from "../api/analysis.js";
import { typesOf, type Types } from "../compiler/types.js";
import { augmentationsIn, type Augmentation } from "../declared/augmentations.js";
import { readFromInstance } from "./instance-readers.js";
import { declaredInterfaces, type DeclaredInterfaces } from "../declared/interfaces.js";
import { misplacedCallbacks } from "./misplaced-callbacks.js";
import { missingModules } from "./missing-modules.js";
import { libraryTypes } from "../declared/library-types.js";
import { discoverConfigs, type Discovered } from "../discover/configs.js";
import { libraries } from "../discover/libraries/index.js";
import { fillsItself } from "../discover/library.js";
import { fieldIn, fieldName, isOfUser, isSameField, keyText, sessionUser, type FieldKey } from "../api/field-key.js";
import { inferCallbacks, type CallbackFacts, type InferOptions, type ObjectFacts } from "../infer/callbacks.js";
import { inferInputs, type InputRead } from "../infer/inputs.js";
import type { Observations } from "../infer/interpreter/observer.js";
import type { InterfaceName } from "../api/report.js";
import type { Workspace } from "../api/workspace.js";
import type { AuthConfig } from "../discover/auth-config.js";
import type { OpenCause, Write } from "../infer/heap/value.js";
import { mayHoldMore } from "../infer/heap/join.js";

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

/** An object whose fields are inferred. */
export type Target = "Session" | "Session.user" | "JWT";

/** Everything that one program says: what the callbacks write, what is declared, and where the analysis cannot see. */
export interface Model {
  readonly workspace: Workspace;
  readonly types: Types;
  readonly configs: readonly AuthConfig[];
  /** Configs that are a part of one of those. */
  readonly bases: readonly AuthConfig[];
  readonly problems: readonly Problem[];
  readonly declared: DeclaredInterfaces;
  readonly augmentations: readonly Augmentation[];
  readonly fields: ReadonlyMap<string, InferredField>;
  readonly open: ReadonlyMap<Target, readonly OpenCause[]>;
  /** Reads of fields of `user`, `account` and `profile` in the callbacks, with the type their providers give them. */
  readonly inputs: ReadonlyMap<string, InputRead>;
  /** What was seen on the way through each config's callbacks. */
  readonly observed: readonly { readonly config: AuthConfig; readonly seen: Observations }[];
  /** Assignments of the session's user as a whole. */
  readonly userWrites: readonly Write[];
  /** Whether the session of every config holds a user. */
  readonly keepsUser: boolean;
  /** Reads of fields of the token. */
  readonly tokenReads: readonly { readonly key: FieldKey; readonly node: ts.Node }[];
}

/**
 * Reads a whole program: discover, infer, declared.
 *
 * @param workspace whose program holds the library's modules
 * @param discovered the configs of that very program, where they are known
 */
export function readModel(
  workspace: Workspace,
  options: InferOptions,
  discovered: Discovered = discoverConfigs(workspace),
): Model {
  const { ts: tsModule, program } = workspace;
  const types = typesOf(tsModule, program);
  const { configs, problems } = discovered;
  const [config] = configs;
  const interfaces = config ? libraryTypes(tsModule, workspace, config) : new Map<InterfaceName, ts.Type>();
  const facts = configs.map((config) => inferCallbacks(tsModule, workspace, config, options));
  const fields = combine(workspace, types, discovered, facts);
  const declared = declaredInterfaces(tsModule, program, types, interfaces);
  return {
    workspace,
    types,
    configs,
    bases: discovered.bases,
    problems: [
      ...problems,
      ...misplacedCallbacks(workspace, configs),
      ...missingModules(workspace, types, fields, facts, declared),
    ],
    declared,
    augmentations: augmentationsIn(tsModule, program, libraries),
    fields,
    open: openTargets(facts),
    inputs: inferInputs(tsModule, types, configs, facts),
    observed: configs.flatMap((config, index) => {
      const seen = facts[index]?.seen;
      return seen ? [{ config, seen }] : [];
    }),
    userWrites: facts.flatMap(({ session }) => session.fields.get("user")?.writes ?? []),
    keepsUser: facts.length > 0 && facts.every((one) => one.keepsUser),
    tokenReads: facts.flatMap(({ seen }) =>
      seen.reads.flatMap((read) =>
        read.interface === "JWT" ? [{ key: { interface: "JWT" as const, names: read.names }, node: read.node }] : [],
      ),
    ),
  };
}

/** One `Session` and one `JWT` are fed by every config of the program: a field that one of them leaves out is optional. */
function combine(
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

function openTargets(facts: readonly CallbackFacts[]): Map<Target, readonly OpenCause[]> {
  return new Map<Target, readonly OpenCause[]>([
    ["Session", facts.flatMap((one) => one.session.open)],
    ["Session.user", facts.flatMap((one) => one.sessionUser.open)],
    ["JWT", facts.flatMap((one) => one.token.open)],
  ]);
}

/** Which object a field stands in. */
export function targetOf(key: FieldKey): Target | undefined {
  if (key.interface === "JWT") return "JWT";
  if (key.interface !== "Session") return undefined;
  return isOfUser(key) ? "Session.user" : "Session";
}
