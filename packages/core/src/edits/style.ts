import type ts from "typescript";
import type { TypeScript } from "../syntax/typescript.js";

/** The style of a file, so that an addition looks like its author's own text. */
export interface Style {
  readonly newline: "\n" | "\r\n";
  /** One level of indentation. */
  readonly indent: string;
  readonly quote: '"' | "'";
  /** The end of a statement. */
  readonly semicolon: ";" | "";
  /** The end of a member of an interface or type literal on its own line. */
  readonly memberEnd: ";" | "," | "";
  /** The separator of members on one line. */
  readonly separator: ";" | ",";
  /** The space inside braces on one line: `{ a }` or `{a}`. */
  readonly pad: " " | "";
  /** The width of a line before its author breaks it. */
  readonly width: number;
}

/** The style if nothing shows how a project writes. */
export const fallbackStyle: Style = {
  newline: "\n",
  indent: "  ",
  quote: '"',
  semicolon: ";",
  memberEnd: ";",
  separator: ";",
  pad: " ",
  width: 80,
};

/** Reads a file's style from its own text, and takes from `otherwise` what the text does not show. */
export function styleOf(ts: TypeScript, file: ts.SourceFile, otherwise: Style = fallbackStyle): Style {
  const { text } = file;
  const semicolons = { with: 0, without: 0 };
  const ends = { ";": 0, ",": 0, "": 0 };
  const separators = { ";": 0, ",": 0 };
  const quotes = { double: 0, single: 0 };
  const pads = { with: 0, without: 0 };
  const indents = new Map<string, number>();
  const visit = (node: ts.Node, parent: ts.Node): void => {
    const step = stepInto(ts, file, node, parent);
    if (step !== undefined) indents.set(step, (indents.get(step) ?? 0) + 1);
    if (ts.isImportDeclaration(node) || ts.isExpressionStatement(node) || ts.isVariableStatement(node)) {
      if (text[node.end - 1] === ";") semicolons.with++;
      else semicolons.without++;
    } else if (ts.isTypeElement(node)) {
      const last = text[node.end - 1];
      const end = last === ";" || last === "," ? last : "";
      if (isMultiline(file, parent)) ends[end]++;
      else if (end !== "") separators[end]++;
    } else if (ts.isStringLiteral(node) && mayChoose(ts, node, parent)) {
      if (text[node.getStart(file)] === '"') quotes.double++;
      else quotes.single++;
    }
    if (isBraced(ts, node) && !isMultiline(file, node) && node.end - node.getStart(file) > 2) {
      if (text[node.end - 2] === " ") pads.with++;
      else pads.without++;
    }
    ts.forEachChild(node, (child) => {
      visit(child, node);
    });
  };
  visit(file, file);
  const [indent] = [...indents].sort(([, a], [, b]) => b - a);
  const most = (Object.entries(ends) as [Style["memberEnd"], number][]).reduce((a, b) => (b[1] > a[1] ? b : a));
  // Members without an end decide if no statement does.
  const unsaid = most[0] === "" ? "" : otherwise.semicolon;
  const { with: ended, without } = semicolons;
  const semicolon = ended + without === 0 ? unsaid : ended >= without ? ";" : "";
  const memberEnd = most[1] > 0 ? most[0] : semicolon;
  return {
    newline: text.includes("\r\n") ? "\r\n" : text.includes("\n") ? "\n" : otherwise.newline,
    indent: indent?.[0] ?? otherwise.indent,
    quote: quotes.double > quotes.single ? '"' : quotes.single > quotes.double ? "'" : otherwise.quote,
    semicolon,
    memberEnd,
    separator:
      separators[","] === separators[";"]
        ? memberEnd || otherwise.separator
        : separators[","] > separators[";"]
          ? ","
          : ";",
    pad: pads.with > pads.without ? " " : pads.without > pads.with ? "" : otherwise.pad,
    width: Math.max(longestLine(text), otherwise.width),
  };
}

/** The length of the longest line of code that could be broken; a text or a comment could not. */
function longestLine(text: string): number {
  const lines = text
    .split(/\r?\n/)
    .filter((line) => !/^\s*(?:\/\/|\/?\*|import [^,]*$)|\/\/|\/\*|`|"[^"]{20}|'[^']{20}/.test(line));
  return Math.max(0, ...lines.map((line) => widthOf(line.trimEnd())));
}

/** The number of columns of a text; a tab counts as formatters count it. */
export function widthOf(text: string): number {
  return text.length + (text.match(/\t/g)?.length ?? 0);
}

/** Whether a text could take other quotes: not in JSX, which has its own, nor if it holds one of the two. */
function mayChoose(ts: TypeScript, { text }: ts.StringLiteral, parent: ts.Node): boolean {
  return !ts.isJsxAttribute(parent) && !/["']/.test(text);
}

function isBraced(ts: TypeScript, node: ts.Node): boolean {
  return (
    ts.isNamedImports(node) ||
    ts.isNamedExports(node) ||
    ts.isObjectLiteralExpression(node) ||
    ts.isObjectBindingPattern(node) ||
    ts.isTypeLiteralNode(node)
  );
}

/** How much further a statement or member at the start of a line is indented than its owner. */
function stepInto(ts: TypeScript, file: ts.SourceFile, node: ts.Node, parent: ts.Node): string | undefined {
  const isHeld =
    ts.isTypeElement(node) ||
    ts.isObjectLiteralElementLike(node) ||
    ts.isClassElement(node) ||
    (ts.isStatement(node) && (ts.isBlock(parent) || ts.isModuleBlock(parent)));
  if (!isHeld) return undefined;
  const { text } = file;
  const start = node.getStart(file);
  const inner = indentAt(text, start);
  if (text.slice(text.lastIndexOf("\n", start - 1) + 1, start) !== inner) return undefined;
  const outer = indentAt(text, parent.getStart(file));
  return inner.length > outer.length && inner.startsWith(outer) ? inner.slice(outer.length) : undefined;
}

/** The white space at the start of an offset's line. */
export function indentAt(text: string, offset: number): string {
  const lineStart = text.lastIndexOf("\n", offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(lineStart, offset))?.[0] ?? "";
}

/** Whether a node's text spans several lines. */
export function isMultiline(file: ts.SourceFile, node: ts.Node): boolean {
  return file.text.slice(node.getStart(file), node.end).includes("\n");
}
