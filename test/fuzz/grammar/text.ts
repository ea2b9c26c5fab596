import fc from "fast-check";

/** A text with generated parts: `` text`if (${condition}) ${statement}` ``. */
export function text(
  strings: TemplateStringsArray,
  ...parts: readonly (fc.Arbitrary<string> | string)[]
): fc.Arbitrary<string> {
  const made = parts.map((part) => (typeof part === "string" ? fc.constant(part) : part));
  return fc.tuple(...made).map((texts) => String.raw({ raw: strings }, ...texts));
}

/** One of several texts; a failing case shrinks to the first. */
export function anyOf(...texts: readonly string[]): fc.Arbitrary<string> {
  return fc.constantFrom(...texts);
}

/** Several texts of a kind, one after the other. */
export function several(
  one: fc.Arbitrary<string>,
  { min = 0, max, separator = "\n" }: { readonly min?: number; readonly max: number; readonly separator?: string },
): fc.Arbitrary<string> {
  return fc.array(one, { minLength: min, maxLength: max }).map((texts) => texts.join(separator));
}

/** A kind of text, with its relative frequency. */
export type Kind = readonly [weight: number, text: fc.Arbitrary<string>];

/** One of several kinds; the first if a failing case shrinks, or if the nesting is deep enough. */
export function choice(...kinds: readonly Kind[]): fc.Arbitrary<string> {
  return fc.oneof(
    { depthIdentifier: "grammar", maxDepth: 4, depthSize: "small", withCrossShrink: true },
    ...kinds.map(([weight, arbitrary]) => ({ weight, arbitrary })),
  );
}
