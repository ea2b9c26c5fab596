import { InvalidArgumentError, Option } from "commander";
import type { ScopeOptions } from "./project/scope.js";
import type { RuleSettings } from "./rule-option.js";

/** The common options of `check` and `fix`. */
export interface FindingOptions extends ScopeOptions {
  readonly rule: RuleSettings;
  readonly strict?: boolean;
  readonly maxWarnings?: number;
  readonly quiet?: boolean;
  readonly watch?: boolean;
}

/** `--max-warnings 10`: a whole number, not below zero. */
export function maxWarningsOption(): Option {
  return new Option("--max-warnings <number>", "fail where there are more warnings than this").argParser((text) => {
    if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError("Give a whole number, for example 0.");
    return Number(text);
  });
}

/** The number of rules that are switched off. */
export function rulesOff(rule: RuleSettings): number {
  return Object.values(rule).filter((severity) => severity === "off").length;
}
