import type ts from "typescript";
import type { Types } from "../../compiler/types.js";

/** A property of a value that is known only by its type. */
export interface ValueProperty {
  readonly name: string;
  /** Its type where it is there. */
  readonly type: ts.Type;
  readonly optional: boolean;
  /** Only parts of the type from a dependency lack it: their values may still hold it. */
  readonly inDoubt: boolean;
  /** The project's own code declares it. */
  readonly isOwn: boolean;
  /** The library's type is that for any provider. */
  readonly isLoose: boolean;
}

/**
 * The properties that JSON or a spread takes from a value. Of a union these are those of all its members: one that a
 * member lacks is optional.
 */
export function propertiesOfValue(types: Types, type: ts.Type): ValueProperty[] {
  const object = types.withoutNullable(type);
  const members = types.partsOf(object);
  const names = new Map<string, ts.Symbol[]>();
  for (const member of members) {
    for (const property of types.propertiesOf(member)) {
      // Methods belong to a prototype and are not spread.
      if (types.isMethod(property) || !types.travels(property)) continue;
      names.set(property.name, [...(names.get(property.name) ?? []), property]);
    }
  }
  const isInAll = (symbols: readonly ts.Symbol[]): boolean => symbols.length === members.length;
  // The order of a union's members depends on what the compiler has met first.
  const others = [...names].filter(([, symbols]) => !isInAll(symbols)).sort(([a], [b]) => (a < b ? -1 : 1));
  return [...[...names].filter(([, symbols]) => isInAll(symbols)), ...others].map(([name, symbols]) => {
    const common = isInAll(symbols) ? types.property(object, name) : undefined;
    const lacking = members.filter((member) => !types.property(member, name));
    const isOptionalThere = symbols.some((symbol) => types.isOptionalProperty(symbol));
    return {
      name,
      type: common ? types.typeOfProperty(common) : types.union(symbols.map((symbol) => types.typeOfProperty(symbol))),
      optional: !isInAll(symbols) || isOptionalThere,
      inDoubt: lacking.length > 0 && lacking.every((member) => types.isOfDependency(member)) && !isOptionalThere,
      isOwn: symbols.some((symbol) => types.isOwnProperty(symbol)),
      isLoose: symbols.every((symbol) => types.isLooselyGiven(symbol)),
    };
  });
}
