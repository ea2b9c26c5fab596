import type ts from "typescript";
import type { TypeScript } from "../syntax/typescript.js";
import { fitted } from "../edits/fit.js";
import type { NeededImport } from "../edits/needed-import.js";
import { indented, replace, oneLineLiteral, typeLiteral } from "../edits/members.js";
import { isMultiline, type Style } from "../edits/style.js";
import type { TextEdit } from "../edits/text-edit.js";
import { fieldName, isOfUser, type FieldPath } from "../api/field-key.js";
import { propertyText } from "../syntax/names.js";
import type { InterfaceName } from "../api/report.js";
import type { InsertionPoint } from "./insertion-point.js";
import type { DeclarationSite, Declare } from "./change.js";
import { declaredAncestor } from "./site.js";

/** The order of new interfaces in a file: the one that readers look for first comes first. */
export const interfaceOrder: readonly InterfaceName[] = ["Session", "User", "Profile", "Account", "JWT"];

/**
 * A change, and the names from its place to the field: `["user", "id"]` in `Session`, `["id"]` in a declared `user`.
 */
interface Placed {
  readonly change: Declare;
  readonly names: FieldPath;
}

export function placed(site: DeclarationSite, changes: readonly Declare[]): Placed[] {
  return changes.map((change) => {
    const outer = declaredAncestor(site, change.key)?.key.names ?? [];
    return { change, names: change.key.names.slice(outer.length) };
  });
}

/** The members that declare some fields, with those inside another field as one literal, and their imports. */
export function memberTexts(
  site: DeclarationSite,
  changes: readonly Placed[],
  style: Style,
): { texts: string[]; base: NeededImport | undefined } {
  let base: NeededImport | undefined;
  const texts = [...new Set(changes.map(({ names }) => names[0] ?? ""))].map((name) => {
    const under = changes.filter(({ names }) => names[0] === name);
    const own = under.find(({ names }) => names.length === 1)?.change;
    const inner = under
      .filter(({ names }) => names.length > 1)
      .map(({ change, names }) => ({ change, names: names.slice(1) }));
    const inside = memberTexts(site, inner, style);
    base ??= inside.base;
    const literal = typeLiteral(inside.texts, style);
    if (own)
      return memberText(
        own,
        inner.length === 0 ? own.type.text : withMembers(site, own.type.text, inside.texts, style),
        style,
      );
    const isUser = inner.some(({ change: { key }, names }) => isOfUser(key) && names.length === key.names.length - 1);
    if (!isUser) return `${propertyText(name, style.quote)}: ${literal}`;
    // The base must be kept, or name, email and image are gone for every reader.
    base = baseImport(site);
    return `user: ${literal} & ${quotedAs(site.library.userBase.type, style)}`;
  });
  return { texts, base };
}

/** `T & { … }`, or one literal if `T` is a literal; in `A | B | null` every object gets the members. */
function withMembers(
  { workspace: { ts } }: DeclarationSite,
  text: string,
  members: readonly string[],
  style: Style,
): string {
  const file = ts.createSourceFile("type.ts", `type T = ${text};`, ts.ScriptTarget.Latest, true);
  const types = file.statements.flatMap((alias): readonly ts.TypeNode[] => {
    if (!ts.isTypeAliasDeclaration(alias)) return [];
    return ts.isUnionTypeNode(alias.type) ? alias.type.types : [alias.type];
  });
  const isNullish = (part: ts.TypeNode): boolean => /^(?:null|undefined)$/.test(part.getText(file));
  const objects = types.filter((part) => !isNullish(part));
  const [only] = objects;
  const nullish = types.filter(isNullish).map((part) => part.getText(file));
  if (objects.length === 1 && only && ts.isTypeLiteralNode(only)) {
    const own = only.members.map((member) => member.getText(file).replace(/[;,]$/, ""));
    const isNew = (member: string): boolean => !own.some((one) => nameIn(one) === nameIn(member));
    const isOnOneLine = members.every((member) => !member.includes("\n"));
    if (members.every(isNew)) {
      const all = [...own, ...members];
      return [isOnOneLine ? oneLineLiteral(all, style) : typeLiteral(all, style), ...nullish].join(" | ");
    }
  }
  const parts = objects.map((part) => part.getText(file));
  const own = parts.length > 1 ? [`(${parts.join(" | ")})`] : parts;
  return [[...own, typeLiteral(members, style)].join(" & "), ...nullish].join(" | ");
}

/** The name at the start of a member's text. */
function nameIn(member: string): string {
  return /^(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\[[^\]]*\]|[^?:\s]+)/.exec(member)?.[0] ?? member;
}

function memberText({ key, type }: Declare, text: string, { quote }: Style): string {
  return `${propertyText(fieldName(key), quote)}${type.optional ? "?" : ""}: ${text}`;
}

function quotedAs(text: string, style: Style): string {
  return text.replaceAll('"', style.quote);
}

function baseImport(site: DeclarationSite): NeededImport {
  return { exportName: site.library.userBase.exportName, specifier: site.library.specifiers.Session };
}

export function intersect(
  ts: TypeScript,
  file: ts.SourceFile,
  home: Extract<InsertionPoint, { kind: "intersect" }>,
  members: readonly string[],
  style: Style,
): TextEdit {
  const { type } = home;
  const start = type.getStart(file);
  const isOnOneLine = ts.isPropertySignature(type.parent) && !isMultiline(file, type.parent.parent);
  const literal = isOnOneLine
    ? oneLineLiteral(members, style)
    : indented(typeLiteral(members, style), lineIndent(file.text, start), style);
  const present = file.text.slice(start, type.end);
  return replace(file, start, type.end, home.literalLast ? `${present} & ${literal}` : `${literal} & ${present}`);
}

/** The white space at the start of an offset's line. */
export function lineIndent(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(text.lastIndexOf("\n", offset - 1) + 1))?.[0] ?? "";
}

/** `interface X { … }` for each interface among the changes, without indentation of its own. */
export function interfacesText(
  site: DeclarationSite,
  changes: readonly Declare[],
  style: Style,
): { text: string; base: NeededImport | undefined } {
  const names = [...new Set(changes.map((change) => change.key.interface))];
  let base: NeededImport | undefined;
  const texts = names.map((name) => {
    const members = memberTexts(
      site,
      placed(
        site,
        changes.filter((change) => change.key.interface === name),
      ),
      style,
    );
    base ??= members.base;
    return `interface ${name} ${typeLiteral(members.texts, style)}`;
  });
  return { text: texts.join("\n\n"), base };
}

/** `declare module "…" { … }` for each specifier that the changes need. */
export function blocksText(
  site: DeclarationSite,
  changes: readonly Declare[],
  style: Style,
): { text: string; base: NeededImport | undefined } {
  const specifierOf = (change: Declare): string => site.library.specifiers[change.key.interface];
  let base: NeededImport | undefined;
  const blocks = [...new Set(changes.map(specifierOf))].map((specifier) => {
    const inside = interfacesText(
      site,
      changes.filter((change) => specifierOf(change) === specifier),
      style,
    );
    base ??= inside.base;
    const body = fitted(site.workspace.ts, eachLineAt(style.indent, inside.text), style);
    return `declare module ${style.quote}${specifier}${style.quote} {\n${body}\n}`;
  });
  return { text: blocks.join("\n\n"), base };
}

/** Each line of a text with an indentation, except empty lines. */
export function eachLineAt(indent: string, text: string): string {
  return text.replace(/^(?=.)/gm, indent);
}
