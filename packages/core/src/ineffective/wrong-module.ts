import type ts from "typescript";
import type { Types } from "../compiler/types.js";
import type { Library } from "../discover/library.js";
import { insert, removeStatement, replace, startWithComments } from "../edits/members.js";
import { indentAt } from "../edits/style.js";
import { styleIn, type StyledProgram } from "../workspace/style/style-in.js";
import type { EditSet } from "../edits/text-edit.js";
import { declaredFields, type Augmentation, type AugmentingMember } from "../declared/augmentations.js";
import { at } from "../declare/finding.js";
import type { Ineffective } from "./ineffective.js";

export function wrongModules(
  view: StyledProgram,
  library: Library,
  augmentation: Augmentation,
  members: readonly AugmentingMember[],
): Ineffective[] {
  const { ts } = view;
  const { specifier } = augmentation;
  const statements =
    augmentation.block.body && ts.isModuleBlock(augmentation.block.body) ? augmentation.block.body.statements : [];
  const [right, ...furtherRights] = new Set(members.map(({ name }) => library.specifiers[name]));
  if (right === undefined) return [];

  if (furtherRights.length === 0 && members.length === statements.length) {
    const names = members.map(({ name }) => `\`${name}\``).join(", ");
    return [
      {
        ...at(specifier),
        message: `Augmenting "${specifier.text}" has no effect on ${names}: the specifier that takes effect is "${right}".`,
        edits: renamed(augmentation, right),
        fields: members.flatMap(({ name, node }) => declaredFields(ts, name, node)),
      },
    ];
  }
  return members.map(({ name, node }): Ineffective => {
    const target = library.specifiers[name];
    return {
      ...at(node.name),
      message: `\`${name}\` declared in "${specifier.text}" has no effect: it must stand in \`declare module "${target}"\`.`,
      edits: asOf(view, augmentation, node, target),
      fields: declaredFields(ts, name, node),
    };
  });
}

/** Edits that put a member of a block under another specifier: the block is renamed if it holds nothing else. */
export function asOf(
  view: StyledProgram,
  augmentation: Augmentation,
  node: AugmentingMember["node"],
  specifier: string,
): EditSet {
  const { ts } = view;
  const { file, block } = augmentation;
  if (ts.isModuleBlock(node.parent) && node.parent.statements.length === 1) return renamed(augmentation, specifier);
  const style = styleIn(view, file);
  const outer = indentAt(file.text, block.getStart(file));
  const inner = outer + style.indent;
  const moved = file.text.slice(startWithComments(file, node), node.end);
  const text = `${style.newline}${style.newline}${outer}declare module ${style.quote}${specifier}${style.quote} {${style.newline}${inner}${moved}${style.newline}${outer}}`;
  return { edits: [...removeStatement(file, node), insert(file, block.end, text)], newFiles: [] };
}

/** Edits that change the specifier of a block. */
export function renamed({ file, specifier }: Augmentation, to: string): EditSet {
  return { edits: [replace(file, specifier.getStart(file) + 1, specifier.end - 1, to)], newFiles: [] };
}

/** Whether two declarations augment the same interface, not those of two copies of the library. */
export function isOfOneInterface(types: Types, one: ts.InterfaceDeclaration, other: AugmentingMember["node"]): boolean {
  const declarations = types.declarationsOf(types.symbolAt(one.name));
  return types.declarationsOf(types.symbolAt(other.name)).some((node) => declarations.includes(node));
}
