import { expressionOf, type Diagnostic, type FlowStep } from "@typed-session/core";
import { shown } from "@typed-session/core/shown";

/** A file's name in the report for the reader. */
export type NameFile = (file: string) => string;

/** The flow of a value in one line: `profile.id → token.id (auth.ts:8) → declared nowhere`. */
export function flowLine(flow: readonly FlowStep[], nameFile: NameFile): string {
  return flow.map(({ text, at }) => (at ? `${text} (${nameFile(at.file)}:${at.line})` : text)).join(" → ");
}

/** The parts of a finding as a sentence after its message: `` Also `token.id`.``; nothing without parts. */
export function alsoText(parts: readonly Pick<Diagnostic, "field">[]): string {
  const others = parts.flatMap(({ field }) => (field ? [`\`${shown(expressionOf(field))}\``] : []));
  return others.length === 0 ? "" : ` Also ${new Intl.ListFormat("en").format(others)}.`;
}
