import { messageOf, type ErrorAt } from "../compiler/errors.js";
import { holdsName } from "../discover/text-scan.js";
import { fieldName } from "../api/field-key.js";
import { isIdentifierName, quotedText } from "../syntax/names.js";
import type { DeclarationChange } from "../declare/change.js";

/** Whether an error is at, or mentions, the field's name or a type that its declaration imports. */
export function isAboutField(error: ErrorAt, change: DeclarationChange): boolean {
  const { start, end, diagnostic } = error;
  const imports = "type" in change ? change.type.imports : [];
  const names = [fieldName(change.key), ...imports.flatMap(({ exportName }) => exportName ?? [])];
  const isNamed = (text: string): boolean => names.some((name) => namesIt(text, name));
  return isNamed(diagnostic.file?.text.slice(start, end) ?? "") || isNamed(messageOf(error));
}

/** Whether an error is in a file that names the field. */
export function isInFileNaming({ diagnostic: { file } }: ErrorAt, { key }: DeclarationChange): boolean {
  return file !== undefined && namesIt(file.text, fieldName(key));
}

/**
 * Whether a text contains a name as a separate word; a name that is not an identifier may be plain or escaped as in
 * code.
 */
function namesIt(text: string, name: string): boolean {
  if (isIdentifierName(name)) return holdsName(text, name);
  return text.includes(name) || text.includes(quotedText(name).slice(1, -1));
}
