import type ts from "typescript";
import type { TypeScript } from "../syntax/typescript.js";
import { widthOf, type Style } from "./style.js";

/**
 * Breaks members that are too long for their lines as formatters do: a union into its parts, a literal into its
 * members.
 * @param text the final lines, each with its own indentation and `\n` between them
 * @param outer the indentation that is put before each of them
 */
export function fitted(ts: TypeScript, text: string, style: Style, outer = ""): string {
  return text
    .split("\n")
    .map((line) => (widthOf(outer + line) > style.width ? broken(ts, line, style, outer) : line))
    .join("\n");
}

/** Breaks a line that holds one whole member, and returns any other unchanged. */
function broken(ts: TypeScript, line: string, style: Style, outer: string): string {
  const indent = /^[ \t]*/.exec(line)?.[0] ?? "";
  const member = memberIn(ts, line.slice(indent.length));
  if (!member?.type) return line;
  const source = member.getSourceFile();
  const head = source.text.slice(member.getStart(), member.type.getStart());
  const end = line.endsWith(style.memberEnd) ? style.memberEnd : "";
  const around: Around = { ts, style: { ...style, width: style.width - widthOf(outer) } };
  return indent + headed(head, typeIn(around, member.type, indent, widthOf(head) + end.length)) + end;
}

/** A broken union starts on the line below the name. */
function headed(head: string, type: string): string {
  return type.startsWith("\n") ? head.trimEnd() + type : head + type;
}

interface Around {
  readonly ts: TypeScript;
  /** The width is what is left of a line. */
  readonly style: Style;
}

function memberIn(ts: TypeScript, text: string): ts.PropertySignature | undefined {
  const file = ts.createSourceFile("member.ts", `interface I {${text}\n}`, ts.ScriptTarget.Latest, true);
  const [declaration] = file.statements;
  if (file.statements.length !== 1 || !declaration || !ts.isInterfaceDeclaration(declaration)) return undefined;
  const [member] = declaration.members;
  const isWhole = declaration.members.length === 1 && declaration.end === file.text.length;
  return isWhole && member && ts.isPropertySignature(member) ? member : undefined;
}

/**
 * A type, on one line if it fits.
 * @param indent the indentation of its line
 * @param taken the columns of that line that are taken
 */
function typeIn(around: Around, type: ts.TypeNode, indent: string, taken: number): string {
  const { ts, style } = around;
  const text = type.getText();
  if (widthOf(indent) + taken + widthOf(text) <= style.width && !text.includes("\n")) return text;
  if (ts.isTypeLiteralNode(type) && type.members.length > 0) return literalIn(around, type, indent);
  if (ts.isArrayTypeNode(type)) return arrayIn(around, type, indent, taken);
  if (ts.isTypeOperatorNode(type)) {
    const operator = text.slice(0, text.length - type.type.getText().length);
    return operator + typeIn(around, type.type, indent, taken + operator.length);
  }
  if (ts.isParenthesizedTypeNode(type)) return `(${typeIn(around, type.type, indent, taken + "()".length)})`;
  if (ts.isIntersectionTypeNode(type)) return intersectionIn(around, type, indent);
  if (ts.isTypeReferenceNode(type)) return referenceIn(around, type, indent);
  return ts.isUnionTypeNode(type) ? unionIn(around, type, indent) : text;
}

function unionIn(around: Around, type: ts.UnionTypeNode, indent: string): string {
  const { style } = around;
  const [first, ...others] = type.types;
  if (first && isLiteralOrNull(around, type))
    return [typeIn(around, first, indent, style.width), ...others.map((one) => one.getText())].join(" | ");
  return `\n${belowIn(around, type, indent, style.memberEnd)}`;
}

/** Whether a union is `{ … } | null`, which is not split. */
function isLiteralOrNull({ ts }: Around, { types: [first, ...others] }: ts.UnionTypeNode): boolean {
  return first !== undefined && ts.isTypeLiteralNode(first) && others.every((one) => one.getText() === "null");
}

/** A union on the lines below, on a single one if it fits. */
function belowIn(around: Around, type: ts.UnionTypeNode, indent: string, end = ""): string {
  const { indent: step, width } = around.style;
  const line = indent + step + type.getText();
  return widthOf(line) + end.length <= width ? line : partsOf(around, type, indent, end);
}

