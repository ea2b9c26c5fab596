import type { NextAuthVersion } from "../support/packages.js";

/** A project as data: what its callbacks do and what it declares. Everything else is derived from it. */
export interface Scenario {
  readonly nextAuth: NextAuthVersion;
  readonly providers: "oauth" | "credentials" | "both";
  readonly parameters: "destructured" | "object" | "annotated";
  readonly async: boolean;
  readonly style: TextStyle;
  readonly token: TokenCallback;
  readonly session: SessionCallback;
  readonly declarations: Declarations;
  /** Whether a page reads what the session holds. */
  readonly reader: boolean;
}

export interface TextStyle {
  readonly quote: '"' | "'";
  readonly semicolons: boolean;
  readonly indent: "  " | "    " | "\t";
  readonly newline: "\n" | "\r\n";
  /** Between the members of the augmentation. */
  readonly memberEnd: ";" | "," | "";
}

export type TokenGuard =
  | "none"
  | "user"
  | "account"
  | "profile"
  | "signIn"
  | "isNewUser"
  | "update"
  | "enabled"
  | "ifElse"
  | "switchSignIn"
  | "afterEarlyReturn";

export type TokenSource =
  "text" | "role" | "plan" | "count" | "active" | "userId" | "userRole" | "accessToken" | "sub" | "castName";

export interface TokenField {
  readonly name: string;
  readonly source: TokenSource;
  readonly guard: TokenGuard;
  readonly declared: Declared;
}

export interface TokenCallback {
  /** T1: writes; T2: one spread return under one guard. */
  readonly form: "writes" | "spread";
  readonly fields: readonly TokenField[];
  /** A field that is declared as required and that nothing assigns. */
  readonly stale: boolean;
}

export type SessionGuard =
  "none" | "sessionUser" | "sessionUserAndToken" | "source" | "and" | "enabled" | "ifElse" | "afterEarlyReturn";

type SessionSource =
  | { readonly kind: "text" | "role" | "plan" | "count" | "active" | "sub" | "castName" }
  /** A field of the token; `cast` asserts that it is a string. */
  | { readonly kind: "token"; readonly index: number; readonly cast: boolean };

export interface SessionField {
  readonly name: string;
  readonly at: "session" | "user";
  readonly source: SessionSource;
  readonly guard: SessionGuard;
  readonly declared: Declared;
}

export interface SessionCallback {
  /** S1 and S2: writes; S3: the user is replaced; S4: spread return. */
  readonly form: "writes" | "replace" | "spread";
  readonly fields: readonly SessionField[];
  readonly stale: "none" | "session" | "user";
}

/** What the augmentation says of a field: nothing, the truth, `?` though it is always there, another type, more than is kept. */
export type Declared = "absent" | "exact" | "optional" | "wrong" | "promised";

type UserForm = "intersection" | "literal" | "ownInterface" | "libraryUser" | "baseOnly" | "optional" | "none";

export interface Declarations {
  readonly place: "none" | "types/next-auth.d.ts" | "src/types/next-auth.d.ts" | "next-auth.d.ts" | "inline";
  readonly user: UserForm;
  readonly extendsDefaultSession: boolean;
  /** What keeps the file, or what it says of the token, from taking effect. */
  readonly mistake: "none" | "notAModule" | "tokenInWrongModule";
  /** Whether the `next-auth/jwt` module is augmented at all. */
  readonly jwt: boolean;
  readonly userRole: boolean;
}
