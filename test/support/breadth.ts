/** Set by `pnpm test:long`. */
export const isEveryCase = process.env["EVERY_CASE"] === "1";

/**
 * The versions and layouts in which a test file runs: all of them in `pnpm test:long`, and in the end-to-end tests those
 * in which something breaks first.
 */
export function cases<Case>(
  all: readonly Case[],
  isUsual: (one: Case, index: number) => boolean,
): readonly [Case, ...Case[]] {
  const [first, ...others] = isEveryCase ? all : all.filter(isUsual);
  if (first === undefined) throw new Error("No case is left.");
  return [first, ...others];
}
