/**
 * What an analysis says, as plain data: no compiler object, no absolute path. Every surface renders this and nothing else;
 * `typed-session check --format json` prints it as it stands, so a change here is a change of the published schema.
 *
 * Paths are relative to the project's root and `/`-separated; lines and columns are 1-based, columns in UTF-16 code units.
 */

/** An interface of the library that a project augments. */
export type InterfaceName = "Session" | "JWT" | "User" | "Profile" | "Account";

/** How the session is kept; `unknown` when the config does not let us see it. */
export type Strategy = "jwt" | "database" | "unknown";

export type Severity = "error" | "warn";

/** How a rule is set: as an error, as a warning, or not to run. */
export type RuleSeverity = Severity | "off";

export interface Location {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** One auth config: the object that holds the callbacks. */
export interface ConfigReport {
  readonly file: string;
  readonly line: number;
  readonly library: { readonly name: string; readonly version: string };
  readonly strategy: Strategy;
}

/** What the callbacks assign to a field. `type` is as TypeScript prints it. */
export interface InferredReport {
  readonly type: string;
  /** True when some path to a return leaves the field out. */
  readonly optional: boolean;
}

/** What the field's readers are told today, and the declaration that says so. */
export interface DeclaredReport {
  readonly type: string;
  readonly optional: boolean;
  readonly file: string;
  readonly line: number;
}

export type FieldStatus = "ok" | "undeclared" | "unassigned" | "mismatched";

/** A field of one of the library's interfaces: written by a callback, or declared by the project's own augmentation, or both. */
export interface FieldReport {
  readonly interface: InterfaceName;
  /** Its names as people write them, for example `user.id` in `Session`; one that is no identifier in quotes: `user["a.b"]`. */
  readonly path: string;
  /** The same one by one, as they are: `["user", "id"]`. */
  readonly names: readonly string[];
  /** `null` when nothing assigns the field. */
  readonly inferred: InferredReport | null;
  /** `null` when no interface that takes effect declares the field. */
  readonly declared: DeclaredReport | null;
  readonly status: FieldStatus;
  readonly writes: readonly Location[];
}

/** One finding of one rule. */
export interface DiagnosticReport extends Location {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  /** Whether `fix` removes it: only ever true for an edit that the compiler has already accepted. */
  readonly fixable: boolean;
  /** The same for all findings of one cause: the rule and the field that readers miss, `no-undeclared-field session.user.role`. */
  readonly cause: string;
  /** The page about its rule. */
  readonly url: string;
}

/** The whole answer of one analysis. */
export interface Report {
  readonly schemaVersion: 1;
  /** True when there is no diagnostic. */
  readonly ok: boolean;
  readonly configs: readonly ConfigReport[];
  readonly fields: readonly FieldReport[];
  readonly diagnostics: readonly DiagnosticReport[];
}
