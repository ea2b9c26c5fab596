import { parseSettings, settingsKey, type Settings as ProjectSettings } from "@typed-session/core";

/** Where a finding is reported that lies in one file and is fixed in the declaration of another. */
export type ReportAt = "callback" | "declaration" | "both";

/** The options of the rules whose fix changes a declaration: `["error", { reportAt: "callback" }]`. */
export interface RuleOptions {
  /** Default `both`. */
  readonly reportAt?: ReportAt;
}

/** What all rules share, under `settings["typed-session"]`; severities are ESLint's to set. */
export type Settings = Omit<ProjectSettings, "rules">;

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

/**
 * The settings of a config, which ESLint itself does not check.
 *
 * @throws TypeError where they are not what they should be
 */
export function settingsIn(shared: Readonly<Record<string, unknown>>): Settings {
  const given = shared[settingsKey] === undefined ? {} : shared[settingsKey];
  const { settings, problems } = parseSettings(given);
  // Also where the list is empty, which nobody writes for nothing.
  const [problem] = typeof given === "object" && given !== null && "rules" in given ? [rulesAreElsewhere] : problems;
  if (problem !== undefined) throw new TypeError(`settings["${settingsKey}"]: ${problem}.`);
  return settings;
}

const rulesAreElsewhere =
  'there is no option "rules": severities are set in `rules` of the config, as `typed-session/<rule>`';
