import type { NativeModules, Sync } from "./modules.js";

/**
 * The types that `await` can give of a value, where the checker has no question for it: TypeScript 7.0. Of a union these
 * are several.
 */
export function awaitedTypes(modules: NativeModules, checker: Sync.Checker, type: Sync.Type): readonly Sync.Type[] {
  return new Awaiting(modules, checker).of(type) ?? [type];
}

class Awaiting {
  private readonly modules: NativeModules;
  private readonly checker: Sync.Checker;
  /** A promise of itself gives no value. */
  private readonly seen = new Set<Sync.Type>();

  constructor(modules: NativeModules, checker: Sync.Checker) {
    this.modules = modules;
    this.checker = checker;
  }

  /** `undefined` if the value is there without waiting. */
  of(type: Sync.Type): readonly Sync.Type[] | undefined {
    if (this.seen.has(type)) return [];
    if (type.isUnionType()) {
      const members = type.getTypes().map((one) => [one, this.of(one)] as const);
      // A union whose members are there keeps its name.
      if (members.every(([, values]) => values === undefined)) return undefined;
      return members.flatMap(([one, values]) => values ?? [one]);
    }
    this.seen.add(type);
    const values = this.valuesOf(type);
    return values?.flatMap((value) => this.of(value) ?? [value]);
  }

  /** What a `then` hands to the first function that it is given; `undefined` without one. */
  private valuesOf(type: Sync.Type): readonly Sync.Type[] | undefined {
    const { checker } = this;
    const name = type.getSymbol()?.name;
    if (name === "Promise" || name === "PromiseLike") {
      const values = checker.getTypeArguments(type as Sync.TypeReference);
      if (values.length === 1) return values;
    }
    const { TypeFlags } = this.modules.sync;
    if ((type.flags & (TypeFlags.Object | TypeFlags.Intersection)) === 0) return undefined;
    const then = checker.getPropertyOfType(type, "then");
    const handlers = then && this.firstParameters(checker.getTypeOfSymbol(then));
    const values = handlers?.flatMap((handler) => this.firstParameters(checker.getNonNullableType(handler)));
    return values === undefined || values.length === 0 ? undefined : values;
  }

  /** The types of the first parameter of a function's signatures. */
  private firstParameters(type: Sync.Type | undefined): readonly Sync.Type[] {
    if (!type) return [];
    const signatures = this.checker.getSignaturesOfType(type, this.modules.sync.SignatureKind.Call);
    return signatures.flatMap((signature) => {
      const [first] = signature.getParameters();
      return (first && this.checker.getTypeOfSymbol(first)) ?? [];
    });
  }
}
