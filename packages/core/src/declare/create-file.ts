import { importLine, inOrder } from "../edits/imports.js";
import type { DeclarationSite, Declare } from "./change.js";
import { blocksText } from "./text.js";
import { loads } from "./specifier.js";
import { newFile } from "./site.js";

export function createdFiles(site: DeclarationSite, changes: readonly Declare[]): { fileName: string; text: string }[] {
  const target = changes.length === 0 ? undefined : newFile(site);
  if (!target) return [];
  const { fileName, style } = target;
  const { text, base } = blocksText(site, changes, style);
  const specifiers = new Map<string, Set<string>>();
  for (const { exportName, specifier } of [
    ...(base ? [base] : []),
    ...changes.flatMap((change) => change.type.imports),
    ...loads(site, changes),
  ]) {
    const names = specifiers.get(specifier) ?? new Set();
    specifiers.set(specifier, exportName === undefined ? names : names.add(exportName));
  }
  const imports = inOrder([...specifiers.keys()]).map((specifier) =>
    importLine(fileName, specifier, [...(specifiers.get(specifier) ?? [])], style),
  );
  // Without an import or export the file would replace the module instead of augmenting it.
  const head = imports.length > 0 ? imports : [`export {}${style.semicolon}`];
  return [{ fileName, text: [...head, "", ...text.split("\n"), ""].join(style.newline) }];
}
