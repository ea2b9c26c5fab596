import { questionOf } from "../syntax/modifiers.js";
import type ts from "typescript";
import { locationOf } from "../compiler/positions.js";
import { fieldName, parentOf, type FieldKey } from "../api/field-key.js";
import type { InterfaceName } from "../api/report.js";
import type { DeclarationSite } from "./change.js";
import { insertionPointFor } from "./field-place.js";
import { isEditable } from "./site.js";

/** The reason why the field cannot be declared in its place; `undefined` if it can. */
export function whyNotDeclarable(site: DeclarationSite, key: FieldKey): string | undefined {
  const unreachable = whyUnreachable(site, key.interface);
  if (unreachable !== undefined) return unreachable;
  const home = insertionPointFor(site, key);
  if (!home) {
    const around = declaredAround(site, key) ?? key;
    const outer = site.declared.field(around)?.node;
    const name = fieldName(around);
    return outer && !isEditable(site, outer)
      ? `\`${name}\` is declared in ${placeText(site, outer)}, which is not this project's to change; add the field there`
      : `the form in which \`${name}\` is declared cannot be extended safely; add the field there`;
  }
  if (home.kind !== "new-file" || site.newFileName() !== undefined) return undefined;
  return "the tsconfig includes no place for a new declaration file; add one to its `include`";
}

/** Whether a field that nothing declares needs a new file. */
export function needsNewFile(site: DeclarationSite, key: FieldKey): boolean {
  return !site.declared.field(key)?.own && insertionPointFor(site, key)?.kind === "new-file";
}

/** The reason why no field can be declared on an interface of the library; `undefined` if one can. */
export function whyUnreachable({ library, idle }: DeclarationSite, name: InterfaceName): string | undefined {
  if (!idle.unreachable.has(name)) return undefined;
  const { packageName, specifiers } = library;
  const specifier = specifiers[name];
  const needed = specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
  return `the \`${name}\` of \`${packageName}\` cannot be reached as "${specifier}" from here; add \`${needed}\` to the dependencies, in the version that \`${packageName}\` depends on`;
}

/**
 * The reason why an existing declaration of the field cannot be changed; `undefined` if it can, or if there is none.
 */
export function whyNotChangeable(site: DeclarationSite, key: FieldKey): string | undefined {
  const declared = site.declared.field(key);
  const foreign = declared?.owns.find((own) => !isEditable(site, own));
  if (foreign) return `It is declared in ${placeText(site, foreign)}, which is not this project's to change.`;
  if (!declared?.own || !questionOf(declared.own) || declared.optional) return undefined;
  return `It is optional in ${placeText(site, declared.own)}, and a type around that makes it required; change that type.`;
}

function placeText(site: DeclarationSite, node: ts.Node): string {
  const { file, line } = locationOf(site.workspace, node);
  return `${file}:${String(line)}`;
}

/** The innermost declared field around another. */
function declaredAround(site: DeclarationSite, key: FieldKey): FieldKey | undefined {
  const parent = parentOf(key);
  return parent && (site.declared.field(parent) ? parent : declaredAround(site, parent));
}
