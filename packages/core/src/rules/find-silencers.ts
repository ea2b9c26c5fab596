import type ts from "typescript";
import type { TypeScript } from "../syntax/typescript.js";
import { commentRange, commentsOf, nextLineOfCode, type Comment } from "../compiler/comments.js";
import { editRootOf } from "../api/workspace.js";
import { oneLine } from "../compiler/positions.js";
import { readerCasts } from "../model/readers.js";
import { isAssertion, removeAssertion, type Assertion } from "../edits/assertions.js";
import { replace } from "../edits/members.js";
import type { EditSet } from "../edits/text-edit.js";
import { castsIn } from "../model/casts.js";
import { unresolvedIn } from "../infer/unresolved.js";
import type { Model } from "../model/model.js";
import type { ByTypes } from "../declare/finding.js";
import type { RuleContext } from "./rule.js";
import { isWrapper } from "../syntax/wrappers.js";
import { callbackFunctions } from "../discover/auth-config.js";
import { sessionUser } from "../api/field-key.js";
import { isEditableFile } from "../compiler/own-files.js";

/** A cast or a comment, such as `@ts-ignore`, that silences the compiler. */
export interface Silencer {
  readonly file: ts.SourceFile;
  readonly start: number;
  readonly end: number;
  /** As written: `session as any`, `@ts-ignore`. */
  readonly text: string;
  readonly removal: EditSet;
  /** The cast, unless it is a comment. */
  readonly cast?: Assertion;
  /**
   * Set if types alone show that it is not needed: in the author's program as written, or once the fields are declared.
   */
  readonly byTypes?: ByTypes;
}

/**
 * The silencers in the callbacks. None if `user` is `any` or has an unresolved type, as code that compiles then proves
 * nothing.
 */
export function silencersInCallbacks(context: RuleContext): readonly Silencer[] {
  if (isUnknowable(context.base)) return [];
  return [...silencingCasts(context, castsIn(context.base)), ...compilerDirectives(context)];
}

/** A cast in a callback may be at a read as well, as in `(session as any).visits += 1`: it is not a reader's. */
export function silencersInReaders(context: RuleContext): readonly Silencer[] {
  if (isUnknowable(context.base)) return [];
  const inCallbacks = new Set(castsIn(context.base));
  return silencingCasts(
    context,
    readerCasts(context.base).filter((cast) => !inCallbacks.has(cast)),
  );
}

/**
 * Casts in the project's own files; of directly nested casts, the outermost. A cast of an object that is `any` anyway
 * is left out: the compiler checks none of its fields with or without the cast.
 */
function silencingCasts({ base, site }: RuleContext, casts: readonly Assertion[]): Silencer[] {
  const { ts } = base.workspace;
  return [...new Set(casts)]
    .filter(
      (node) =>
        !isAssertion(ts, node.parent) &&
        !base.types.isAny(base.types.typeAt(rootOf(ts, node))) &&
        !restsOnUnresolved(base, node) &&
        isEditableFile(base.workspace.program, editRootOf(site.workspace), node.getSourceFile()),
    )
    .map((node) => {
      const file = node.getSourceFile();
      return {
        file,
        start: node.getStart(file),
        end: node.end,
        text: oneLine(node.getText(file)),
        removal: { edits: removeAssertion(ts, node), newFiles: [] },
        cast: node,
      };
    });
}

/**
 * Whether a cast, or the value assigned to it, depends on an unresolved type: once that resolves, the code may need the
 * cast.
 */
function restsOnUnresolved({ view }: Model, cast: Assertion): boolean {
  const { ts } = view;
  const isUnresolved = (value: ts.Expression): boolean => unresolvedIn(view, value).length > 0;
  const assignment = ts.findAncestor(cast, ts.isBinaryExpression);
  const beside = assignment?.operatorToken.kind === ts.SyntaxKind.EqualsToken ? assignment.right : undefined;
  return isUnresolved(cast) || (beside !== undefined && isUnresolved(beside));
}

/** The name that an expression starts from: `session` in `session.user!.org as any`. */
function rootOf(ts: TypeScript, node: ts.Expression): ts.Expression {
  return ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node) || isWrapper(ts, node)
    ? rootOf(ts, node.expression)
    : node;
}

const ofNextLine = /^[/*\s]*(@ts-(?:ignore|expect-error))\b/;

/** The directive that silences the compiler in a whole file. */
export const directiveOfFile = "@ts-nocheck";

const ofFile = /^[/*\s]*(@ts-nocheck)\b/;

/** Whether a directive silences the compiler in the whole of a file. */
export function isSilenced(ts: TypeScript, file: ts.SourceFile): boolean {
  return file.text.includes(directiveOfFile) && commentsOf(ts, file).some(({ text }) => ofFile.test(text));
}

/**
 * Compiler directives above a line that writes a field or reads an input's, and those for a whole file with callbacks.
 */
function compilerDirectives({ base, site }: RuleContext): Silencer[] {
  const { ts } = base.workspace;
  const callbackFiles = new Set(base.configs.flatMap(callbackFunctions).map((node) => node.getSourceFile()));
  const touched = touchedLines(base);
  const files = new Set([...callbackFiles, ...touched.keys()]);
  return [...files].flatMap((file): Silencer[] => {
    if (
      !file.text.includes("@ts-") ||
      !isChecked(base, file) ||
      !isEditableFile(base.workspace.program, editRootOf(site.workspace), file)
    )
      return [];
    const comments = commentsOf(ts, file);
    return comments.flatMap((comment): Silencer[] => {
      const next = ofNextLine.exec(comment.text)?.[1];
      if (next !== undefined && touched.get(file)?.has(nextLineOfCode(file, comments, comment)))
        return [silencingComment(file, comment, next)];
      const whole = callbackFiles.has(file) ? ofFile.exec(comment.text)?.[1] : undefined;
      return whole === undefined ? [] : [silencingComment(file, comment, whole)];
    });
  });
}

/** In JavaScript that the compiler does not check, a directive silences nothing. */
function isChecked({ workspace: { program } }: Model, file: ts.SourceFile): boolean {
  if (!/\.[cm]?jsx?$/.test(file.fileName)) return true;
  return program.getCompilerOptions().checkJs === true || /^[^\S\n\r\u2028\u2029]*\/\/\s*@ts-check\b/m.test(file.text);
}

function silencingComment(file: ts.SourceFile, comment: Comment, text: string): Silencer {
  const { start, end } = commentRange(file, comment);
  return {
    file,
    start: comment.start,
    end: comment.end,
    text,
    removal: { edits: [replace(file, start, end, "")], newFiles: [] },
  };
}

/** The lines (0-based) on which the callbacks write a field, or read one of an input or of the token. */
function touchedLines({ fields, observed }: Model): Map<ts.SourceFile, Set<number>> {
  const lines = new Map<ts.SourceFile, Set<number>>();
  const writes = [...fields.values()].flatMap((field) =>
    field.isUnresolved ? [] : field.writes.map(({ node }) => node),
  );
  const reads = observed.flatMap(({ seen }) => seen.reads.map(({ node }) => node));
  for (const node of [...writes, ...reads]) {
    const file = node.getSourceFile();
    const { line } = file.getLineAndCharacterOfPosition(node.getStart(file));
    lines.set(file, (lines.get(file) ?? new Set()).add(line));
  }
  return lines;
}

function isUnknowable({ declared, types }: Model): boolean {
  const user = declared.field(sessionUser);
  return (user !== undefined && types.isAny(user.type)) || declared.names.some((name) => declared.isUnknowable(name));
}
