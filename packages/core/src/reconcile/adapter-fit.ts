import { listed } from "../api/shown.js";
import type ts from "typescript";
import type { TypeScript } from "../syntax/typescript.js";
import { givenAdapters, type GivenAdapter } from "./adapter-given.js";
import type { Problem } from "../api/analysis.js";
import { locationOf, nodeAtRange } from "../compiler/positions.js";
import { typesOf, type Types } from "../compiler/types.js";
import { editsFor, withEdits } from "../declare/edits.js";
import type { DeclaredField } from "../declared/interfaces.js";
import { mapOffset, type EditSet } from "../edits/text-edit.js";
import { fieldName, type FieldKey } from "../api/field-key.js";
import type { Model } from "../model/model.js";
import { declaredType } from "./proposal.js";
import type { DeclarationChange, DeclarationSite } from "../declare/change.js";
import type { Program } from "../api/program.js";

/** A member of `User` that the project declares. */
type OwnMember = FieldKey & { readonly declared: DeclaredField };

/** The difference between a member and an adapter's users, and the declaration that fits. */
interface Misfit {
  readonly member: OwnMember;
  /** The type of the member in the adapter's users; none if they may lack it. */
  readonly theirs?: string;
  readonly change: DeclarationChange;
  /** The member as declared to fit. */
  readonly written: string;
}

/**
 * Adapters that do not fit because their users lack a member that the project's `User` requires, or have it in another
 * type. The compiler reports that in a page of nested types (TS2322). A problem is reported only after a trial: with
 * these members declared otherwise, the adapter fits.
 */
export function adaptersThatLack(base: Model, site: DeclarationSite): Problem[] {
  const own = base.declared.ownFields("User");
  if (own.length === 0) return [];
  return base.configs.flatMap((config): Problem[] => {
    const places = config.hasAdapter ? givenAdapters(base.view, config) : [];
    const given = places.find((one) => fits(base.types, one) === false);
    if (!given) return [];
    const misfits = misfitsOf(base, site, given.written, own);
    if (misfits.length === 0 || !fitsWith(site, given, misfits)) return [];
    return [{ message: messageOf(base, misfits), at: locationOf(base.workspace, given.written) }];
  });
}

/** Whether an adapter has the type that its place wants; `undefined` without such a type. */
function fits(types: Types, { written, configs }: GivenAdapter): boolean | undefined {
  const wanted = types.contextualType(written) ?? adapterOf(types, configs);
  return wanted && !types.isAny(wanted) ? types.isAssignable(types.typeAt(written), wanted) : undefined;
}

/** The `adapter` that the place of the first config with one wants. */
function adapterOf(types: Types, configs: readonly ts.Expression[]): ts.Type | undefined {
  const [adapter] = configs.flatMap((config) =>
    wantedOf(types, config).flatMap((wanted) => types.propertyType(wanted, "adapter") ?? []),
  );
  return adapter;
}

/**
 * The type that a place wants. For an argument of a call that fits no signature, the type of each signature's
 * parameter.
 */
function wantedOf(types: Types, given: ts.Expression): readonly ts.Type[] {
  const contextual = types.contextualType(given);
  const here = contextual ? [contextual] : [];
  const { parent } = given as { readonly parent: Partial<ts.CallExpression> };
  const index = parent.arguments?.indexOf(given) ?? -1;
  if (!parent.expression || index === -1) return here;
  const signatures = types.signaturesOf(types.typeAt(parent.expression));
  const taken = signatures.flatMap((signature) => types.parameterTypes(signature)[index] ?? []);
  return [...here, ...taken];
}

/**
 * The members that the adapter's users lack or have in another type; all required members if the adapter's type does
 * not tell.
 */
function misfitsOf(
  base: Model,
  site: DeclarationSite,
  written: ts.Expression,
  own: readonly OwnMember[],
): readonly Misfit[] {
  const { types } = base;
  const create = types.propertyType(types.typeAt(written), "createUser");
  const [signature] = create ? types.signaturesOf(types.withoutNullable(create)) : [];
  const user = signature && types.awaited(types.returnType(signature));
  const isTold = user !== undefined && types.isObject(user);
  return own.flatMap((member): Misfit[] => {
    const { interface: name, names, declared } = member;
    const property = isTold ? types.property(user, fieldName(member)) : undefined;
    if (!property || types.isOptionalProperty(property)) {
      if (declared.optional) return [];
      const change = { kind: "make-optional", key: { interface: name, names } } as const;
      return [{ member, change, written: `${fieldName(member)}?: …` }];
    }
    const theirs = types.typeOfProperty(property);
    if (types.isAssignable(theirs, declared.type)) return [];
    const type = declaredType(base, site, member, theirs, declared.optional);
    if ("unprintable" in type) return [];
    const change = { kind: "retype", key: { interface: name, names }, type } as const;
    const mark = type.optional ? "?" : "";
    return [{ member, theirs: types.text(theirs), change, written: `${fieldName(member)}${mark}: ${type.text}` }];
  });
}

/** Whether the adapter fits once some members are declared otherwise. */
function fitsWith(site: DeclarationSite, { written, configs }: GivenAdapter, misfits: readonly Misfit[]): boolean {
  const { ts } = site.workspace;
  const edits = editsFor(
    site,
    misfits.map(({ change }) => change),
  );
  if (edits.edits.length === 0) return false;
  const { program } = withEdits(site, edits);
  const moved = (node: ts.Expression): ts.Expression | undefined => afterwards(ts, program, edits, node);
  const now = moved(written);
  return (
    now !== undefined &&
    fits(typesOf(ts, program), { written: now, configs: configs.flatMap((one) => moved(one) ?? []) }) === true
  );
}

/** An expression in the program that edits have left. */
function afterwards(
  ts: TypeScript,
  program: Program,
  { edits }: EditSet,
  node: ts.Expression,
): ts.Expression | undefined {
  const before = node.getSourceFile();
  const file = program.getSourceFile(before.fileName);
  const own = edits.filter(({ fileName }) => fileName === before.fileName);
  const [start, end] = [mapOffset(own, node.getStart(before)), mapOffset(own, node.end)];
  return file && (nodeAtRange(ts, file, node.kind, start, end) as ts.Expression | undefined);
}

function messageOf({ types }: Model, misfits: readonly Misfit[]): string {
  const lacked = misfits.flatMap(({ member, theirs }) => (theirs === undefined ? [`\`${fieldName(member)}\``] : []));
  const others = misfits.flatMap(({ member, theirs }) =>
    theirs === undefined
      ? []
      : [
          `\`${fieldName(member)}\` as \`${types.text(declaredAs(member, types))}\`, which its users have as \`${theirs}\``,
        ],
  );
  const who = "the users that this adapter makes";
  const required = lacked.length > 0 ? [`requires ${listed(lacked)}, which ${who} may lack`] : [];
  const declared = others.length > 0 ? [`declares ${listed(others)}`] : [];
  const written = misfits.map((one) => `\`${one.written}\``).join(", ");
  return `The adapter does not fit: \`User\` ${[...required, ...declared].join(", and ")}. It fits once \`User\` declares ${written}.`;
}

/** The written type of a member, with `undefined` if it may be left out. */
function declaredAs({ declared }: OwnMember, types: Types): ts.Type {
  return declared.optional ? types.withoutUndefined(declared.type) : declared.type;
}
