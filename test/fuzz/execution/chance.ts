/** The random decisions while callbacks run, the same for the same seed. */
export interface Chance {
  /** A whole number below `count`. */
  readonly below: (count: number) => number;
}

/** Marsaglia's xorshift: short, and good enough to take every branch. */
export function chanceFrom(seed: number): Chance {
  let state = seed * 2_654_435_761 + 1;
  return {
    below: (count) => {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      return (state >>> 0) % count;
    },
  };
}

/** One of several values. */
export function oneOf<Value>(chance: Chance, ...values: readonly [Value, ...Value[]]): Value {
  return values[chance.below(values.length)] ?? values[0];
}
