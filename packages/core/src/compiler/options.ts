import type ts from "typescript";
import type { TypeScript } from "../syntax/typescript.js";

/**
 * Whether `undefined` and `null` are types of their own. TypeScript 6 turns `strict` on by default. Its own function
 * for this is not in the public types; without it the version decides.
 */
export function isStrictNullChecks(ts: Pick<TypeScript, "versionMajorMinor">, options: ts.CompilerOptions): boolean {
  const { getStrictOptionValue } = ts as {
    getStrictOptionValue?: (options: ts.CompilerOptions, flag: "strictNullChecks") => boolean;
  };
  if (getStrictOptionValue) return getStrictOptionValue(options, "strictNullChecks");
  return options.strictNullChecks ?? options.strict ?? Number(ts.versionMajorMinor) >= 6;
}
