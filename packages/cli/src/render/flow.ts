import { expressionOf, type Diagnostic, type FlowStep } from "@typed-session/core";
import { shown } from "@typed-session/core/shown";

/** How a file of the report is named to the reader. */
export type NameFile = (file: string) => string;

/** The way a value takes, in one line: `profile.id → token.id (auth.ts:8) → declared nowhere`. */
export function flowLine(flow: readonly FlowStep[], nameFile: NameFile): string {
  return flow.map(({ text, at }) => (at ? `${text} (${nameFile(at.file)}:${at.line})` : text)).join(" → ");
}

/** What else a finding stands for, as a sentence after its message: `` Also `token.id`.``; nothing where it has no parts. */
export function alsoText(parts: readonly Pick<Diagnostic, "field">[]): string {
  const others = parts.flatMap(({ field }) => (field ? [`\`${shown(expressionOf(field))}\``] : []));
  return others.length === 0 ? "" : ` Also ${new Intl.ListFormat("en").format(others)}.`;
}
