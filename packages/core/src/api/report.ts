/**
 * The result of an analysis as plain data: no compiler object, no absolute path. Every surface renders only this;
 * `typed-session check --format json` prints it unchanged, so a change here changes the published schema.
 *
 * Paths are relative to the project's root and `/`-separated; lines and columns are 1-based, columns in UTF-16 code
 * units.
 */

/** An interface of the library that a project augments. */
export type InterfaceName = "Session" | "JWT" | "User" | "Profile" | "Account";

/** How the session is kept; `unknown` if the config does not tell. */
export type Strategy = "jwt" | "database" | "unknown";

export type Severity = "error" | "warn";

/** The setting of a rule: error, warning, or off. */
export type RuleSeverity = Severity | "off";

export interface Location {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** One auth config: the object that holds the callbacks. */
export interface ConfigReport {
  readonly file: string;
  /** The tsconfig of the config's project, named as files are. Only the command says it. */
  readonly project?: string;
  readonly line: number;
  readonly library: { readonly name: string; readonly version: string };
  readonly strategy: Strategy;
}

/** The assigned type of a field, as TypeScript prints it. */
export interface InferredReport {
  readonly type: string;
  /** True if some path to a return leaves the field out. */
  readonly optional: boolean;
}

/** The type that the field's readers get today, and its declaration. */
export interface DeclaredReport {
  readonly type: string;
  readonly optional: boolean;
  readonly file: string;
  readonly line: number;
}

export type FieldStatus = "ok" | "undeclared" | "unassigned" | "mismatched";

/**
 * A field of one of the library's interfaces: written by a callback, or declared by the project's own augmentation, or
 * both.
 */
export interface FieldReport {
  readonly interface: InterfaceName;
  /**
   * Its names as people write them, for example `user.id` in `Session`; a name that is not an identifier is quoted:
   * `user["a.b"]`.
   */
  readonly path: string;
  /** The same names as a list, without quoting: `["user", "id"]`. */
  readonly names: readonly string[];
  /** `null` if nothing assigns the field. */
  readonly inferred: InferredReport | null;
  /** `null` if no effective interface declares the field. */
  readonly declared: DeclaredReport | null;
  readonly status: FieldStatus;
  readonly writes: readonly Location[];
}

/** One finding of one rule. */
export interface DiagnosticReport extends Location {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  /** Whether `fix` removes it: true only for an edit that the compiler has already accepted. */
  readonly fixable: boolean;
  /**
   * Shared by all findings of one cause: the rule and the field that readers miss,
   * `no-undeclared-field session.user.role`.
   */
  readonly cause: string;
  /** The page of its rule. */
  readonly url: string;
}

/** The complete result of one analysis. */
export interface Report {
  readonly schemaVersion: 1;
  /** True without diagnostics. */
  readonly ok: boolean;
  readonly configs: readonly ConfigReport[];
  readonly fields: readonly FieldReport[];
  readonly diagnostics: readonly DiagnosticReport[];
}
