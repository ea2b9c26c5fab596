import type ts from "typescript";
import type { ErrorAt } from "../compiler/errors.js";
import { holdsName } from "../discover/text-scan.js";
import { fieldName } from "../api/field-key.js";
import { isIdentifierName, quotedText } from "../syntax/names.js";
import type { DeclarationChange } from "../declare/change.js";

/** Whether an error stands at a field of that name, or at a type that its declaration imports, or speaks of one. */
export function isAboutField({ start, end, diagnostic }: ErrorAt, change: DeclarationChange): boolean {
  const imports = "type" in change ? change.type.imports : [];
  const names = [fieldName(change.key), ...imports.flatMap(({ exportName }) => exportName ?? [])];
  const isNamed = (text: string): boolean => names.some((name) => namesIt(text, name));
  return isNamed(diagnostic.file?.text.slice(start, end) ?? "") || isNamed(messageOf(diagnostic.messageText));
}

/** Whether an error stands in a file that names the field. */
export function isInFileNaming({ diagnostic: { file } }: ErrorAt, { key }: DeclarationChange): boolean {
  return file !== undefined && namesIt(file.text, fieldName(key));
}

/** Whether a text holds a name as a word of its own; one that is no identifier, as it is or as code holds it. */
function namesIt(text: string, name: string): boolean {
  if (isIdentifierName(name)) return holdsName(text, name);
  return text.includes(name) || text.includes(quotedText(name).slice(1, -1));
}

/** What makes an error of one program the same as one of another: not its place, which moves. */
export function errorText({ fileName, code, diagnostic }: ErrorAt): string {
  return `${fileName} ${String(code)} ${messageOf(diagnostic.messageText)}`;
}

function messageOf(text: string | ts.DiagnosticMessageChain): string {
  return typeof text === "string" ? text : [text.messageText, ...(text.next ?? []).map(messageOf)].join(" ");
}
