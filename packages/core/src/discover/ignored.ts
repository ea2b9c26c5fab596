import picomatch from "picomatch";
import { relativeName } from "../compiler/positions.js";

/** The files whose auth configs are not the project's: those of tests and stories. */
const ofTests = [
  "**/*.{test,spec,cy,stories}.{js,jsx,mjs,cjs,ts,tsx,mts,cts}",
  "**/{__tests__,__mocks__,e2e,cypress,playwright}/**",
];

/**
 * Which files' auth configs do not count.
 *
 * @param root the project's directory; patterns are relative to it
 * @param patterns as in a `.gitignore`: a later one decides, and one that begins with `!` takes files back, be they tests
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
