import { shapeOf } from "@typed-session/core";
import type ts from "typescript";
import type { SessionTypes } from "./session.js";

/** What the callbacks assign, below what the compiler knows of a session or a token. */
export function withShape(
  session: SessionTypes,
  fileName: string,
  offset: number,
  prior: ts.QuickInfo | undefined,
): ts.QuickInfo | undefined {
  const inspection = prior && session.inspectionFor(fileName);
  const name = inspection?.interfaceAt({ fileName, start: offset, end: offset });
  const shape = name && inspection && shapeOf(inspection.traces(), name);
  if (!prior || shape === undefined) return prior;
  const text = `${prior.documentation?.length ? "\n\n" : ""}The callbacks assign:\n\`\`\`ts\n${shape}\n\`\`\``;
  return { ...prior, documentation: [...(prior.documentation ?? []), { kind: "text", text }] };
}

/** From a declared field to the writes that feed it, beside what the compiler knows. */
export function withWrites(
  tsModule: typeof ts,
  session: SessionTypes,
  fileName: string,
  offset: number,
  prior: ts.DefinitionInfoAndBoundSpan | undefined,
): ts.DefinitionInfoAndBoundSpan | undefined {
  const writes = session.inspectionFor(fileName)?.writesFeeding({ fileName, start: offset, end: offset }) ?? [];
  if (!prior || writes.length === 0) return prior;
  const definitions = writes.flatMap((at): ts.DefinitionInfo[] => {
    const target = session.absolute(at.file);
    const file = session.sourceFile(target);
    if (!file) return [];
    const start = file.getPositionOfLineAndCharacter(at.line - 1, at.column - 1);
    return [
      {
        fileName: target,
        textSpan: { start, length: 0 },
        kind: tsModule.ScriptElementKind.memberVariableElement,
        name: prior.definitions?.[0]?.name ?? "",
        containerKind: tsModule.ScriptElementKind.unknown,
        containerName: "",
      },
    ];
  });
  return { ...prior, definitions: [...(prior.definitions ?? []), ...definitions] };
}
