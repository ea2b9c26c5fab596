import type { Ineffective } from "../ineffective/ineffective.js";
import type { Model } from "../model/model.js";
import type { RuleSeverity } from "../api/report.js";
import type { Directive } from "./directives.js";
import type { InferOptions } from "../infer/facts.js";
import type { Reconciled } from "../reconcile/reconciled.js";
import type { DeclarationSite } from "../declare/change.js";
import type { Finding } from "../declare/finding.js";

/** The input of every rule. */
export interface RuleContext {
  readonly inferOptions: InferOptions;
  readonly directives: readonly Directive[];
  /** The names of all rules. */
  readonly ruleNames: readonly string[];
  /** The rule's severity in this project. */
  readonly severityOf: (ruleName: string) => RuleSeverity;
  /** The program as its author left it. */
  readonly base: Model;
  /** The declarations with which callbacks and types agree. */
  readonly settled: Reconciled;
  readonly site: DeclarationSite;
  /** Whether `settled` is final; else types may depend on fields that are not declared yet. */
  readonly isSettled: boolean;
  /** Whether the knowledge is whole; else it comes only from the author's own program. */
  readonly isWhole: boolean;
  /** Augmentations without effect. */
  readonly ineffective: readonly Ineffective[];
  /**
   * Fields that only an ineffective augmentation declares. They get no further finding, as fixing the augmentation
   * declares them.
   */
  readonly declaredWithoutEffect: ReadonlySet<string>;
}

/** A rule: data about it, and one function that finds its findings. */
export interface Rule {
  readonly name: string;
  /** The number under which editors know it; never used again for another rule. */
  readonly code: number;
  /** The default severity; `off` makes a rule opt-in. */
  readonly severity: RuleSeverity;
  /** What it finds, in one line for tables. */
  readonly summary: string;
  /** What its fix does, in one line for tables. */
  readonly fix: string;
  /** The title of its fix in a menu of quick fixes, with `{field}` for the field; absent for a rule without a fix. */
  readonly action?: string;
  /** Each of its findings claims that an edit holds; a finding whose edit does not hold is dropped. */
  readonly requiresProvenFix?: true;
  /** What it reports about a field's declaration. Findings with the same aspect along one flow have one cause. */
  readonly aspect?: "undeclared" | "wrong type" | "may be missing";
  /** Its findings may be in any file that reads the session. */
  readonly reportsInReaders?: true;
  /** Its findings do not depend on undeclared fields. */
  readonly isKnownAtOnce?: true;
  /** It reads the findings of all other rules. */
  readonly looksAtAll?: true;
  /** Whether it would find more with the help of other programs. */
  readonly leavesOpen?: (context: RuleContext) => boolean;
  /** @param found the findings of the rules before it in the list */
  readonly check: (context: RuleContext, found: readonly FoundBy[]) => readonly Finding[];
}

/** A finding with its rule. */
export type FoundBy = Finding & { readonly rule: Rule };

/** The page of a rule. */
export function pageOf({ name }: Pick<Rule, "name">): string {
  return `https://github.com/typed-session/typed-session/blob/main/packages/eslint-plugin/docs/rules/${name}.md`;
}
