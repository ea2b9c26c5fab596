import { questionOf } from "../syntax/modifiers.js";
import type ts from "typescript";
import type { TypeScript } from "../syntax/typescript.js";
import { fitted } from "./fit.js";
import { indentAt, isMultiline, widthOf, type Style } from "./style.js";
import type { TextEdit } from "./text-edit.js";
import { blanksBefore } from "../syntax/blanks.js";

/** A node that holds property signatures. */
export type MemberContainer = ts.InterfaceDeclaration | ts.TypeLiteralNode;

/** A member as text: `name: type` without an end. Several lines are separated by `\n` and not indented. */
export type MemberText = string;

/**
 * Whether a closing brace follows the parts of a node. At a syntax error the parser does without one, and nothing can
 * be added.
 */
export function isClosed(node: ts.Node, parts: ts.NodeArray<ts.Node>): boolean {
  return parts.end < node.end;
}

/** Members that are added, in the style of their file. */
export interface InsertedMembers {
  readonly members: readonly MemberText[];
  readonly style: Style;
  /** Members that are removed at the same time, behind which nothing can be put. */
  readonly removed?: ReadonlySet<ts.Node>;
}

/** Adds members at the end of a container in its own form: on one line if it is on one, else one a line. */
export function insertMembers(
  ts: TypeScript,
  file: ts.SourceFile,
  container: MemberContainer,
  { members, style, removed = new Set() }: InsertedMembers,
): TextEdit[] {
  if (members.length === 0 || !isClosed(container, container.members)) return [];
  const { text } = file;
  const placed = (member: MemberText, inner: string): string =>
    indented(fitted(ts, member, style, inner), inner, style);
  const last = container.members.findLast((member) => !removed.has(member));
  const close = container.end - 1;
  // A literal after `user: ` is indented from its member's line.
  const outer = indentAt(text, container.getStart(file));

  const [first] = container.members;
  if (!last && first) {
    // The new members replace everything that was there.
    const ended = siblingEnd(text, container);
    if (!isMultiline(file, container)) {
      const body = members.join(`${ended ?? style.separator} `);
      return [insert(file, container.members.pos, ` ${body}${ended ?? ""}`)];
    }
    const inner = indentAt(text, first.getStart(file));
    const body = members.map((member) => `${style.newline}${inner}${placed(member, inner)}${ended ?? ""}`);
    return [insert(file, endOfLineComment(text, container.members.pos, close), body.join(""))];
  }
  if (!last) {
    const inner = outer + style.indent;
    const body = members.map((member) => `${inner}${placed(member, inner)}${style.memberEnd}`).join(style.newline);
    const open = text.lastIndexOf("{", close);
    const between = text.slice(open + 1, close);
    // What stands behind it on its line, such as `// eslint-disable-line`, is about that line.
    const hasComment = endOfLineComment(text, container.end, text.length) > container.end;
    if (between.trim() === "" && hasComment && members.every((member) => !member.includes("\n")))
      return [replace(file, open, close + 1, oneLineLiteral(members, style))];
    if (between.trim() === "")
      return [replace(file, open + 1, close, `${style.newline}${body}${style.newline}${outer}`)];
    // Comments alone inside stay where they are.
    return [
      insertLines(file, { at: trimmedEnd(text, open + 1, close), close }, `${style.newline}${body}`, outer, style),
    ];
  }

  const lastEnd = text[last.end - 1];
  const isTerminated = lastEnd === ";" || lastEnd === ",";
  const isFlat = !isMultiline(file, container);
  const flat = isFlat ? onOneLine(members, style) : undefined;
  if (flat) {
    const separator = isTerminated ? lastEnd : (siblingEnd(text, container) ?? style.separator);
    const ending = isTerminated ? separator : "";
    const added = `${isTerminated ? "" : separator} ${flat.join(`${separator} `)}${ending}`;
    const width = isInOneLineInterface(ts, file, container) ? Math.max(style.width, widestOneLine) : style.width;
    if (removed.size > 0 || widthOf(lineAround(text, last.end) + added) <= width)
      return [insert(file, last.end, added)];
  }
  const ofLast = indentAt(text, last.getStart(file));
  const inner = ofLast === outer ? outer + style.indent : ofLast;
  const end = isTerminated ? lastEnd : (siblingEnd(text, container) ?? style.memberEnd);
  const broken = isFlat && removed.size === 0 ? breaks(file, container, style.newline + inner) : [];
  const body = members.map((member) => `${style.newline}${inner}${placed(member, inner)}${end}`).join("");
  const terminate = isTerminated ? [] : [insert(file, last.end, end)];
  const at = endOfLineComment(text, last.end, close);
  return [...broken, ...terminate, insertLines(file, { at, close }, body, outer, style)];
}

