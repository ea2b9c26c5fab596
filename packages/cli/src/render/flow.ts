import type { FlowStep } from "@typed-session/core";

/** How a file of the report is named to the reader. */
export type NameFile = (file: string) => string;

/** The way a value takes, in one line: `profile.id → token.id (auth.ts:8) → declared nowhere`. */
export function flowLine(flow: readonly FlowStep[], nameFile: NameFile): string {
  return flow.map(({ text, at }) => (at ? `${text} (${nameFile(at.file)}:${at.line})` : text)).join(" → ");
}
