import type ts from "typescript";
import type { TypeScript } from "../syntax/typescript.js";
import type { FieldPath } from "../api/field-key.js";
import type { Types } from "./types.js";

/** A part of a type that JSON changes. */
export interface Unserializable {
  /** Property names from the value to the part; empty for the value itself. */
  readonly names: FieldPath;
  readonly type: ts.Type;
  /** What happens to it. */
  readonly fate: "becomes" | "emptied" | "indexed" | "dropped" | "throws";
  /** The type that its reader gets, if it becomes something else. */
  readonly arrives?: ts.Type;
}

/** Maximum depth to which a value is searched. */
const maxDepth = 3;

/**
 * The first part of a type that `JSON.stringify` changes: objects with a `toJSON()` of another type (a `Date` becomes a
 * `string`), maps, sets, promises and errors (emptied), lists of bytes (an object with a property for each), functions
 * and symbols (dropped), `bigint` (it throws).
 */
export function unserializable(ts: TypeScript, types: Types, type: ts.Type): Unserializable | undefined {
  const { TypeFlags } = ts;
  const seen = new Set<ts.Type>();
  const primitives =
    TypeFlags.StringLike | TypeFlags.NumberLike | TypeFlags.BooleanLike | TypeFlags.BigIntLike | TypeFlags.ESSymbolLike;
  const find = (current: ts.Type, names: FieldPath, depth: number): Unserializable | undefined => {
    if (seen.has(current) || depth > maxDepth) return undefined;
    seen.add(current);
    if (current.isUnion()) return first(current.types, (part) => find(part, names, depth));
    if ((current.flags & TypeFlags.BigIntLike) !== 0)
      return { names, type: types.literalBase(current), fate: "throws" };
    // A brand exists only for the compiler: `string & { __brand: "id" }` is a string.
    const primitive = current.isIntersection()
      ? current.types.find((part) => (part.flags & primitives) !== 0)
      : undefined;
    if (primitive) return find(primitive, names, depth);
    if ((current.flags & TypeFlags.ESSymbolLike) !== 0) return { names, type: current, fate: "dropped" };
    if ((current.flags & (TypeFlags.Object | TypeFlags.Intersection)) === 0) return undefined;
    if (current.getCallSignatures().length > 0) return { names, type: current, fate: "dropped" };
    const json = types.property(current, "toJSON");
    const signature = json && types.typeOfProperty(json).getCallSignatures()[0];
    if (signature) {
      const arrives = types.returnType(signature);
      return types.isAny(arrives) || types.isAssignable(current, arrives)
        ? undefined
        : { names, type: current, fate: "becomes", arrives };
    }
    if (isOf(types, current, emptied) || isPromise(types, current)) return { names, type: current, fate: "emptied" };
    if (isOf(types, current, indexed)) return { names, type: current, fate: "indexed" };
    const element = types.elementTypes(current);
    if (element) return first(element, (part) => find(part, names, depth + 1));
    // Only the project's own properties count: nobody has spelled out the fields of a dependency's row that is put in
    // as a whole.
    const own = types
      .propertiesOf(current)
      .filter((property) => types.isOwnProperty(property) && types.travels(property));
    return first(own, (property) => find(types.typeOfProperty(property), [...names, property.name], depth + 1));
  };
  return find(type, [], 0);
}

/** The language's own objects without enumerable properties. */
const emptied =
  /^(?:(?:Weak)?(?:Map|Set)|Readonly(?:Map|Set)|WeakRef|RegExp|(?:Shared)?ArrayBuffer|DataView|(?:Aggregate|Eval|Range|Reference|Syntax|Type|URI)?Error)$/;

/** The language's own objects whose elements are enumerable properties. */
const indexed = /^(?:(?:Ui|I)nt(?:8|16|32)|Uint8Clamped|Float(?:16|32|64)|Big(?:Ui|I)nt64)Array$/;

/** Whether a type is one of the language's own, and not one of the same name that a project declares. */
function isOf(types: Types, type: ts.Type, names: RegExp): boolean {
  const symbol = type.getSymbol();
  return names.test(symbol?.name ?? "") && types.isBuiltIn(symbol);
}

/** Whether a type is the language's own promise, or extends it. */
function isPromise(types: Types, type: ts.Type): boolean {
  return types.isBuiltIn(types.property(type, "then"));
}

function first<Item, Found>(items: readonly Item[], find: (item: Item) => Found | undefined): Found | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
