import type ts from "typescript";
import type { FieldKey } from "../../api/field-key.js";
import type { FunctionWithBody } from "../../syntax/functions.js";

/** Identity of an object that the analysis follows: the session, its user, the token, or a literal built on the way. */
export type ObjectId = number;

/** The library's name for a parameter of a callback that is only read; the token if there is none. */
type InputName = "user" | "account" | "profile" | "token";

/** An abstract value. */
export type AbstractValue =
  /** A followed object. */
  | { readonly kind: "object"; readonly id: ObjectId }
  /** One of a few literals; a single one is a known constant. */
  | { readonly kind: "oneOf"; readonly values: readonly (string | number | boolean | null | undefined)[] }
  /** A parameter such as `user`; `present` if the library says whether it is there in this run. */
  | { readonly kind: "input"; readonly name: InputName; readonly present?: boolean }
  | { readonly kind: "function"; readonly node: FunctionWithBody }
  /** Any other value: the expression that computed it, or the field of an input or the token that it was read from. */
  | {
      readonly kind: "opaque";
      readonly from?: ts.Expression;
      readonly source?: Source;
      readonly slot?: SlotRead;
      readonly kept?: Kept;
    };

export const undefinedValue: AbstractValue = { kind: "oneOf", values: [undefined] };

export const opaque = (from?: ts.Expression): AbstractValue => (from ? { kind: "opaque", from } : { kind: "opaque" });

/** The same value, for which an expression around it has the better type. */
export function retold({ slot }: AbstractValue & { kind: "opaque" }, around: ts.Expression): AbstractValue {
  return { kind: "opaque", from: around, ...(slot && { slot }) };
}

export const constant = (value: string | number | boolean | null | undefined): AbstractValue => ({
  kind: "oneOf",
  values: [value],
});

/** The field of a followed object that a value was read from, in its state at the time. */
export interface SlotRead {
  readonly id: ObjectId;
  readonly name: string;
  readonly slot: Slot | undefined;
}

/** One assignment to a field. */
export interface Write {
  /** The target expression, the property's name in a literal, or the spread. */
  readonly node: ts.Node;
  /** The type of the value at this place. */
  readonly type: ts.Type;
  /** The type as TypeScript widens it for a mutable property. */
  readonly widened: ts.Type;
  /** The assigned expression; absent if a spread brings the field. */
  readonly value: ts.Expression | undefined;
  /** The sources of the value: fields of the token, the user, the account, the profile. */
  readonly sources: readonly Source[];
  readonly bySpread: boolean;
  /** Its target's key may be one of several: `session.user[key] = …`, perhaps in a loop over all of them. */
  readonly oneOfSeveral?: true;
  /** The unresolved names on which its type rests. */
  readonly unresolved?: readonly ts.Node[];
  /** The library always fills the assigned field, whatever its type says: `token.sub`. */
  readonly alwaysThere?: true;
  /**
   * Its type is the library's, for any provider. This project's own provider may always give more: `user.id` is there.
   */
  readonly looselyGiven?: true;
  /** A provider gives it, but no type of the program says so. */
  readonly isOnlyGiven?: true;
}

/** A read of an input's field on the way into a write. */
export interface Source extends FieldKey {
  readonly interface: "JWT" | "User" | "Account" | "Profile";
  readonly node: ts.Node;
  /** It is read back from a kept input: `token.user.role`. */
  readonly isKept?: true;
  /** The session field that it becomes if the whole input goes there and nobody names the field. */
  readonly becomes?: FieldKey;
}

/** A field of a followed object. */
export interface Slot {
  readonly value: AbstractValue;
  readonly writes: readonly Write[];
  /** Whether the field is there on this path; false after a spread of an optional property or a merge. */
  readonly definitelyAssigned: boolean;
  /** An uncertain field that no path was seen to leave out. Code that is not followed may have written it. */
  readonly inDoubt?: boolean;
  /** Code that is not followed may have set it to `undefined` since. */
  readonly mayBeCleared?: boolean;
  /** The library always fills it with a truthy value. */
  readonly alwaysTrue?: boolean;
  /** The fields written into the value afterwards: `token.data.plan = …`. */
  readonly inner?: ReadonlyMap<string, Slot>;
}

/** An expression that may add fields without known names. */
export interface OpenCause {
  readonly node: ts.Node;
  readonly why: string;
  /** A field that is written by its name is taken to be none of those that it adds. */
  readonly sparesNamed?: boolean;
}

/** The reason for a session or a token of the library's type. */
export const ofLibrarysType = "its type does not say what was put into it";

/** The reason for an object in a list or an instance. */
export const notFollowedThere = "it is put where it is not followed";

export interface AbstractObject {
  /** Set on the token itself, and on the user of a sign-in, to tell reads of its fields from others. */
  readonly owner?: "JWT" | "User";
  /** Set if another callback has made it: code that takes over its fields writes them anew. */
  readonly isFinished?: boolean;
  readonly slots: ReadonlyMap<string, Slot>;
  readonly open: readonly OpenCause[];
  /** Fields not among `slots` are known to be absent, not unknown. */
  readonly closed: boolean;
  /** The input whose fields it copies. */
  readonly copyOf?: Kept;
}

/** The interfaces of the inputs' fields; an absent token has none. */
export const inputInterfaces = { user: "User", account: "Account", profile: "Profile", token: undefined } as const;

/** An input that a callback has kept as a whole, mostly in the token: `token.user = user`, or a copy of it. */
export interface Kept {
  readonly interface: Exclude<Source["interface"], "JWT">;
  /** Fields that the callback itself has added to the input's. */
  readonly except: readonly string[];
}
