import { unneededSilencers } from "../unneeded.js";
import type { Rule } from "./rule.js";

export const noCallbackCast: Rule = {
  name: "no-callback-cast",
  code: 990013,
  severity: "warn",
  summary: "A cast, `@ts-ignore` or the like in a callback, that the declarations make unneeded",
  fix: "Removes it, together with the declaration that makes it unneeded",
  check: (context) =>
    unneededSilencers(context).map(({ file, start, end, text, removal }) => ({
      file,
      start,
      end,
      message: `\`${text}\` is not needed: with its fields declared, the callback compiles without it.`,
      edits: removal,
      afterDeclarations: true,
    })),
};
