import type { AnalyzeOptions } from "@typed-session/core";

/** Where a finding is reported that lies in one file and is fixed in the declaration of another. */
export type ReportAt = "callback" | "declaration" | "both";

/** The options of the rules whose fix changes a declaration: `["error", { reportAt: "callback" }]`. */
export interface RuleOptions {
  /** Default `both`. */
  readonly reportAt?: ReportAt;
}

/** What all rules share, under `settings["typed-session"]`. */
export type Settings = Pick<AnalyzeOptions, "signInFields">;

export const defaultOptions: Required<RuleOptions> = { reportAt: "both" };

/** For a rule that has no options: it reports wherever there is something to say. */
export const noOptionsSchema = [];

export const optionsSchema = [
  {
    type: "object" as const,
    properties: {
      reportAt: {
        type: "string" as const,
        description: "Where to report what lies in a callback and is fixed in the declaration of another file.",
        enum: ["callback", "declaration", "both"] satisfies ReportAt[],
      },
    },
    additionalProperties: false,
  },
];

const settingsKey = "typed-session";

/**
 * The settings of a config, which ESLint itself does not check.
 *
 * @throws TypeError where they are not what they should be
 */
export function settingsIn(shared: Readonly<Record<string, unknown>>): Required<Settings> {
  const given = shared[settingsKey] ?? {};
  if (typeof given !== "object") throw new TypeError(`settings["${settingsKey}"] must be an object.`);
  const { signInFields = "required", ...others } = given as Record<string, unknown>;
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) throw new TypeError(`settings["${settingsKey}"] has no "${unknown}".`);
  if (signInFields !== "required" && signInFields !== "optional")
    throw new TypeError(`settings["${settingsKey}"].signInFields must be "required" or "optional".`);
  return { signInFields };
}
