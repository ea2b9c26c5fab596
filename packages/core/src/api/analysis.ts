import type { NamedField } from "./field-key.js";
import type { DiagnosticReport, FieldReport, Location, Report, RuleSeverity } from "./report.js";

export interface AnalyzeOptions {
  /** Treat what sign-in writes as optional, for projects with tokens older than the field. Default `required`. */
  readonly signInFields?: "required" | "optional";
  /**
   * Where declarations go without a place in the project yet: into a file of their own, or below the callbacks, as
   * Auth.js documents it. Default `file`.
   */
  readonly declareIn?: "file" | "callback";
  /**
   * Patterns of files whose auth configs do not count, relative to the project's directory. A test's config counts only
   * if a pattern with a leading `!` names its file.
   */
  readonly ignoreConfigs?: readonly string[];
  /** Severities by rule name, for rules that deviate from their default. An unknown name is ignored. */
  readonly rules?: Readonly<Record<string, RuleSeverity>>;
  /**
   * Also find the reads of fields, which walks every file of the program: of assigned and declared fields, and of
   * session fields that are neither. Default false.
   */
  readonly reads?: boolean;
  /**
   * Whether the edits are wanted. Without them `fix` may be incomplete: findings only tell whether they are fixable,
   * which is then proven in the callbacks, in the declarations and in the files that can read a changed field. Default
   * true.
   */
  readonly fix?: boolean;
  /**
   * Which findings to fix. Findings about fields that feed theirs are fixed as well; all others are left out of the
   * analysis. Default all.
   */
  readonly fixOnly?: (finding: Diagnostic) => boolean;
}

/** One step of the way a value takes: `token.id (auth.ts:8)`. */
export interface FlowStep {
  readonly text: string;
  readonly at?: Location;
}

/** A finding with the details that a person wants to see. */
export interface Diagnostic extends DiagnosticReport {
  /** TypeScript-style number, stable forever: the editor's clients key fixes by it. */
  readonly code: number;
  readonly endLine: number;
  readonly endColumn: number;
  /** Whether another finding of the same cause is the one that readers meet. */
  readonly isPart: boolean;
  /** The field that it is about, if there is one. */
  readonly field?: NamedField;
  /** From the value's origin to the declaration; shown in one line. */
  readonly flow: readonly FlowStep[];
  readonly related: readonly { readonly message: string; readonly at: Location }[];
  /** What its fix does, in a few words: ``Declare `session.plan` ``; absent if its rule has no fix. */
  readonly action?: string;
  /** The file whose declaration its fix changes, once the fix is proven. */
  readonly fixedIn?: string;
  /** If it is not fixable: one sentence on what is left for a human, and why. */
  readonly manual?: string;
}

/** Everything known about one field, for `explain`. */
export interface FieldTrace extends FieldReport {
  /** Each write, with its source text and the type it gives. */
  readonly assignments: readonly (Location & { readonly text: string; readonly type: string })[];
  readonly flow: readonly FlowStep[];
  /** Its reads in the files of the program; empty without the option `reads`. */
  readonly reads: readonly Location[];
  /** The fields of other interfaces that feed this one. */
  readonly sources: readonly NamedField[];
  /**
   * Calls of code that is not followed, which are assumed to run the function that writes the field:
   * `await transaction(…)`.
   */
  readonly restsOn: readonly (Location & { readonly text: string })[];
}

/** A place that the analysis cannot see through, so that its target gets no report of unassigned fields. */
export interface OpenTarget extends Location {
  /** `Session`, `Session.user` or `JWT`. */
  readonly target: string;
  /** The expression that made it open, as written, cut to one line. */
  readonly text: string;
  /** Why it cannot be seen through. */
  readonly why: string;
}

/** A declaration that would give others a type, and that no finding asks for. */
export interface Advice extends Location {
  /** The situation, and what to do. */
  readonly message: string;
  /** The declaration, ready to be pasted; absent if only its author knows the type. */
  readonly text?: string;
  /** The reads that would get the type. */
  readonly reads: readonly Location[];
}

/** A file as `fix` would leave it. */
export interface FileChange {
  /** Absolute, `/`-separated. */
  readonly fileName: string;
  /** The text the analysis read, without a byte-order mark; `undefined` when the file is to be created. */
  readonly before: string | undefined;
  /** `undefined` when the file is to be deleted. */
  readonly after: string | undefined;
}

/** Edits that the compiler has accepted, and what remains after them. */
export interface Fix {
  readonly changes: readonly FileChange[];
  readonly fixed: readonly Diagnostic[];
  readonly remaining: readonly Diagnostic[];
  /**
   * Earlier compiler errors that concern the session and that the fix does not remove, for example `profile` possibly
   * undefined.
   */
  readonly leftToAuthor: readonly CompilerError[];
  /**
   * Compiler errors at reads of fields that only the author can declare, as the callbacks put more into the session
   * than can be seen.
   */
  readonly undeclaredReads: readonly CompilerError[];
}

export interface CompilerError extends Location {
  readonly code: number;
  readonly message: string;
}

export interface Analysis {
  readonly report: Report;
  readonly diagnostics: readonly Diagnostic[];
  readonly traces: readonly FieldTrace[];
  readonly openTargets: readonly OpenTarget[];
  /** Empty without the option `reads`. */
  readonly advice: readonly Advice[];
  /** Sentences about what could not be analysed, for example a library that is not installed. */
  readonly problems: readonly Problem[];
  readonly fix: Fix;
}

/** An obstacle to the analysis of a config. */
export interface Problem {
  readonly message: string;
  readonly at?: Location;
}
