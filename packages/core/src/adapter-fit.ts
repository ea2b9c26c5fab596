import type ts from "typescript";
import type { Problem } from "./analysis.js";
import { locationOf, nodeAtRange } from "./compiler/positions.js";
import { typesOf, type Types } from "./compiler/types.js";
import { editsFor, withEdits, type DeclarationSite } from "./declared/augment.js";
import type { DeclaredField } from "./declared/interfaces.js";
import { mapOffset } from "./edits/text-edit.js";
import { fieldName, type FieldKey } from "./field-key.js";
import type { Model } from "./model.js";

/** A member of `User` that the project declares. */
type OwnMember = FieldKey & { readonly declared: DeclaredField };

/**
 * Adapters that do not fit because the project requires members of `User` which the adapter's users lack. The compiler says so in a page of
 * nested types (TS2322). Only what has been tried is said: with these members optional, the adapter fits.
 */
export function adaptersThatLack(base: Model, site: DeclarationSite): Problem[] {
  const required = base.declared.ownFields("User").filter(({ declared }) => !declared.optional);
  if (required.length === 0) return [];
  return base.configs.flatMap(({ node, hasAdapter }): Problem[] => {
    const written = hasAdapter ? adapterIn(base, node) : undefined;
    if (!written || fits(base.types, written) !== false) return [];
    const lacking = lackedBy(base, written, required);
    if (lacking.length === 0 || !fitsWith(site, written, lacking)) return [];
    return [{ message: messageOf(lacking), at: locationOf(base.workspace, written) }];
  });
}

/** The adapter as a config writes it. */
function adapterIn({ workspace: { ts: tsModule } }: Model, config: ts.Expression): ts.Expression | undefined {
  if (!tsModule.isObjectLiteralExpression(config)) return undefined;
  const member = config.properties.find(({ name }) => name?.getText() === "adapter");
  return member && tsModule.isPropertyAssignment(member) ? member.initializer : undefined;
}

/** Whether an adapter is what the config takes; `undefined` where no type says what that is. */
function fits(types: Types, written: ts.Expression): boolean | undefined {
  const wanted = types.checker.getContextualType(written);
  return wanted && !types.isAny(wanted) ? types.isAssignable(types.typeAt(written), wanted) : undefined;
}

/** Those of some members that the users lack which the adapter gives; all, where it does not say what it gives. */
function lackedBy({ types }: Model, written: ts.Expression, required: readonly OwnMember[]): readonly OwnMember[] {
  const create = types.property(types.typeAt(written), "createUser");
  const [signature] = create ? types.withoutNullable(types.typeOfProperty(create)).getCallSignatures() : [];
  const user = signature && types.awaited(signature.getReturnType());
  if (!user || !types.isObject(user)) return required;
  const isLacking = (member: OwnMember): boolean => {
    const property = types.property(user, fieldName(member));
    return !property || types.isOptionalProperty(property);
  };
  return required.filter(isLacking);
}

/** Whether the adapter fits once some members are optional. */
function fitsWith(site: DeclarationSite, written: ts.Expression, members: readonly OwnMember[]): boolean {
  const { ts: tsModule } = site.workspace;
  const edits = editsFor(
    site,
    members.map(({ interface: name, names }) => ({ kind: "make-optional", key: { interface: name, names } })),
  );
  if (edits.edits.length === 0) return false;
  const { program } = withEdits(site, edits);
  const before = written.getSourceFile();
  const file = program.getSourceFile(before.fileName);
  const own = edits.edits.filter(({ fileName }) => fileName === before.fileName);
  const [start, end] = [mapOffset(own, written.getStart(before)), mapOffset(own, written.end)];
  const node = file && nodeAtRange(tsModule, file, written.kind, start, end);
  return node !== undefined && fits(typesOf(tsModule, program), node as ts.Expression) === true;
}

function messageOf(members: readonly OwnMember[]): string {
  const names = members.map((one) => `\`${fieldName(one)}\``);
  const all = names.length > 1 ? `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}` : names.join("");
  const written = members.map((one) => `\`${fieldName(one)}?: …\``).join(", ");
  return `The adapter does not fit: \`User\` requires ${all}, which the users that this adapter makes may lack. It fits once \`User\` declares ${written}.`;
}
