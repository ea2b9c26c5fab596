import type { Ineffective } from "../ineffective/ineffective.js";
import type { Model } from "../model/model.js";
import type { RuleSeverity } from "../api/report.js";
import type { Directive } from "./directives.js";
import type { InferOptions } from "../infer/facts.js";
import type { Reconciled } from "../reconcile/reconciled.js";
import type { DeclarationSite } from "../declare/change.js";
import type { Finding } from "../declare/finding.js";

/** What every rule looks at. */
export interface RuleContext {
  readonly inferOptions: InferOptions;
  readonly directives: readonly Directive[];
  /** The names of all rules. */
  readonly ruleNames: readonly string[];
  /** How grave a rule is in this project. */
  readonly severityOf: (ruleName: string) => RuleSeverity;
  /** The program as its author left it. */
  readonly base: Model;
  /** The declarations under which callbacks and types agree. */
  readonly settled: Reconciled;
  readonly site: DeclarationSite;
  /** Whether the declarations are known under which callbacks and types agree; else what is said of types may rest on what nobody declares. */
  readonly isSettled: boolean;
  /** Whether all has been found out; else only what the author's own program says without another one beside it. */
  readonly isWhole: boolean;
  /** Augmentations that change nothing for any reader. */
  readonly ineffective: readonly Ineffective[];
  /** Fields that only an augmentation without effect declares: once it takes effect they are declared, and nothing else need be said. */
  readonly declaredWithoutEffect: ReadonlySet<string>;
}

/** A rule is data and one function: what it is called, how grave it is, what it finds. */
export interface Rule {
  readonly name: string;
  /** The number under which editors know it; never used again for another rule. */
  readonly code: number;
  /** Unless the project says otherwise; a rule that is `off` is for those who ask for it. */
  readonly severity: RuleSeverity;
  /** What it finds, in one line for tables. */
  readonly summary: string;
  /** What its fix does, in one line for tables. */
  readonly fix: string;
  /** What a menu of quick fixes calls its fix, with `{field}` for the field; none where it is never fixed. */
  readonly action?: string;
  /** Each of its findings claims that an edit holds: one whose edit does not is none. */
  readonly requiresProvenFix?: true;
  /** What it says of a field's declaration. Findings that say the same along one flow have one cause. */
  readonly aspect?: "undeclared" | "wrong type" | "may be missing";
  /** Whether its findings may stand in any file that reads the session. */
  readonly reportsInReaders?: true;
  /** Its findings rest on nothing that is not declared yet. */
  readonly isKnownAtOnce?: true;
  /** It is about what all other rules have found. */
  readonly looksAtAll?: true;
  /** Whether it would find more with the help of other programs, where it was given none. */
  readonly leavesOpen?: (context: RuleContext) => boolean;
  /** @param found what the rules before it in the list have found */
  readonly check: (context: RuleContext, found: readonly FoundBy[]) => readonly Finding[];
}

/** A finding and the rule that has found it. */
export type FoundBy = Finding & { readonly rule: Rule };

/** The page about a rule. */
export function pageOf({ name }: Pick<Rule, "name">): string {
  return `https://github.com/typed-session/typed-session/blob/main/packages/eslint-plugin/docs/rules/${name}.md`;
}
