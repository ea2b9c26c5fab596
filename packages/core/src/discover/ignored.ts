import picomatch from "picomatch";
import { relativeName } from "../compiler/positions.js";

/** The files whose auth configs belong to tests and stories. */
const ofTests = [
  "**/*.{test,spec,cy,stories}.{js,jsx,mjs,cjs,ts,tsx,mts,cts}",
  "**/{__tests__,__mocks__,e2e,cypress,playwright}/**",
];

/**
 * The files whose auth configs are ignored.
 *
 * @param root the project's directory; patterns are relative to it
 * @param patterns as in a `.gitignore`: the last match decides, and one that begins with `!` takes files back, even
 * tests
 * @returns takes an absolute, `/`-separated file name
 */
export function ignoredConfigs(root: string, patterns: readonly string[] = []): (fileName: string) => boolean {
  const matchers = [...ofTests, ...patterns].map((pattern) => {
    const isTakenBack = pattern.startsWith("!");
    return { isTakenBack, matches: picomatch(isTakenBack ? pattern.slice(1) : pattern, { dot: true }) };
  });
  return (fileName) => {
    const name = relativeName(root, fileName);
    const last = matchers.findLast(({ matches }) => matches(name));
    return last !== undefined && !last.isTakenBack;
  };
}
