import type { NamedField } from "./field-key.js";
import type { DiagnosticReport, FieldReport, Location, Report, RuleSeverity } from "./report.js";

export interface AnalyzeOptions {
  /** Treat what sign-in writes as optional, for projects with tokens older than the field. Default `required`. */
  readonly signInFields?: "required" | "optional";
  /**
   * Where declarations go for which the project has no place yet: into a file of their own, or below the callbacks, as Auth.js documents it. Default
   * `file`.
   */
  readonly declareIn?: "file" | "callback";
  /**
   * Patterns of files whose auth configs do not count, relative to the project's directory. A test's config counts only
   * where a pattern that begins with `!` names its file.
   */
  readonly ignoreConfigs?: readonly string[];
  /** Severities by the rules' names, for those that are not to have their default. A name that is no rule's is ignored. */
  readonly rules?: Readonly<Record<string, RuleSeverity>>;
  /**
   * Also find where the fields are read, which walks every file of the program: those that callbacks write or somebody declares, and
   * those of the session that are read although nothing assigns or declares them. Default false.
   */
  readonly reads?: boolean;
  /**
   * Whether the edits are wanted. Where they are not, what `fix` holds need not be whole: the findings say whether they are fixable, which
   * is then proven in the callbacks, in the declarations and in the files that can read a field which changes. Default true.
   */
  readonly fix?: boolean;
  /**
   * Which findings are to be fixed. Those about fields that feed theirs are fixed as well; all others are left out of the analysis. Default all.
   */
  readonly fixOnly?: (finding: Diagnostic) => boolean;
}

/** One step of the way a value takes: `token.id (auth.ts:8)`. */
export interface FlowStep {
  readonly text: string;
  readonly at?: Location;
}

/** A finding with what a person wants to see beside it. */
export interface Diagnostic extends DiagnosticReport {
  /** TypeScript-style number, stable for ever: the editor's clients key fixes by it. */
  readonly code: number;
  readonly endLine: number;
  readonly endColumn: number;
  /** Whether another finding of the same cause is the one that readers meet. */
  readonly isPart: boolean;
  /** Which field it is about, where it is about one. */
  readonly field?: NamedField;
  /** From the value's origin to what is declared; shown in one line. */
  readonly flow: readonly FlowStep[];
  readonly related: readonly { readonly message: string; readonly at: Location }[];
  /** What its fix does, in a few words: ``Declare `session.plan` ``; none where its rule has none. */
  readonly action?: string;
  /** The file whose declaration its fix changes, once that is proven. */
  readonly fixedIn?: string;
  /** Where it is not fixable: one sentence on what is left for a human, and why. */
  readonly manual?: string;
}

/** All that is known of one field, for `explain`. */
export interface FieldTrace extends FieldReport {
  /** Each write, with its source text and the type it gives. */
  readonly assignments: readonly (Location & { readonly text: string; readonly type: string })[];
  readonly flow: readonly FlowStep[];
  /** Where the files of the program read it; empty unless `reads` was asked for. */
  readonly reads: readonly Location[];
  /** The fields of other interfaces that feed this one. */
  readonly sources: readonly NamedField[];
  /** Calls of code that is not followed, which are taken to run the function in which the field is written: `await transaction(…)`. */
  readonly restsOn: readonly (Location & { readonly text: string })[];
}

/** A place where the analysis cannot see everything, so that nothing is reported as unassigned there. */
export interface OpenTarget extends Location {
  /** `Session`, `Session.user` or `JWT`. */
  readonly target: string;
  /** The expression that made it open, as written, cut to one line. */
  readonly text: string;
  /** Why it cannot be seen through. */
  readonly why: string;
}

/** Something that a person could declare so that others are given a type, and that no finding is about. */
export interface Advice extends Location {
  /** What there is, and what is to be done. */
  readonly message: string;
  /** The declaration, ready to be pasted; absent where its author alone knows the type. */
  readonly text?: string;
  /** Who would be given the type. */
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

/** Edits that the compiler has accepted, and what they leave. */
export interface Fix {
  readonly changes: readonly FileChange[];
  readonly fixed: readonly Diagnostic[];
  readonly remaining: readonly Diagnostic[];
  /** Compiler errors that stood before and that the fix does not remove although they concern the session, for example `profile` possibly undefined. */
  readonly leftToAuthor: readonly CompilerError[];
  /** Compiler errors at reads of fields that the author alone can declare: nobody sees all that the callbacks put into the session. */
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
  /** Empty unless `reads` was asked for. */
  readonly advice: readonly Advice[];
  /** Sentences about what could not be analysed, for example a library that is not installed. */
  readonly problems: readonly Problem[];
  readonly fix: Fix;
}

/** Something that kept a config from being analysed. */
export interface Problem {
  readonly message: string;
  readonly at?: Location;
}
