import type ts from "typescript";
import type { ProgramView } from "../compiler/program-view.js";
import type { InterfaceName } from "../api/report.js";
import { libraryBases } from "../compiler/base-types.js";
import { basesOf } from "../syntax/bases.js";
import { basesIn, isUnknowableBase } from "./unknowable.js";
import { fieldIn, isOnEveryObject, isSameField, parentOf, sessionUser, type FieldKey } from "../api/field-key.js";
import { isOwnFile } from "../compiler/own-files.js";

/** A field of the merged interface. */
export interface DeclaredField {
  readonly type: ts.Type;
  readonly optional: boolean;
  /** The declaration of the field, preferably the project's own. */
  readonly node: ts.Declaration | undefined;
  /**
   * The first of the project's own property signatures; `undefined` if no edit of one would change it for all readers.
   */
  readonly own: ts.PropertySignature | undefined;
  /** All of them: two files may declare the same field, and must then agree. */
  readonly owns: readonly ts.PropertySignature[];
}

/**
 * The merged interfaces that the readers of one config's session see, and the parts of them that are the project's own.
 */
export interface DeclaredInterfaces {
  /** Names of the interfaces that resolve. */
  readonly names: readonly InterfaceName[];
  field(key: FieldKey): DeclaredField | undefined;
  /** The type of the object around the field: the interface's, or that of `Session["user"]`. */
  holder(key: FieldKey): ts.Type | undefined;
  /** The fields that the project's own code declares; `user.…` for those of `Session["user"]`. */
  ownFields(name: InterfaceName): readonly (FieldKey & { readonly declared: DeclaredField })[];
  /** The project's own declarations that take effect for an interface, in program order. */
  ownDeclarations(name: InterfaceName): readonly ts.InterfaceDeclaration[];
  /** The bases of these, without bases of the library's own that add nothing. */
  ownBases(name: InterfaceName): readonly ts.ExpressionWithTypeArguments[];
  /** The names of the library's interfaces and of their bases. */
  libraryNames(): ReadonlySet<string>;
  /** The names of the files that declare them, the library's and the project's. */
  readonly fileNames: ReadonlySet<string>;
  /** Whether it extends a type that does not resolve, and may declare anything. */
  isUnknowable(name: InterfaceName): boolean;
  /** The same for the object around a field. */
  isHeldByUnknowable(key: FieldKey): boolean;
  /** Whether an undeclared name may be read and is `unknown` or `any`. */
  hasIndexSignature(name: InterfaceName): boolean;
}

// eslint-disable-next-line max-lines-per-function -- a factory: each of its members is a short function of its own
export function declaredInterfaces(
  view: ProgramView,
  interfaces: ReadonlyMap<InterfaceName, ts.Type>,
): DeclaredInterfaces {
  const { ts, program, types } = view;
  const isOwn = (node: ts.Node): boolean => isOwnFile(program, node.getSourceFile());

  const fieldOf = (type: ts.Type, name: string): DeclaredField | undefined => {
    const symbol = types.property(type, name);
    if (!symbol || (isOnEveryObject(name) && types.isBuiltIn(symbol))) return undefined;
    const declarations = types.declarationsOf(symbol);
    const owns = declarations.filter(ts.isPropertySignature).filter(isOwn);
    return {
      type: types.typeOfProperty(symbol),
      optional: types.isOptionalProperty(symbol),
      node: owns[0] ?? declarations[0],
      own: owns[0],
      owns,
    };
  };
  /** In `A | B` a field may belong to one part, or to several that differ: only the author can say which is meant. */
  const fieldOfAny = (type: ts.Type, name: string): DeclaredField | undefined => {
    const object = types.withoutNullable(type);
    if (!types.isUnion(object)) return fieldOf(object, name);
    const parts = types.partsOf(object);
    const found = parts.flatMap((part) => fieldOf(part, name) ?? []);
    const [first] = found;
    if (!first) return undefined;
    const isWhole = found.length === parts.length;
    if (isWhole && found.every((one) => one.node === first.node)) return fieldOf(object, name);
    return {
      type: types.union(found.map((one) => one.type)),
      optional: !isWhole || found.some((one) => one.optional),
      node: first.node,
      own: undefined,
      owns: [],
    };
  };
  const field = ({ interface: name, names }: FieldKey): DeclaredField | undefined => {
    let type = interfaces.get(name);
    let found: DeclaredField | undefined;
    for (const part of names) {
      const holder = found;
      const isInUser = holder !== undefined;
      found =
        type &&
        ((isInUser ? fieldOfAny(type, part) : fieldOf(type, part)) ??
          (name === "Session" ? unnamedField(type, holder) : undefined));
      type = found?.type;
    }
    return found;
  };
  /** With `[key: string]: …` or `user: any` the author has declared every field. */
  const unnamedField = (type: ts.Type, holder: DeclaredField | undefined): DeclaredField | undefined =>
    types.hasUnnamedProperties(type)
      ? { type: types.anyType(), optional: true, node: holder?.node, own: undefined, owns: [] }
      : undefined;

  const holder = (key: FieldKey): ts.Type | undefined => {
    const parent = parentOf(key);
    const type = parent ? field(parent)?.type : interfaces.get(key.interface);
    return type && types.withoutNullable(type);
  };
  const allDeclarations = (type: ts.Type): readonly ts.Declaration[] => types.declarationsOf(types.symbolOf(type));
  const declarationsOf = (name: InterfaceName): ts.InterfaceDeclaration[] => {
    const type = interfaces.get(name);
    return type ? allDeclarations(type).filter(ts.isInterfaceDeclaration) : [];
  };
  const ownDeclarations = (name: InterfaceName): ts.InterfaceDeclaration[] => declarationsOf(name).filter(isOwn);
  const basesOfLibrary = (name: InterfaceName): Set<string> =>
    libraryBases(
      ts,
      declarationsOf(name).filter((one) => !isOwn(one)),
    );
  const ownBases = (name: InterfaceName): ts.ExpressionWithTypeArguments[] => {
    const known = basesOfLibrary(name);
    return ownDeclarations(name)
      .flatMap(basesOf)
      .filter((base) => !types.isVainBase(base, known));
  };

  return {
    names: [...interfaces.keys()],
    field,
    holder,
    ownFields: (name) => {
      const type = interfaces.get(name);
      if (!type) return [];
      const keys = types.propertiesOf(type).flatMap((property): FieldKey[] => {
        const outer: FieldKey = { interface: name, names: [property.name] };
        if (!isSameField(outer, sessionUser)) return [outer];
        return types.propertiesOf(types.typeOfProperty(property)).map((inner) => fieldIn(outer, inner.name));
      });
      return keys.flatMap((key) => {
        const declared = field(key);
        return declared?.own ? [{ ...key, declared }] : [];
      });
    },
    ownDeclarations,
    ownBases,
    libraryNames: () => new Set([...interfaces.keys()].flatMap((name) => [name, ...basesOfLibrary(name)])),
    fileNames: new Set(
      [...interfaces.values()].flatMap((type) =>
        allDeclarations(type).map((declaration) => declaration.getSourceFile().fileName),
      ),
    ),
    isUnknowable: (name) => ownBases(name).some((base) => isUnknowableBase(view, base)),
    isHeldByUnknowable: (key) => {
      const held = holder(key);
      if (!held || !parentOf(key)) return false;
      return basesIn(view, held).some((base) => isUnknowableBase(view, base));
    },
    hasIndexSignature: (name) => {
      const type = interfaces.get(name);
      return type !== undefined && types.hasUnnamedProperties(type);
    },
  };
}
