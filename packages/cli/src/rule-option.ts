import { InvalidArgumentError, Option } from "commander";
import { rules, type RuleSeverity } from "@typed-session/core";

/** Severities by the rules' names. */
export type RuleSettings = Readonly<Record<string, RuleSeverity>>;

const severities: readonly string[] = ["error", "warn", "off"] satisfies readonly RuleSeverity[];

/** `--rule no-secret-in-session=error`, as often as one likes. */
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

/** @throws InvalidArgumentError for what is no rule or no severity */
function parse(text: string): RuleSettings {
  const [name = "", severity = ""] = text.split("=");
  if (!rules.some((rule) => rule.name === name)) throw new InvalidArgumentError(`There is no rule ${name}.`);
  if (!severities.includes(severity))
    throw new InvalidArgumentError(`Write ${name}=error, ${name}=warn or ${name}=off.`);
  return { [name]: severity as RuleSeverity };
}
