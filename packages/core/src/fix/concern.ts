import { messageOf, type ErrorAt } from "../compiler/errors.js";
import { holdsName } from "../discover/text-scan.js";
import { fieldName } from "../api/field-key.js";
import { isIdentifierName, quotedText } from "../syntax/names.js";
import type { DeclarationChange } from "../declare/change.js";

/** Whether an error stands at a field of that name, or at a type that its declaration imports, or speaks of one. */
export function isAboutField(error: ErrorAt, change: DeclarationChange): boolean {
  const { start, end, diagnostic } = error;
  const imports = "type" in change ? change.type.imports : [];
  const names = [fieldName(change.key), ...imports.flatMap(({ exportName }) => exportName ?? [])];
  const isNamed = (text: string): boolean => names.some((name) => namesIt(text, name));
  return isNamed(diagnostic.file?.text.slice(start, end) ?? "") || isNamed(messageOf(error));
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
