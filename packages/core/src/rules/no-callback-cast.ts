import { hasOpenSilencers, unneededInCallbacks } from "./silencers.js";
import { findingsOf } from "./unneeded.js";
import type { Rule } from "./rule.js";
import { silencersInCallbacks } from "./find-silencers.js";

export const noCallbackCast: Rule = {
  name: "no-callback-cast",
  code: 990013,
  severity: "warn",
  summary: "A cast, `@ts-ignore` or the like in a callback, that the declarations make unneeded",
  fix: "Removes it, together with the declaration that makes it unneeded",
  action: "Remove what the declarations make unneeded",
  requiresProvenFix: true,
  leavesOpen: (context) => hasOpenSilencers(context, silencersInCallbacks(context)),
  check: (context, found) => findingsOf(unneededInCallbacks(context, found), "the callback"),
};