/** Members with all of each on one line; `undefined` where one has a comment, or a union with its parts below each other. */
function onOneLine(members: readonly MemberText[], { pad, separator }: Style): readonly MemberText[] | undefined {
  if (members.some((member) => /\/[/*]|\n[ \t]*\|/.test(member))) return undefined;
  return members.map((member) =>
    member
      .replaceAll(/\{\n[ \t]*/g, `{${pad}`)
      .replaceAll(/[;,]?\n[ \t]*\}/g, `${pad}}`)
      .replaceAll(/[;,]?\n[ \t]*/g, `${separator} `),
  );
}

/** Formatters break every interface, so an interface on one line has none that would break it at the usual width. */
const widestOneLine = 120;

/** Whether a container begins on the same line as the interface that it is or belongs to. */
function isInOneLineInterface(ts: TypeScript, file: ts.SourceFile, container: MemberContainer): boolean {
  const lineOf = (node: ts.Node): number => file.getLineAndCharacterOfPosition(node.getStart(file)).line;
  const owner = ts.findAncestor(container, ts.isInterfaceDeclaration);
  return owner !== undefined && lineOf(owner) === lineOf(container);
}

/** The line around an offset, without the comment at its end: formatters do not count it. */
function lineAround(text: string, offset: number): string {
  const [rest = ""] = text.slice(offset).split("\n", 1);
  const [code = ""] = rest.split("//", 1);
  return text.slice(text.lastIndexOf("\n", offset - 1) + 1, offset) + code.trimEnd();
}

/** Gives each member of a container that stands on one line a line of its own; a comment behind one stays with it. */
function breaks(file: ts.SourceFile, { members }: MemberContainer, lineStart: string): TextEdit[] {
  return members.map((member, index) => {
    const before = members[index - 1];
    const from = before ? endOfLineComment(file.text, before.end, member.getStart(file)) : members.pos;
    return replace(file, trimmedEnd(file.text, from, member.getStart(file)), member.getStart(file), lineStart);
  });
}

/** Removes what is left between the braces of a container that loses all its members; nothing where something else is to stand there. */
export function closeEmptied(
  file: ts.SourceFile,
  container: ts.Node & { readonly members: ts.NodeArray<ts.TypeElement> },
  made: readonly TextEdit[],
): TextEdit[] {
  const close = container.end - 1;
  const inside = made
    .filter((edit) => edit.fileName === file.fileName && edit.start >= container.members.pos && edit.end <= close)
    .toSorted((a, b) => a.start - b.start);
  const gaps: TextEdit[] = [];
  let at = container.members.pos;
  for (const { start, end } of [...inside, { start: close, end: close }]) {
    if (start > at) gaps.push(replace(file, at, start, ""));
    at = end;
  }
  const isEmptied = inside.every(({ text }) => text === "");
  return isEmptied && gaps.every(({ start, end }) => file.text.slice(start, end).trim() === "") ? gaps : [];
}

/** Inserts lines before a closing brace, which gets its own line if it shares the one before it. */
function insertLines(
  file: ts.SourceFile,
  { at, close }: { readonly at: number; readonly close: number },
  lines: string,
  outer: string,
  style: Style,
): TextEdit {
  const sharesClosingLine = !file.text.slice(at, close).includes("\n");
  return sharesClosingLine ? replace(file, at, close, lines + style.newline + outer) : insert(file, at, lines);
}

