import type ts from "typescript";
import type { Assertion } from "../../edits/assertions.js";
import { keyText } from "../../api/field-key.js";
import type { Source, AbstractValue } from "../heap/value.js";
import type { FunctionWithBody } from "../../syntax/functions.js";

/** A path that ends a function without a value. */
export interface MissingReturn {
  readonly owner: FunctionWithBody;
  /** The bare `return`; `undefined` if the path ends at the function's end. */
  readonly at: ts.ReturnStatement | undefined;
}

/** An access to a member of a parameter that is never there in this run. */
export interface AbsentAccess {
  readonly node: ts.Node;
  readonly name: "user" | "token";
}

/** The observations on the way through the callbacks, beside the effects on followed objects. */
export interface Observer {
  /** A read of a field of the token or of an input. */
  readonly onRead: (read: Source) => void;
  /** A `delete` of a field of an input. */
  readonly onDelete: (deleted: Source) => void;
  /** A write of a token field, though the field may be gone in the end. */
  readonly onTokenWrite: (name: string) => void;
  readonly onMissingReturn: (end: MissingReturn) => void;
  readonly onAbsentAccess: (access: AbsentAccess) => void;
  /** A cast of a followed object or of an input. */
  readonly onCast: (node: Assertion) => void;
  /** An awaited call of foreign code, which is taken to run its function. */
  readonly onTrusted: (call: ts.CallExpression) => void;
}

/** For a second evaluation of the same code. */
export const silent: Observer = {
  onRead: () => undefined,
  onDelete: () => undefined,
  onTokenWrite: () => undefined,
  onMissingReturn: () => undefined,
  onAbsentAccess: () => undefined,
  onCast: () => undefined,
  onTrusted: () => undefined,
};

/** All observations, each place once and in the order of the paths. */
export interface Observations {
  readonly reads: readonly Source[];
  readonly deletes: readonly Source[];
  readonly tokenWrites: ReadonlySet<string>;
  readonly missingReturns: readonly MissingReturn[];
  readonly absentAccesses: readonly AbsentAccess[];
  readonly casts: readonly Assertion[];
  readonly trusted: ReadonlySet<ts.CallExpression>;
}

/** An observer that remembers. */
export function createObserver(): { readonly observer: Observer; readonly seen: Observations } {
  const reads = new Map<ts.Node, Map<string, Source>>();
  const deletes = new Map<ts.Node, Source>();
  const tokenWrites = new Set<string>();
  const missingReturns = new Map<ts.Node, MissingReturn>();
  const absentAccesses = new Map<ts.Node, AbsentAccess>();
  const casts = new Set<Assertion>();
  const trusted = new Set<ts.CallExpression>();
  return {
    observer: {
      onRead: (read) => {
        const ofNode = reads.get(read.node) ?? new Map<string, Source>();
        reads.set(read.node, ofNode.set(keyText(read), read));
      },
      onDelete: (deleted) => void deletes.set(deleted.node, deleted),
      onTokenWrite: (name) => void tokenWrites.add(name),
      onMissingReturn: (end) => void missingReturns.set(end.at ?? end.owner, end),
      onAbsentAccess: (access) => void absentAccesses.set(access.node, access),
      onCast: (node) => void casts.add(node),
      onTrusted: (call) => void trusted.add(call),
    },
    seen: {
      get reads() {
        return [...reads.values()].flatMap((ofNode) => [...ofNode.values()]);
      },
      get deletes() {
        return [...deletes.values()];
      },
      tokenWrites,
      get missingReturns() {
        return [...missingReturns.values()];
      },
      get absentAccesses() {
        return [...absentAccesses.values()];
      },
      get casts() {
        return [...casts];
      },
      trusted,
    },
  };
}

/** The parameter behind a value that is known to be missing. */
export function absentParameter(value: AbstractValue): AbsentAccess["name"] | undefined {
  if (value.kind !== "input" || value.present !== false) return undefined;
  return value.name === "user" || value.name === "token" ? value.name : undefined;
}
