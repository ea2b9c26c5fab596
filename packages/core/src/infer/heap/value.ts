import type ts from "typescript";
import type { FieldKey } from "../../api/field-key.js";
import type { FunctionWithBody } from "../../syntax/functions.js";

/** Identity of an object that the analysis follows: the session, its user, the token, or a literal built on the way. */
export type ObjectId = number;

/** A parameter of a callback that is only read, by its name in the library's types; the token where there is none. */
type InputName = "user" | "account" | "profile" | "token";

/** What is known of a value. */
export type AbstractValue =
  /** A followed object. */
  | { readonly kind: "object"; readonly id: ObjectId }
  /** One of a few literals; a single one is a known constant. */
  | { readonly kind: "oneOf"; readonly values: readonly (string | number | boolean | null | undefined)[] }
  /** A parameter such as `user`; `present` where the library says whether it is there in this run. */
  | { readonly kind: "input"; readonly name: InputName; readonly present?: boolean }
  | { readonly kind: "function"; readonly node: FunctionWithBody }
  /** Anything else: the expression that computed it, or the field of an input or of the token that it was read from. */
  | {
      readonly kind: "opaque";
      readonly from?: ts.Expression;
      readonly source?: Source;
      readonly slot?: SlotRead;
      readonly kept?: Kept;
    };

export const undefinedValue: AbstractValue = { kind: "oneOf", values: [undefined] };

export const opaque = (from?: ts.Expression): AbstractValue => (from ? { kind: "opaque", from } : { kind: "opaque" });

export const constant = (value: string | number | boolean | null | undefined): AbstractValue => ({
  kind: "oneOf",
  values: [value],
});

/** The field of a followed object that a value was read from, as it was then. */
export interface SlotRead {
  readonly id: ObjectId;
  readonly name: string;
  readonly slot: Slot | undefined;
}

/** One assignment to a field. */
export interface Write {
  /** The target expression, the property's name in a literal, or the spread. */
  readonly node: ts.Node;
  /** Type of the value at this place. */
  readonly type: ts.Type;
  /** The same, as TypeScript widens it for a mutable property. */
  readonly widened: ts.Type;
  /** The assigned expression; absent where a spread brings the field. */
  readonly value: ts.Expression | undefined;
  /** Where the value comes from: fields of the token, the user, the account, the profile. */
  readonly sources: readonly Source[];
  readonly bySpread: boolean;
  /** Its target's key may be one of several: `session.user[key] = …`, in a loop over all of them perhaps. */
  readonly oneOfSeveral?: true;
  /** The names that stand for nothing, and on which its type rests. */
  readonly unresolved?: readonly ts.Node[];
  /** The library always fills what is assigned here, whatever its type says: `token.sub`. */
  readonly alwaysThere?: true;
  /** Its type is the library's, of what any provider may give. This project's own may always give more: `user.id` is there. */
  readonly looselyGiven?: true;
  /** A provider gives it, and no type of the program says so. */
  readonly isOnlyGiven?: true;
}

/** A read of an input's field on the way into a write. */
export interface Source extends FieldKey {
  readonly interface: "JWT" | "User" | "Account" | "Profile";
  readonly node: ts.Node;
  /** It is read back from where the whole input was kept: `token.user.role`. */
  readonly isKept?: true;
  /** The field of the session that it becomes, where the input goes there as a whole and nobody names the field. */
  readonly becomes?: FieldKey;
}

/** A field of a followed object. */
export interface Slot {
  readonly value: AbstractValue;
  readonly writes: readonly Write[];
  /** Whether the field is there on this path; false after a spread of an optional property or a merge. */
  readonly definitelyAssigned: boolean;
  /** Of a field that is not certain: no path was seen to leave it out. Code that is not followed may have put it there. */
  readonly inDoubt?: boolean;
  /** The library always fills it with something that is true in a condition. */
  readonly alwaysTrue?: boolean;
  /** What was written into the value afterwards: `token.data.plan = …`. */
  readonly inner?: ReadonlyMap<string, Slot>;
}

/** An expression that may add fields we cannot name. */
export interface OpenCause {
  readonly node: ts.Node;
  readonly why: string;
  /** A field that is written by its name is taken to be another than those that are added here. */
  readonly sparesNamed?: boolean;
}

/** Of a session or a token whose type is the library's. */
export const ofLibrarysType = "its type does not say what was put into it";

/** Of an object in a list or an instance. */
export const notFollowedThere = "it is put where it is not followed";

export interface AbstractObject {
  /** Set on the token itself, and on the user of a sign-in, so that a read of a field of it can be told from other reads. */
  readonly owner?: "JWT" | "User";
  /** Set where another callback has made it: whoever takes its fields over writes them anew. */
  readonly isFinished?: boolean;
  readonly slots: ReadonlyMap<string, Slot>;
  readonly open: readonly OpenCause[];
  /** Fields not among `slots` are known to be absent, rather than unknown. */
  readonly closed: boolean;
  /** The input whose fields have been spread into it. */
  readonly copyOf?: Kept;
}

/** The interface that an input's fields belong to; an absent token has none. */
export const inputInterfaces = { user: "User", account: "Account", profile: "Profile", token: undefined } as const;

/** An input that a callback has put away as a whole, in the token as a rule: `token.user = user`, or a copy of it. */
export interface Kept {
  readonly interface: Exclude<Source["interface"], "JWT">;
  /** Fields that the callback itself has put beside those of the input. */
  readonly except: readonly string[];
}