/** Gives a property signature another type. */
export function replaceMemberType(
  ts: TypeScript,
  file: ts.SourceFile,
  member: ts.PropertySignature,
  typeText: string,
  style: Style,
): TextEdit[] {
  const indent = indentAt(file.text, member.getStart(file));
  const nameEnd = (questionOf(member) ?? member.name).end;
  if (!member.type) return [insert(file, nameEnd, `: ${typeText}`)];
  const head = file.text.slice(member.getStart(file), nameEnd);
  const broken = fitted(ts, `${head}: ${typeText}${style.memberEnd}`, style, indent);
  const isAlone = isMultiline(file, member.parent) && !/[\n;,]/.test(head);
  const type = isAlone ? broken.slice(head.length + 1, broken.length - style.memberEnd.length) : ` ${typeText}`;
  // A broken union starts on the next line.
  const isBelow = type.startsWith("\n");
  const start = isBelow ? file.text.slice(0, member.type.getStart(file)).trimEnd().length : member.type.getStart(file);
  return [replace(file, start, member.type.end, indented(isBelow ? type : type.trimStart(), indent, style))];
}

/** Makes a property signature optional. */
export function makeOptional(file: ts.SourceFile, member: ts.PropertySignature): TextEdit[] {
  return questionOf(member) ? [] : [insert(file, member.name.end, "?")];
}

/** Removes a member with its comments, and its line if nothing else is on it. */
export function removeMember(file: ts.SourceFile, member: ts.TypeElement): TextEdit[] {
  const { text } = file;
  const start = startWithComments(file, member);
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const isFirstOfLine = text.slice(lineStart, start).trim() === "";
  const restOfLine = /^[ \t]*(?:\/\/[^\n]*|\/\*[^\n]*?\*\/[ \t]*)?\r?\n/.exec(text.slice(member.end))?.[0];
  if (isFirstOfLine && restOfLine !== undefined) return [replace(file, lineStart, member.end + restOfLine.length, "")];
  // Among others on one line, it goes with the space before it, or after it at the start of the line.
  const spaceAfter = /^[ \t]*/.exec(text.slice(member.end))?.[0].length ?? 0;
  const spaceBefore = blanksBefore(text, start);
  return [
    isFirstOfLine
      ? replace(file, start, member.end + spaceAfter, "")
      : replace(file, start - spaceBefore, member.end, ""),
  ];
}

/** The rest of a line and the empty lines after it, with or without the last line break. */
const wholeLines = /^(?:[ \t]*\r?\n)*/;
const emptyLines = /^(?:[ \t]*\r?\n(?=[ \t]*\r?\n))*/;
const oneLine = /^[ \t]*\r?\n/;

/**
 * Removes a statement with its comments. One empty line stays if there was one before or after it, except at an end of
 * the file.
 */
export function removeStatement(file: ts.SourceFile, node: ts.Node): TextEdit[] {
  const { text } = file;
  const from = startWithComments(file, node);
  const before = text.slice(0, from).trimEnd().length;
  const end = endOfLineComment(text, node.end, text.length);
  const after = text.slice(end);
  const upTo = (lines: RegExp): number => end + (lines.exec(after)?.[0].length ?? 0);
  if (before === 0) return [replace(file, 0, upTo(wholeLines), "")];
  if (text[before - 1] === "{") return [replace(file, before, upTo(emptyLines), "")];
  const lineStart = text.lastIndexOf("\n", from - 1) + 1;
  const isLast = /^\s*(?:\}|$)/.test(after);
  if (isLast || lineStart < before || !oneLine.test(after)) return [replace(file, before, end, "")];
  const isApart = oneLine.test(text.slice(text.indexOf("\n", before) + 1, lineStart));
  return [replace(file, lineStart, upTo(isApart ? wholeLines : oneLine), "")];
}

