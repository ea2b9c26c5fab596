import type ts from "typescript";
import type { TypeScript } from "../syntax/typescript.js";
import type { Diagnostic } from "../api/analysis.js";
import { reportRootOf } from "../api/workspace.js";
import { locationAt } from "../compiler/positions.js";
import { readsOf } from "../model/readers.js";
import { keyText, type FieldKey } from "../api/field-key.js";
import type { InterfaceName, Location } from "../api/report.js";
import type { Diagnosis } from "../diagnose/diagnosis.js";

/** A range of a file; offsets count UTF-16 units from 0, as TypeScript's do. */
export interface Place {
  /** Absolute, `/`-separated. */
  readonly fileName: string;
  readonly start: number;
  readonly end: number;
}

/**
 * The findings that concern a place: findings that are reported there, and findings about a field that is written or
 * read there. The compiler puts its own errors about an undeclared field on the field's name.
 */
export function findingsAt(
  { base, settled }: Diagnosis,
  all: readonly Diagnostic[],
  place: Place,
): readonly Diagnostic[] {
  const file = base.workspace.program.getSourceFile(place.fileName);
  if (!file) return [];
  const isHere = (node: ts.Node): boolean =>
    node.getSourceFile().fileName === file.fileName && node.getStart() <= place.end && place.start <= node.end;
  const isConcerned = (key: FieldKey): boolean => {
    const writes = [base, settled.model].flatMap((model) => model.fields.get(keyText(key))?.writes ?? []);
    return writes.some((write) => isHere(write.node)) || readsOf(base, key, file).some(isHere);
  };
  const name = locationAt(reportRootOf(base.workspace), file, 0).file;
  const offsetOf = (line: number, column: number): number => file.getPositionOfLineAndCharacter(line - 1, column - 1);
  const isReportedHere = (one: Diagnostic): boolean =>
    one.file === name &&
    offsetOf(one.line, one.column) <= place.end &&
    place.start <= offsetOf(one.endLine, one.endColumn);
  return all.filter((one) => isReportedHere(one) || (one.field !== undefined && isConcerned(one.field)));
}

/** The interfaces of the values that the callbacks fill. */
const filled: readonly InterfaceName[] = ["Session", "JWT"];

/** The interface whose value or name is at an offset: on `session`, `token` and `Session` itself. */
export function interfaceAt({ base }: Diagnosis, { fileName, start }: Place): InterfaceName | undefined {
  const { ts, program } = base.workspace;
  const file = program.getSourceFile(fileName);
  const node = file && nodeAt(ts, file, start);
  if (!node || !ts.isIdentifier(node)) return undefined;
  const { types } = base;
  const symbol = types.symbolAt(node);
  const type = symbol && (types.isInterfaceOrImport(symbol) ? types.declaredType(symbol) : types.typeAt(node));
  return (
    type &&
    filled.find((name) => base.declared.holder({ interface: name, names: ["any"] }) === types.withoutNullable(type))
  );
}

/** The places at which the callbacks write the field that is declared at an offset. */
export function writesFeeding({ base }: Diagnosis, { fileName, start }: Place): readonly Location[] {
  const declared = filled
    .flatMap((name) => base.declared.ownFields(name))
    .find(({ declared: { owns } }) =>
      owns.some(
        (own) => own.getSourceFile().fileName === fileName && own.name.getStart() <= start && start <= own.name.end,
      ),
    );
  const writes = declared ? (base.fields.get(keyText(declared))?.writes ?? []) : [];
  return writes.map(({ node }) => locationAt(reportRootOf(base.workspace), node.getSourceFile(), node.getStart()));
}

/** The innermost node around an offset. */
function nodeAt(ts: TypeScript, file: ts.SourceFile, offset: number): ts.Node {
  const inside = (node: ts.Node): ts.Node => {
    const child = ts.forEachChild(node, (one) => (one.getStart(file) <= offset && offset <= one.end ? one : undefined));
    return child ? inside(child) : node;
  };
  return inside(file);
}
