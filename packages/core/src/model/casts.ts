import { isAssertion, skipParentheses, type Assertion } from "../edits/assertions.js";
import type { Model } from "./model.js";
import { isInformative } from "../infer/interpreter/spread.js";

/**
 * The casts in the callbacks that silence the compiler: of the session, the token, the inputs, and of a value that is
 * assigned to a field.
 */
export function castsIn({ workspace: { ts }, fields, userWrites, observed, types }: Model): Assertion[] {
  const ofValues = [...[...fields.values()].flatMap((field) => field.writes), ...userWrites].flatMap(
    ({ value }): Assertion[] => {
      const outer = value && skipParentheses(ts, value);
      return outer && isAssertion(ts, outer) && !isInformative(ts, types, outer) ? [outer] : [];
    },
  );
  return [...new Set([...observed.flatMap(({ seen }) => seen.casts), ...ofValues])];
}
