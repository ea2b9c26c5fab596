import type ts from "typescript";
import { indentAt, isMultiline, type Style } from "./style.js";
import type { TextEdit } from "./text-edit.js";

/** What holds property signatures. */
export type MemberContainer = ts.InterfaceDeclaration | ts.TypeLiteralNode;

/** Text of a member that spans lines is written with `\n` and no indentation of its own; `name: type` without an end. */
export type MemberText = string;

/** Adds members at the end of a container, in its own form: on one line where it stands on one, else one a line. */
export function insertMembers(
  file: ts.SourceFile,
  container: MemberContainer,
  members: readonly MemberText[],
  style: Style,
): TextEdit[] {
  if (members.length === 0) return [];
  const { text } = file;
  const last = container.members.at(-1);
  const close = container.end - 1;
  // A literal behind `user: ` belongs to the line its member starts on.
  const outer = indentAt(text, container.getStart(file));

  if (!last) {
    const inner = outer + style.indent;
    const body = members
      .map((member) => `${inner}${indented(member, inner, style)}${style.memberEnd}`)
      .join(style.newline);
    const open = text.lastIndexOf("{", close);
    const between = text.slice(open + 1, close);
    if (between.trim() === "")
      return [replace(file, open + 1, close, `${style.newline}${body}${style.newline}${outer}`)];
    // Only comments inside: they stay where they are.
    return [
      insert(file, trimmedEnd(text, open + 1, close), `${style.newline}${body}`),
      ...closeOnOwnLine(file, close, outer, style),
    ];
  }

  const lastEnd = text[last.end - 1];
  const isTerminated = lastEnd === ";" || lastEnd === ",";
  if (!isMultiline(text, container) && members.every((member) => !member.includes("\n"))) {
    const separator = isTerminated ? lastEnd : style.memberEnd === "," ? "," : ";";
    const ending = isTerminated ? separator : "";
    return [insert(file, last.end, `${isTerminated ? "" : separator} ${members.join(`${separator} `)}${ending}`)];
  }
  const inner =
    isMultiline(text, container) && indentAt(text, last.getStart(file)) !== outer
      ? indentAt(text, last.getStart(file))
      : outer + style.indent;
  const end = isTerminated ? lastEnd : style.memberEnd;
  const body = members.map((member) => `${style.newline}${inner}${indented(member, inner, style)}${end}`).join("");
  const terminate = isTerminated || end === "" ? [] : [insert(file, last.end, end)];
  const at = endOfLineComment(text, last.end, close);
  const sharesClosingLine = !text.slice(at, close).includes("\n");
  const added = sharesClosingLine ? replace(file, at, close, body + style.newline + outer) : insert(file, at, body);
  return [...terminate, added];
}

/** Gives a property signature another type. */
export function replaceMemberType(
  file: ts.SourceFile,
  member: ts.PropertySignature,
  typeText: string,
  style: Style,
): TextEdit[] {
  const indent = indentAt(file.text, member.getStart(file));
  if (!member.type) return [insert(file, (member.questionToken ?? member.name).end, `: ${typeText}`)];
  return [replace(file, member.type.getStart(file), member.type.end, indented(typeText, indent, style))];
}

/** Makes a property signature optional. */
export function makeOptional(file: ts.SourceFile, member: ts.PropertySignature): TextEdit[] {
  return member.questionToken ? [] : [insert(file, member.name.end, "?")];
}

/** Removes a member with the comments that belong to it, and its line where nothing else stands there. */
export function removeMember(file: ts.SourceFile, member: ts.TypeElement): TextEdit[] {
  const { text } = file;
  const lineStart = text.lastIndexOf("\n", member.getStart(file) - 1) + 1;
  const ownLine = text.slice(lineStart, member.getStart(file)).trim() === "";
  const after = /^[ \t]*(?:\/\/[^\n]*)?\r?\n/.exec(text.slice(member.end));
  if (!ownLine || !after) {
    // Among others on one line: take the space that follows, or the one before when it is the last.
    const space = /^[ \t]*/.exec(text.slice(member.end))?.[0].length ?? 0;
    const isLast = text.slice(member.end + space).startsWith("}");
    const before = isLast ? (/[ \t]*$/.exec(text.slice(0, member.getStart(file)))?.[0].length ?? 0) : 0;
    return [replace(file, member.getStart(file) - before, isLast ? member.end : member.end + space, "")];
  }
  const comments = leadingCommentStart(text, member.getStart(file));
  return [replace(file, comments, member.end + after[0].length, "")];
}

/** Text of several lines, moved to `indent`; its first line stands where it is put. */
export function indented(text: string, indent: string, style: Style): string {
  return text.split("\n").join(style.newline + indent);
}

/** The members of a container as the text of a type literal, for `name: { … }` on several lines. */
export function typeLiteral(members: readonly MemberText[], style: Style): string {
  return `{\n${members.map((member) => `${style.indent}${member.split("\n").join(`\n${style.indent}`)}${style.memberEnd}`).join("\n")}\n}`;
}

/** Start of the comment lines that stand directly above a line. */
function leadingCommentStart(text: string, start: number): number {
  let lineStart = text.lastIndexOf("\n", start - 1) + 1;
  for (;;) {
    const previous = text.lastIndexOf("\n", lineStart - 2) + 1;
    if (previous === lineStart) return lineStart;
    const line = text.slice(previous, lineStart).trim();
    if (!/^(?:\/\/|\/\*|\*)/.test(line)) return lineStart;
    lineStart = previous;
  }
}

/** Past a comment that stands behind the member on its line. */
function endOfLineComment(text: string, from: number, limit: number): number {
  const rest = /^[ \t]*(?:\/\/[^\r\n]*|\/\*[^\r\n]*?\*\/)/.exec(text.slice(from, limit));
  return rest ? from + rest[0].length : from;
}

function trimmedEnd(text: string, from: number, to: number): number {
  return from + text.slice(from, to).trimEnd().length;
}

function closeOnOwnLine(file: ts.SourceFile, close: number, indent: string, style: Style): TextEdit[] {
  const lineStart = file.text.lastIndexOf("\n", close - 1) + 1;
  return file.text.slice(lineStart, close).trim() === "" ? [] : [insert(file, close, style.newline + indent)];
}

/** Inserts text at an offset. */
export function insert(file: ts.SourceFile, at: number, text: string): TextEdit {
  return { fileName: file.fileName, start: at, end: at, text };
}

/** Replaces a range by text. */
export function replace(file: ts.SourceFile, start: number, end: number, text: string): TextEdit {
  return { fileName: file.fileName, start, end, text };
}
