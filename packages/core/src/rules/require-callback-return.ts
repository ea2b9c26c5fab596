import type ts from "typescript";
import { isGenerator } from "../infer/interpreter/generators.js";
import { argumentParameters } from "../syntax/parameters.js";
import { propertyName } from "../syntax/names.js";
import { insert, isClosed, replace } from "../edits/members.js";
import { indentAt } from "../edits/style.js";
import { styleIn } from "../workspace/style/style-in.js";
import type { EditSet } from "../edits/text-edit.js";
import type { MissingReturn } from "../infer/interpreter/observer.js";
import type { Model } from "../model/model.js";
import { at, type Finding } from "../declare/finding.js";
import type { Rule } from "./rule.js";
import type { AuthConfig, Callback } from "../discover/auth-config.js";
import type { FunctionWithBody } from "../syntax/functions.js";

export const requireCallbackReturn: Rule = {
  name: "require-callback-return",
  code: 990009,
  severity: "error",
  summary: "A path through a callback does not return the session or the token",
  fix: "Returns it there",
  action: "Return it on every path",
  isKnownAtOnce: true,
  check: ({ base }) => {
    const reported = new Set<ts.Node>();
    return base.observed.flatMap(({ config, seen }) =>
      seen.missingReturns.flatMap((missing): Finding[] => {
        const name = callbackName(config, missing.owner);
        const place = missing.at ?? missing.owner;
        if (name === undefined || reported.has(place) || !canEndWithoutValue(base, missing)) return [];
        reported.add(place);
        return [findingOf(base, missing, name)];
      }),
    );
  },
};

function callbackName({ session, jwt }: AuthConfig, owner: FunctionWithBody): "session" | "jwt" | undefined {
  // A generator's result is an iterator, whatever it returns.
  if (isGenerator(owner)) return undefined;
  // A wrapper may turn a missing value into something else.
  const isOwner = (callback: Callback): boolean =>
    callback.kind === "function" && callback.node === owner && !callback.wrapper;
  if (isOwner(session)) return "session";
  return isOwner(jwt) ? "jwt" : undefined;
}

/**
 * Whether a callback can end without a value. The compiler knows better than the interpreter which ends are never
 * reached: a `switch` over every case, a call that never returns. Only a reachable end adds `undefined` to the inferred
 * return type; an annotated one tells nothing.
 */
function canEndWithoutValue({ types }: Model, { owner, at: statement }: MissingReturn): boolean {
  if (statement) return true;
  const returned = owner.type ? undefined : types.returnedBy(owner);
  return returned !== undefined && types.includesUndefined(types.awaited(returned));
}

function findingOf(base: Model, missing: MissingReturn, name: "session" | "jwt"): Finding {
  const { owner, at: statement } = missing;
  const what = name === "session" ? "session" : "token";
  const effect =
    name === "session" ? "the session is gone for its readers" : "the token is lost, and the sign-in with it";
  const parameter = parameterOf(base, owner, what);
  const isHidden = parameter !== undefined && !base.types.isVisible(parameter.name, statement ?? owner.body);
  const edits = parameter && !isHidden ? returnEdit(base, missing, parameter.text) : undefined;
  return {
    ...at(statement ?? headOf(base, owner)),
    message: statement
      ? `This \`return\` gives no ${what}: on this path ${effect}.`
      : `\`${name}\` does not return the ${what} on every path: without it ${effect}.`,
    ...(edits && { edits }),
    ...(!edits && {
      manual: isHidden
        ? `Return the callback's own ${what}: here \`${parameter.name.text}\` is something else.`
        : `Return the ${what} on every path.`,
    }),
  };
}

/**
 * The node that a finding about a function points to: its name, the property or variable that holds it, or its arrow.
 */
function headOf({ workspace: { ts } }: Model, owner: FunctionWithBody): ts.Node {
  if (owner.name) return owner.name;
  const { parent } = owner;
  if (ts.isPropertyAssignment(parent) || ts.isVariableDeclaration(parent)) return parent.name;
  return ts.isArrowFunction(owner) ? owner.equalsGreaterThanToken : owner;
}

/** The parameter that holds a function's session or token: its name, and the text that returns the object. */
function parameterOf(
  { workspace: { ts } }: Model,
  owner: FunctionWithBody,
  what: string,
): { readonly name: ts.Identifier; readonly text: string } | undefined {
  const [parameter] = argumentParameters(owner);
  if (!parameter || parameter.dotDotDotToken) return undefined;
  const { name: pattern } = parameter;
  if (ts.isIdentifier(pattern)) return { name: pattern, text: `${pattern.text}.${what}` };
  if (!ts.isObjectBindingPattern(pattern)) return undefined;
  const element = pattern.elements.find(
    ({ name, propertyName: key, dotDotDotToken }) =>
      !dotDotDotToken && (key ? propertyName(ts, key) : name.getText()) === what,
  );
  return element && ts.isIdentifier(element.name) ? { name: element.name, text: element.name.text } : undefined;
}

function returnEdit({ workspace }: Model, missing: MissingReturn, returned: string): EditSet | undefined {
  const { ts } = workspace;
  const { owner, at: statement } = missing;
  const file = owner.getSourceFile();
  if (statement) {
    // After the keyword, so that a comment in the statement stays.
    const keyword = statement.getStart(file) + "return".length;
    return { edits: [insert(file, keyword, ` ${returned}`)], newFiles: [] };
  }
  if (!ts.isBlock(owner.body) || !isClosed(owner.body, owner.body.statements)) return undefined;
  const style = styleIn(workspace, file);
  const close = owner.body.end - 1;
  const outer = indentAt(file.text, owner.body.end);
  const last = owner.body.statements.at(-1);
  const isOnOneLine = !file.text.slice(owner.body.getStart(file), close).includes("\n");
  const line = `return ${returned}${style.semicolon}`;
  if (isOnOneLine) {
    const body = file.text.slice(owner.body.getStart(file) + 1, close).trimEnd();
    const from = owner.body.getStart(file) + 1 + body.length;
    const separator = body === "" || /[;}]$/.test(body) ? " " : "; ";
    return { edits: [replace(file, from, close, `${separator}${line} `)], newFiles: [] };
  }
  const inner = last ? indentAt(file.text, last.getStart(file)) : outer + style.indent;
  const from = file.text.lastIndexOf("\n", close - 1) + 1;
  // Nearly all code has the closing brace on its own line.
  if (file.text.slice(from, close).trim() !== "") return undefined;
  return { edits: [insert(file, from, `${inner}${line}${style.newline}`)], newFiles: [] };
}