/**
 * The start of a member or a statement with its comments: those directly above it or before it on its line. A comment
 * above an empty line, or behind the code before, is about something else.
 */
export function startWithComments(file: ts.SourceFile, node: ts.Node): number {
  const { text } = file;
  const from = node.getFullStart();
  let start = node.getStart(file);
  // Only white space and comments separate two of them.
  const comments = [...text.slice(from, start).matchAll(/\/\/[^\n]*|\/\*[\s\S]*?\*\//g)].reverse();
  for (const { index, 0: comment } of comments) {
    const lineBreaks = text.slice(from + index + comment.length, start).split("\n").length - 1;
    const isBehindOther = lineBreaks > 0 && !text.slice(from, from + index).includes("\n");
    if (lineBreaks > 1 || isBehindOther || isAboutMore.test(comment)) break;
    start = from + index;
  }
  return start;
}

/** A comment about more than the code below it: the rest of the file, or up to its counterpart. */
const isAboutMore =
  /^\/[/*]+\s*(?:@ts-(?:no)?check\b|(?:eslint|oxlint|tslint|stylelint)[- :](?:disable|enable)(?!-next-line|-line)\b|(?:prettier|biome)-ignore-(?:start|end|all)\b|#?(?:end)?region\b|[/!]|@license\b)/;

/** Text of several lines, indented by `indent` except for its first line. */
export function indented(text: string, indent: string, style: Style): string {
  return text.split("\n").join(style.newline + indent);
}

/**
 * A part of a file from `start` to `end` with `\n` between its lines, without the indentation of the line on which its
 * node starts.
 */
export function dedented(file: ts.SourceFile, start: number, end: number, node: ts.Node): string {
  const indent = indentAt(file.text, node.getStart(file));
  return file.text.slice(start, end).replaceAll("\r\n", "\n").replaceAll(`\n${indent}`, "\n");
}

/** Members on one line: `{ a: A; b: B }`. */
export function oneLineLiteral(
  members: readonly MemberText[],
  { pad, separator }: Pick<Style, "pad" | "separator">,
): string {
  return `{${pad}${members.join(`${separator} `)}${pad}}`;
}

/** The members of a container as the text of a type literal, for `name: { … }` on several lines. */
export function typeLiteral(members: readonly MemberText[], style: Style): string {
  return `{\n${members.map((member) => `${style.indent}${member.split("\n").join(`\n${style.indent}`)}${style.memberEnd}`).join("\n")}\n}`;
}

/** The end of the other members of a container, if one of them has an end. */
function siblingEnd(text: string, container: MemberContainer): ";" | "," | undefined {
  for (const member of container.members) {
    const last = text[member.end - 1];
    if (last === ";" || last === ",") return last;
  }
  return undefined;
}

/** The offset past a comment behind the member on its line. */
export function endOfLineComment(text: string, from: number, limit: number): number {
  const rest = /^[ \t]*(?:\/\/[^\r\n]*|\/\*[^\r\n]*?\*\/)/.exec(text.slice(from, limit));
  return rest ? from + rest[0].length : from;
}

function trimmedEnd(text: string, from: number, to: number): number {
  return from + text.slice(from, to).trimEnd().length;
}

/**
 * Adds an empty export, which makes the file a module: without an import or export its `declare module` blocks replace
 * the modules that they name.
 */
export function exportNothing(file: ts.SourceFile, { newline, semicolon }: Style): TextEdit {
  const end = file.text.trimEnd().length;
  return replace(file, end, file.text.length, `${newline}${newline}export {}${semicolon}${newline}`);
}

/** Inserts text at an offset. */
export function insert(file: ts.SourceFile, at: number, text: string): TextEdit {
  return { fileName: file.fileName, start: at, end: at, text };
}

/** Replaces a range by text. */
export function replace(file: ts.SourceFile, start: number, end: number, text: string): TextEdit {
  return { fileName: file.fileName, start, end, text };
}
