import { InvalidArgumentError, Option } from "commander";
import { rules, type RuleSeverity } from "@typed-session/core";
import { CannotRun } from "./exit.js";
import { didYouMean } from "./nearest.js";

/** One of the engine's rules. */
export type Rule = (typeof rules)[number];

/** Severities by the rules' names. */
export type RuleSettings = Readonly<Record<string, RuleSeverity>>;

const severities: readonly string[] = ["error", "warn", "off"] satisfies readonly RuleSeverity[];

/** `--rule no-secret-in-session=error`, any number of times. */
export function ruleOption(): Option {
  return new Option("--rule <name=severity>", "set a rule to error, warn or off; may be repeated")
    .argParser((text: string, before: RuleSettings) => {
      const setting = parse(text);
      const [twice] = Object.keys(setting).filter((name) => name in before);
      if (twice !== undefined) throw new InvalidArgumentError(`${twice} is set twice; set it once.`);
      return { ...before, ...setting };
    })
    .default({}, "each as in the README");
}

/** @throws InvalidArgumentError for an unknown rule or severity */
function parse(text: string): RuleSettings {
  const [name = "", severity = ""] = text.split("=");
  if (!rules.some((rule) => rule.name === name)) throw new InvalidArgumentError(noRule(name));
  if (!severities.includes(severity))
    throw new InvalidArgumentError(`Write ${name}=error, ${name}=warn or ${name}=off.`);
  return { [name]: severity as RuleSeverity };
}

/**
 * @param name a rule's, with or without the prefix that ESLint gives it
 * @throws CannotRun if there is no such rule
 */
export function ruleNamed(name: string): Rule {
  const bare = name.replace(/^typed-session\//, "");
  const rule = rules.find((one) => one.name === bare);
  if (!rule) throw new CannotRun(noRule(bare));
  return rule;
}

function noRule(name: string): string {
  const hint = didYouMean(
    rules.map((rule) => rule.name),
    name,
  );
  return `There is no rule ${name}.${hint}`;
}
