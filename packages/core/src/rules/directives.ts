import type ts from "typescript";
import type { TypeScript } from "../syntax/typescript.js";
import { commentsOf, nextLineOfCode, type Comment } from "../compiler/comments.js";
import { oncePerFile } from "../compiler/once.js";

/**
 * A comment that switches rules off:
 *
 * - `typed-session-disable-next-line <rules> -- <why>` for the next line of code
 * - `typed-session-disable <rules> -- <why>` from there to `typed-session-enable <rules>`, or to the end of the file
 *
 * The rules are separated by commas; without any, all rules are meant. The text after ` -- ` is for human readers.
 */
export interface Directive {
  readonly file: ts.SourceFile;
  readonly comment: Comment;
  /** `undefined` for all rules. */
  readonly rules: readonly NamedRule[] | undefined;
  /** Whether it switches a rule off at an offset of its file. */
  readonly disables: (ruleName: string, offset: number) => boolean;
}

/** A rule as a directive names it. */
export interface NamedRule {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

const marker = "typed-session-";
const form = /^(?:\*\s*)?typed-session-(disable-next-line|disable|enable)(?=$|\s)([^]*)$/;

/** Whether a file may hold a directive. */
export const mayHoldDirective = oncePerFile(({ text }) => text.includes(marker));

/** The directives of a file, in order. */
export function directivesOf(ts: TypeScript, file: ts.SourceFile): Directive[] {
  if (!mayHoldDirective(file)) return [];
  const comments = commentsOf(ts, file);
  const read = comments.flatMap((comment) => {
    const match = form.exec(comment.text);
    return match ? [{ comment, verb: match[1] ?? "", rules: namedRules(file, comment, match[2] ?? "") }] : [];
  });
  return read.flatMap(({ comment, verb, rules }, index): Directive[] => {
    if (verb === "enable") return [];
    if (verb === "disable-next-line") {
      const line = nextLineOfCode(file, comments, comment);
      const isThere = (offset: number): boolean => file.getLineAndCharacterOfPosition(offset).line === line;
      return [{ file, comment, rules, disables: (name, offset) => names(rules, name) && isThere(offset) }];
    }
    const later = read.slice(index + 1).filter((one) => one.verb === "enable");
    const endOf = (name: string): number => later.find((one) => names(one.rules, name))?.comment.start ?? file.end + 1;
    const disables = (name: string, offset: number): boolean =>
      names(rules, name) && offset >= comment.end && offset < endOf(name);
    return [{ file, comment, rules, disables }];
  });
}

function names(rules: readonly NamedRule[] | undefined, name: string): boolean {
  return rules === undefined || rules.some((rule) => rule.name === name);
}

/** The names in `a, b -- why`. */
function namedRules(file: ts.SourceFile, comment: Comment, text: string): NamedRule[] | undefined {
  const list = text.split(/(?:^|\s)--(?:\s|$)/)[0] ?? "";
  const from = file.text.indexOf(text, comment.start);
  const names = [...list.matchAll(/[^\s,]+/g)].map((match): NamedRule => {
    const start = from + match.index;
    return { name: match[0], start, end: start + match[0].length };
  });
  return names.length === 0 ? undefined : names;
}

/** The parts of a finding that a directive depends on. */
interface Suppressible {
  readonly rule: { readonly name: string };
  readonly file: ts.SourceFile;
  readonly start: number;
}

/**
 * Whether a directive switches off a finding. Files are compared by name, because a repaired file is another object.
 */
export function suppresses(directive: Directive, { rule, file, start }: Suppressible): boolean {
  return directive.file.fileName === file.fileName && directive.disables(rule.name, start);
}
