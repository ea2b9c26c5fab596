import { shapeOf, type Place, type ClassicTypeScript } from "@typed-session/core";
import type ts from "typescript";
import { placeOf } from "./diagnostics.js";
import type { SessionTypes } from "./session.js";

/** The callbacks' assignments, below the compiler's own hover of a session or a token. */
export function withShape({ inspection }: SessionTypes, place: Place, prior: ts.QuickInfo): ts.QuickInfo {
  const name = inspection.interfaceAt(place);
  const shape = name && shapeOf(inspection.traces(), name);
  if (shape === undefined) return prior;
  const text = `${prior.documentation?.length ? "\n\n" : ""}The callbacks assign:\n\`\`\`ts\n${shape}\n\`\`\``;
  return { ...prior, documentation: [...(prior.documentation ?? []), { kind: "text", text }] };
}

/** The writes that feed a declared field, beside the compiler's own definitions. */
export function withWrites(
  ts: ClassicTypeScript,
  session: SessionTypes,
  place: Place,
  prior: ts.DefinitionInfoAndBoundSpan,
): ts.DefinitionInfoAndBoundSpan {
  const definitions = session.inspection.writesFeeding(place).flatMap((at): ts.DefinitionInfo[] => {
    const write = placeOf(session, at);
    if (!write) return [];
    return [
      {
        fileName: write.file.fileName,
        textSpan: { start: write.start, length: 0 },
        kind: ts.ScriptElementKind.memberVariableElement,
        name: prior.definitions?.[0]?.name ?? "",
        containerKind: ts.ScriptElementKind.unknown,
        containerName: "",
      },
    ];
  });
  if (definitions.length === 0) return prior;
  return { ...prior, definitions: [...(prior.definitions ?? []), ...definitions] };
}