/** `| A` and `| B`, each on a line of its own, one step further in. */
function partsOf(around: Around, { types }: ts.UnionTypeNode, indent: string, end: string): string {
  const { ts, style } = around;
  const inner = indent + style.indent;
  const bar = "| ";
  const inPart: Around = { ts, style: { ...style, width: style.width - bar.length } };
  const partOf = (one: ts.TypeNode, index: number): string =>
    aligned(typeIn(inPart, one, inner, index === types.length - 1 ? end.length : 0), inner);
  return types.map((one, index) => inner + bar + partOf(one, index)).join("\n");
}

/** The lines behind the bar of a part: as wide as the bar further in, as a tab where tabs follow. */
function aligned(part: string, inner: string): string {
  const [first = "", ...others] = part.split("\n");
  const lineOf = (line: string): string => {
    const rest = line.slice(inner.length);
    return inner + (rest.startsWith("\t") ? "\t" : "  ") + rest;
  };
  return [first, ...others.map(lineOf)].join("\n");
}

function literalIn(around: Around, { members }: ts.TypeLiteralNode, indent: string): string {
  const { ts, style } = around;
  const inner = indent + style.indent;
  const end = style.memberEnd;
  const lines = members.map((member) => {
    const text = member.getText().replace(/[;,]$/, "");
    if (!ts.isPropertySignature(member) || !member.type) return `${inner}${text}${end}\n`;
    const source = member.getSourceFile().text;
    const head = source.slice(member.getStart(), member.type.getStart());
    return `${inner}${headed(head, typeIn(around, member.type, inner, widthOf(head) + end.length))}${end}\n`;
  });
  return `{\n${lines.join("")}${indent}}`;
}

function arrayIn(around: Around, { elementType }: ts.ArrayTypeNode, indent: string, taken: number): string {
  const { ts } = around;
  if (!ts.isParenthesizedTypeNode(elementType)) return `${typeIn(around, elementType, indent, taken + "[]".length)}[]`;
  const { type } = elementType;
  return ts.isUnionTypeNode(type) ? `(\n${belowIn(around, type, indent)}\n${indent})[]` : `(${type.getText()})[]`;
}

/** A literal beside a name is broken, names alone get lines of their own; formatters disagree about the rest. */
function intersectionIn(around: Around, type: ts.IntersectionTypeNode, indent: string): string {
  const { ts, style } = around;
  const literals = type.types.filter(ts.isTypeLiteralNode);
  const inner = indent + style.indent;
  if (literals.length === 0)
    return type.types.map((one, index) => typeIn(around, one, index === 0 ? indent : inner, 0)).join(` &\n${inner}`);
  if (literals.length !== 1 || type.types.length !== 2) return type.getText();
  const textOf = (one: ts.TypeNode): string =>
    ts.isTypeLiteralNode(one) ? typeIn(around, one, indent, style.width) : one.getText();
  return type.types.map(textOf).join(" & ");
}

/** `Name<…>`: a single literal stays beside the name, and a single name too; other arguments get lines of their own. */
function referenceIn(around: Around, type: ts.TypeReferenceNode, indent: string): string {
  const { ts, style } = around;
  const [first, ...others] = type.typeArguments ?? [];
  if (!first || (others.length === 0 && isName(first))) return type.getText();
  const name = type.typeName.getText();
  const isBeside = ts.isTypeLiteralNode(first) || (ts.isUnionTypeNode(first) && isLiteralOrNull(around, first));
  if (others.length === 0 && isBeside) return `${name}<${typeIn(around, first, indent, style.width)}>`;
  const inner = indent + style.indent;
  const lineOf = (one: ts.TypeNode, index: number): string => {
    const end = index < others.length ? "," : "";
    if (ts.isUnionTypeNode(one) && !isLiteralOrNull(around, one)) return belowIn(around, one, indent, end) + end;
    return inner + typeIn(around, one, inner, end.length) + end;
  };
  return `${name}<\n${[first, ...others].map(lineOf).join("\n")}\n${indent}>`;
}

/** Whether a type is a single name, which no formatter breaks. */
function isName(type: ts.TypeNode): boolean {
  return /^[\w$.]+$/.test(type.getText());
}
