import { listed, shown } from "@typed-session/core/shown";
import { count } from "../render/style.js";
import { doWarningsFail, type Tally, type Threshold } from "./outcome.js";
import type { Survey, Unseen } from "./survey.js";

/** The work that `fix` has done, or would do. */
interface FixTally {
  readonly fixed: number;
  readonly isDryRun: boolean;
  /** Whether files were named, so that other files are not mentioned. */
  readonly isLimited: boolean;
  /** Readers of fields that only the author can declare. */
  readonly undeclaredReads: number;
}

/** The data of a run's closing line. */
export interface Closing {
  /** The tsconfigs' names for the user. */
  readonly tsconfigNames: string;
  readonly survey: Survey;
  /** The shown findings; after `fix`, the remaining ones. */
  readonly tally: Tally;
  readonly threshold: Threshold;
  /** The number of findings that are hidden because the user has named other files; `undefined` if none were named. */
  readonly elsewhere?: number | undefined;
  /** The number of rules that the project or `--rule` switches off. */
  readonly rulesOff: number;
  /** Absent after `check`. */
  readonly fix?: FixTally;
  readonly milliseconds: number;
  /** A file's name for the user, from its absolute name. */
  readonly nameFile: (fileName: string) => string;
}

/**
 * The line that says what a run has looked at and what it came to, so that silence needs no guess. It ends with a line
 * break.
 */
export function closingLine(closing: Closing): string {
  const sentence = closing.survey.configs === 0 ? withoutConfig(closing) : withConfigs(closing);
  return `${shown(`${sentence} (${seconds(closing.milliseconds)})`)}\n`;
}

/** The time in seconds with one digit, as `tsc` prints it. */
function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

function withoutConfig({ survey, tsconfigNames, nameFile }: Closing): string {
  const { unseen, isUnprepared, tsconfigs, projects } = survey;
  const [first] = unseen;
  if (first?.why === "unchecked") return unchecked(unseen, tsconfigNames, nameFile);
  if (projects === 0) return "No package of this workspace holds an auth config";
  const others = tsconfigs > projects ? ` and the tsconfigs that belong to ${projects > 1 ? "them" : "it"}` : "";
  const none = `No auth config in the ${count(survey.files, "file")} of ${tsconfigNames}${others}`;
  if (isUnprepared) {
    return `${none}; Nuxt has not generated its tsconfigs yet: run \`npx nuxt prepare\`, and then this again`;
  }
  if (!first) return `${none}: if it belongs to another tsconfig, name that with --project`;
  return `${none}; ${nameFile(first.file)} holds one: ${remedy(first, tsconfigNames, nameFile)}`;
}

function unchecked(
  [first, ...others]: readonly Unseen[],
  tsconfigNames: string,
  nameFile: Closing["nameFile"],
): string {
  if (!first) return "";
  const more = others.length > 0 ? ` and ${others.length} more` : "";
  return (
    `JavaScript is not checked here, so that the auth config in ${nameFile(first.file)}${more} is not looked at: ` +
    `set "checkJs" in ${tsconfigNames}, or write \`// @ts-check\` above its first line`
  );
}

function remedy({ file, why, project }: Unseen, tsconfigNames: string, nameFile: Closing["nameFile"]): string {
  if (why === "elsewhere") return `run this with --project ${nameFile(project)}`;
  return /\.[cm]?jsx?$/.test(file)
    ? `set "allowJs" and "checkJs" in ${tsconfigNames}, and see that its "include" takes the file`
    : `let the "include" of ${tsconfigNames} take it`;
}

function withConfigs(closing: Closing): string {
  const { survey, tally, fix, tsconfigNames, nameFile } = closing;
  const { configs, fields, unseen } = survey;
  const isClean = tally.errors + tally.warnings === 0 && (fix?.undeclaredReads ?? 0) === 0;
  const others = survey.workspace?.others ?? 0;
  const left = [
    ...(unseen.length > 0 ? [unchecked(unseen, tsconfigNames, nameFile)] : []),
    ...(others > 0 ? [`${count(others, "other package")} ${others === 1 ? "sees" : "see"} none`] : []),
  ];
  const head = `${count(configs, "config")}${place(survey, nameFile)}`;
  if (isClean && !fix?.fixed) {
    const held = fields === 0 ? "no fields beyond the library's own" : count(fields, "field");
    const limits = fix?.isLimited === true ? " in the files you named" : "";
    return [`${head}, ${held}, nothing to fix${limits}${qualified(closing)}`, ...elsewhere(closing), ...left].join(
      "; ",
    );
  }
  const found = [...fixed(closing), ...(isClean ? [] : [counts(closing)])];
  return [`${head}: ${found.join("; ")}`, ...outlook(closing), ...elsewhere(closing), ...left].join("; ");
}

/** The packages that hold the configs, and those that see them, if they are not the user's own project. */
function place({ packages, workspace }: Survey, nameFile: Closing["nameFile"]): string {
  const { holding, reading } = workspace ?? { holding: packages, reading: [] };
  const inside = holding.length > 0 ? ` in ${packagesText(holding.map(nameFile))}` : "";
  return reading.length > 0 ? `${inside}, seen by ${packagesText(reading.map(nameFile))}` : inside;
}

/** Some names, or the number of packages if there are many. */
function packagesText(names: readonly string[]): string {
  return names.length > 3 ? count(names.length, "package") : listed(names);
}

/** The limits of "nothing to fix". */
function qualified({ survey, rulesOff }: Closing): string {
  const off = rulesOff > 0 ? ` with ${count(rulesOff, "rule")} off` : "";
  return survey.isOpen
    ? `${off} as far as the callbacks can be seen through: \`typed-session explain\` says where they cannot`
    : off;
}

function fixed({ fix, tally }: Closing): string[] {
  if (!fix?.fixed) return [];
  if (fix.isDryRun) return [`${fix.fixed} can be fixed, and nothing was written because of --dry-run`];
  const isAll = tally.errors + tally.warnings + fix.undeclaredReads === 0;
  return [`${fix.fixed} fixed${isAll ? `, nothing left${fix.isLimited ? " in the files you named" : ""}` : ""}`];
}

function counts({ tally: { errors, warnings }, fix }: Closing): string {
  const reads = fix?.undeclaredReads ?? 0;
  const parts = [
    ...(errors > 0 ? [count(errors, "error")] : []),
    ...(warnings > 0 ? [count(warnings, "warning")] : []),
    ...(reads > 0 ? [`${count(reads, "read")} of what nothing declares`] : []),
  ];
  return `${parts.join(", ")}${fix ? " left for you" : ""}`;
}

/** The remedy for the findings, and the reason why warnings fail. */
function outlook({ tally, threshold, fix, survey }: Closing): string[] {
  const { errors, warnings, fixable } = tally;
  const all = errors + warnings;
  const which = fixable === all ? (all === 1 ? "it" : "all") : String(fixable);
  const why = threshold.strict
    ? "--strict counts warnings as errors"
    : `--max-warnings allows ${threshold.maxWarnings === 0 ? "none" : `no more than ${threshold.maxWarnings ?? 0}`}`;
  return [
    ...(!fix && fixable > 0
      ? [`${which} can be fixed by \`typed-session fix${survey.workspace ? " --recursive" : ""}\``]
      : []),
    ...(errors === 0 && doWarningsFail(tally, threshold) ? [why] : []),
  ];
}

function elsewhere({ elsewhere: number }: Closing): string[] {
  if (number === undefined || number === 0) return [];
  return [`${count(number, "finding")} in other files than you named`];
}
