import type ts from "typescript";
import type { TypeScript } from "../syntax/typescript.js";
import { importing } from "../edits/imports.js";
import { insert } from "../edits/members.js";
import { styleIn } from "../workspace/style/style-in.js";
import { joinEdits, type EditSet } from "../edits/text-edit.js";
import { fieldIn, keyText, sessionUser } from "../api/field-key.js";
import type { Model } from "../model/model.js";
import { at } from "../declare/finding.js";
import type { Ineffective } from "./ineffective.js";
import { readsAnywhere } from "../model/readers.js";
import type { DeclarationSite } from "../declare/change.js";
import { isEditable } from "../declare/site.js";

/**
 * The project's own `user`, if it leaves out fields of the library's (`name`, `email`, `image`) that something reads. A
 * field that nothing reads may be left out by choice.
 */
export function droppedBase(model: Model, site: DeclarationSite): Ineffective[] {
  const user = ownUser(model, site);
  if (!user) return [];
  const missed = lostBaseFields(model, site).flatMap((name) => {
    const [read] = readsAnywhere(model, fieldIn(sessionUser, name));
    return read ? [{ name, read }] : [];
  });
  const [first] = missed;
  if (!first) return [];
  const { type } = site.library.userBase;
  return [
    {
      ...at(user.name),
      message: `This \`user\` replaces the library's and leaves out ${missed.map(({ name }) => `\`${name}\``).join(" and ")}, which something reads.`,
      edits: withBase(site, user.type),
      manual: `Add \`& ${type}\` to its type.`,
      related: [{ message: "read here", node: first.read }],
      fields: missed.map(({ name }) => keyText(fieldIn(sessionUser, name))),
    },
  ];
}

/** The names of the library's fields that the project's own `user` leaves out. */
export function lostBaseFields(model: Model, site: DeclarationSite): string[] {
  if (!ownUser(model, site)) return [];
  return site.library.session.userFields.filter((name) => !model.declared.field(fieldIn(sessionUser, name)));
}

/** The project's own declaration of `user`, if it declares all fields of the user. */
function ownUser(model: Model, site: DeclarationSite): (ts.PropertySignature & { type: ts.TypeNode }) | undefined {
  const user = model.declared.field(sessionUser);
  const own = user?.own;
  if (!user || !own?.type || !isPlainObject(model, user.type) || !isEditable(site, own)) return undefined;
  return own as ts.PropertySignature & { type: ts.TypeNode };
}

/** Whether a type lists all its fields: each part of a union has others, an index signature has every field. */
function isPlainObject({ types }: Model, type: ts.Type): boolean {
  const object = types.withoutNullable(type);
  return types.isObject(object) && !types.isUnion(object) && !types.hasUnnamedProperties(object);
}

/** `user: X` as `user: X & DefaultSession["user"]`; `undefined` if that would change the meaning of `X`. */
function withBase(site: DeclarationSite, type: ts.TypeNode): EditSet | undefined {
  const { workspace } = site;
  const { ts } = workspace;
  if (!bindsTight(ts, type)) return undefined;
  const file = type.getSourceFile();
  const style = styleIn(workspace, file, styleIn(workspace, site.sample));
  const { exportName, type: base } = site.library.userBase;
  const text = ` & ${base.replaceAll('"', style.quote)}`;
  // `{ … } & DefaultSession`: the author wrote the whole session and meant its user.
  const whole = ts.isIntersectionTypeNode(type)
    ? type.types.find((part) => part.getText(file) === exportName)
    : undefined;
  const edit = whole
    ? insert(file, whole.end, base.slice(exportName.length).replaceAll('"', style.quote))
    : insert(file, type.end, text);
  const needed = [{ exportName, specifier: site.library.specifiers.Session }];
  return joinEdits({ edits: [edit], newFiles: [] }, importing(ts, file, needed, style));
}

/** Whether `&` after a type applies to all of it. */
function bindsTight(ts: TypeScript, type: ts.TypeNode): boolean {
  return (
    ts.isTypeLiteralNode(type) ||
    ts.isTypeReferenceNode(type) ||
    ts.isImportTypeNode(type) ||
    ts.isIntersectionTypeNode(type) ||
    ts.isIndexedAccessTypeNode(type) ||
    ts.isParenthesizedTypeNode(type)
  );
}
