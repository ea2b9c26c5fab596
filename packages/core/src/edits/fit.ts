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
  return ts.isUnionTypeNode(type) ? unionIn(around, type, indent) : text;
}

function unionIn(around: Around, type: ts.UnionTypeNode, indent: string): string {
  const { ts, style } = around;
  const [first, ...others] = type.types;
  // `{ … } | null` is not split.
  if (first && ts.isTypeLiteralNode(first) && others.every((one) => one.getText() === "null"))
    return [typeIn(around, first, indent, style.width), ...others.map((one) => one.getText())].join(" | ");
  return `\n${belowIn(around, type, indent, style.memberEnd)}`;
}

/** A union on the lines below, on a single one if it fits. */
function belowIn(around: Around, type: ts.UnionTypeNode, indent: string, end = ""): string {
  const { indent: step, width } = around.style;
  const line = indent + step + type.getText();
  return widthOf(line) + end.length <= width ? line : partsOf(around, type, indent);
}

/** `| A` and `| B`, each on a line of its own, one step further in. */
function partsOf(around: Around, { types }: ts.UnionTypeNode, indent: string): string {
  const inner = indent + around.style.indent;
  // The contents of a part are indented further than the bar before it.
  const aligned = inner + (around.style.indent === "\t" ? "\t" : "  ");
  const partOf = (one: ts.TypeNode): string => {
    const text = one.getText();
    if (!around.ts.isTypeLiteralNode(one) || widthOf(`${inner}| ${text}`) <= around.style.width)
      return typeIn(around, one, inner, "| ".length);
    return literalIn(around, one, aligned, `${inner}  `);
  };
  return types.map((one) => `${inner}| ${partOf(one)}`).join("\n");
}

/** @param closing the indentation of the closing brace, if it is not that of the members' owner */
function literalIn(around: Around, { members }: ts.TypeLiteralNode, indent: string, closing = indent): string {
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
  return `{\n${lines.join("")}${closing}}`;
}

function arrayIn(around: Around, { elementType }: ts.ArrayTypeNode, indent: string, taken: number): string {
  const { ts } = around;
  if (!ts.isParenthesizedTypeNode(elementType)) return `${typeIn(around, elementType, indent, taken + "[]".length)}[]`;
  const { type } = elementType;
  return ts.isUnionTypeNode(type) ? `(\n${belowIn(around, type, indent)}\n${indent})[]` : `(${type.getText()})[]`;
}
