import { parseSettings, settingsKey, type Settings as ProjectSettings } from "@typed-session/core";

/** The place of a report whose finding is in one file and whose fix is in the declaration of another. */
export type ReportAt = "callback" | "declaration" | "both";

/** The options of the rules whose fix changes a declaration: `["error", { reportAt: "callback" }]`. */
export interface RuleOptions {
  /** Default `both`. */
  readonly reportAt?: ReportAt;
}

/** The settings that all rules share, under `settings["typed-session"]`; severities are ESLint's. */
export type Settings = Omit<ProjectSettings, "rules">;

export const defaultOptions: Required<RuleOptions> = { reportAt: "both" };

/** The schema of a rule without options, which reports at every place. */
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

/**
 * The settings of a config, which ESLint itself does not check.
 *
 * @throws TypeError if they are invalid
 */
export function settingsIn(shared: Readonly<Record<string, unknown>>): Settings {
  const given = shared[settingsKey] === undefined ? {} : shared[settingsKey];
  const { settings, problems } = parseSettings(given);
  // Even an empty list, which nobody writes without a reason.
  const [problem] = typeof given === "object" && given !== null && "rules" in given ? [rulesAreElsewhere] : problems;
  if (problem !== undefined) throw new TypeError(`settings["${settingsKey}"]: ${problem}.`);
  return settings;
}

const rulesAreElsewhere =
  'there is no option "rules": severities are set in `rules` of the config, as `typed-session/<rule>`';
