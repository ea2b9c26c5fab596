import { rules, type AnalyzeOptions, type RuleSeverity } from "@typed-session/core";

const severities: readonly unknown[] = ["error", "warn", "off"] satisfies RuleSeverity[];
/** `global` is what the server adds for a plugin that the editor brings, and `transformProgram` what ts-patch reads. */
const known = ["name", "global", "transform", "transformProgram", "rules", "signInFields"];

/**
 * The options beside the plugin's name in the tsconfig, as `schema/options.schema.json` describes them: what is wrong with them is
 * told, and otherwise ignored.
 * @param config anything: nobody has checked it
 */
export function parseOptions(config: unknown): {
  readonly options: AnalyzeOptions;
  readonly problems: readonly string[];
} {
  const problems: string[] = [];
  const given = isRecord(config) ? config : {};
  const ruleNames = rules.map(({ name }) => name);
  for (const name of Object.keys(given)) if (!known.includes(name)) problems.push(`there is no option "${name}"`);

  const set = new Map<string, RuleSeverity>();
  const { rules: wanted = {}, signInFields = "required" } = given;
  if (!isRecord(wanted)) problems.push('"rules" must be an object of rule names and severities');
  for (const [name, severity] of Object.entries(isRecord(wanted) ? wanted : {})) {
    if (!ruleNames.includes(name)) problems.push(`there is no rule "${name}"`);
    else if (!isSeverity(severity)) problems.push(`the severity of "${name}" must be "error", "warn" or "off"`);
    else set.set(name, severity);
  }
  if (signInFields !== "required" && signInFields !== "optional")
    problems.push('"signInFields" must be "required" or "optional"');
  return {
    options: { rules: Object.fromEntries(set), signInFields: signInFields === "optional" ? "optional" : "required" },
    problems,
  };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isSeverity(value: unknown): value is RuleSeverity {
  return severities.includes(value);
}
