import { questionOf } from "../syntax/modifiers.js";
import type ts from "typescript";
import type { TypeScript } from "../syntax/typescript.js";
import {
  dedented,
  indented,
  insert,
  insertMembers,
  startWithComments,
  type MemberContainer,
} from "../edits/members.js";
import { indentAt, type Style } from "../edits/style.js";
import type { TextEdit } from "../edits/text-edit.js";
import { basesOf } from "../syntax/bases.js";
import { propertyName } from "../syntax/names.js";

/**
 * The edits that bring the members of one interface into another of its name, in another file.
 *
 * @returns `undefined` if both declare a member differently
 */
export function mergeInterface(
  ts: TypeScript,
  to: ts.InterfaceDeclaration,
  from: ts.InterfaceDeclaration,
  style: Style,
): TextEdit[] | undefined {
  const target = to.getSourceFile();
  if (to.typeParameters ?? from.typeParameters) return undefined;
  const members = mergeMembers(ts, to, from, style);
  if (!members) return undefined;
  const [own, further] = [baseTexts(to), baseTexts(from)];
  const missing = further.filter((base) => !own.some((one) => sameText(one, base)));
  if (missing.length === 0) return members;
  const last = to.heritageClauses?.at(-1);
  const text = `${last ? "," : " extends"} ${missing.join(", ")}`;
  return [insert(target, last?.end ?? to.name.end, text), ...members];
}

/** The bases of an interface, as written. */
function baseTexts(node: ts.InterfaceDeclaration): string[] {
  const file = node.getSourceFile();
  return basesOf(node).map((one) => one.getText(file));
}

/** Whether two texts mean the same: white space, quotes and the ends of members do not matter. */
export function sameText(a: string, b: string): boolean {
  const bare = (text: string): string =>
    text
      .replace(/[\s;,]+/g, " ")
      .replaceAll("'", '"')
      .trim();
  return bare(a) === bare(b);
}

function mergeMembers(
  ts: TypeScript,
  to: MemberContainer,
  from: MemberContainer,
  style: Style,
): TextEdit[] | undefined {
  const [target, source] = [to.getSourceFile(), from.getSourceFile()];
  const nameOf = ({ name }: ts.TypeElement): string | undefined => name && (propertyName(ts, name) ?? name.getText());
  const added: string[] = [];
  const edits: TextEdit[] = [];
  for (const member of from.members) {
    const name = nameOf(member);
    const there = to.members.find((one) =>
      name === undefined ? sameText(one.getText(target), member.getText(source)) : nameOf(one) === name,
    );
    if (!there) {
      added.push(memberText(source, member));
      continue;
    }
    if (sameText(there.getText(target), member.getText(source))) continue;
    const inside = mergeMember(ts, there, member, style);
    if (!inside) return undefined;
    edits.push(...inside);
  }
  return [...edits, ...insertMembers(ts, target, to, { members: added, style })];
}

/** Merges a member that both declare. Two objects, or a named type and a literal beside it, keep both parts. */
function mergeMember(ts: TypeScript, to: ts.TypeElement, from: ts.TypeElement, style: Style): TextEdit[] | undefined {
  const [target, source] = [to.getSourceFile(), from.getSourceFile()];
  if (!ts.isPropertySignature(to) || !ts.isPropertySignature(from)) return undefined;
  if (!to.type || !from.type || (questionOf(to) === undefined) !== (questionOf(from) === undefined)) return undefined;
  const [own, further] = [partsOf(ts, to.type), partsOf(ts, from.type)];
  const [toLiteral, fromLiteral] = [own, further].map((parts) => parts.find(ts.isTypeLiteralNode));
  // Without an object they are two types, one of which is wrong.
  if (!fromLiteral || [...own, ...further].some((part) => !isObjectLike(ts, part))) return undefined;
  if (further.filter(ts.isTypeLiteralNode).length > 1) return undefined;
  const has = (part: ts.TypeNode): boolean => own.some((one) => sameText(one.getText(target), part.getText(source)));
  const rest = further.filter((part) => part !== fromLiteral && !has(part)).map((part) => ` & ${part.getText(source)}`);
  const after = rest.length > 0 ? [insert(target, to.type.end, rest.join(""))] : [];
  if (toLiteral && ts.isTypeLiteralNode(toLiteral)) {
    const inside = mergeMembers(ts, toLiteral, fromLiteral, style);
    return inside && [...inside, ...after];
  }
  const indent = indentAt(target.text, to.getStart(target));
  const literal = indented(dedented(source, fromLiteral.getStart(source), fromLiteral.end, from), indent, style);
  return [insert(target, to.type.getStart(target), `${literal} & `), ...after];
}

function partsOf(ts: TypeScript, type: ts.TypeNode): readonly ts.TypeNode[] {
  return ts.isIntersectionTypeNode(type) ? type.types : [type];
}

/** A literal, a named type, or `DefaultSession["user"]`. */
function isObjectLike(ts: TypeScript, type: ts.TypeNode): boolean {
  return ts.isTypeLiteralNode(type) || ts.isTypeReferenceNode(type) || ts.isIndexedAccessTypeNode(type);
}

/** A member with its comments, without its end and its indentation. */
export function memberText(file: ts.SourceFile, member: ts.TypeElement): string {
  return dedented(file, startWithComments(file, member), member.end, member).replace(/[;,]$/, "");
}
