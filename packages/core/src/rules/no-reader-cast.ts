import { hasOpenSilencers, unneededInReaders } from "./silencers.js";
import { findingsOf } from "./unneeded.js";
import type { Rule } from "./rule.js";
import { silencersInReaders } from "./find-silencers.js";

export const noReaderCast: Rule = {
  name: "no-reader-cast",
  code: 990014,
  severity: "off",
  summary: "A declared field of the session is read through a cast that nothing needs",
  fix: "Removes the cast",
  action: "Remove the cast",
  requiresProvenFix: true,
  reportsInReaders: true,
  leavesOpen: (context) => hasOpenSilencers(context, silencersInReaders(context)),
  check: (context, found) => findingsOf(unneededInReaders(context, found), "this"),
};
