import type { Finding } from "../declare/finding.js";
import type { Silencer } from "./find-silencers.js";

/** The findings for unneeded casts and comments, one for each. */
export function findingsOf(silencers: readonly Silencer[], where: string): Finding[] {
  return silencers.map(({ file, start, end, text, removal, byTypes }) => ({
    file,
    start,
    end,
    message: `\`${text}\` is not needed: with its fields declared, ${where} compiles without it.`,
    edits: removal,
    afterDeclarations: true,
    ...(byTypes && { byTypes }),
  }));
}
