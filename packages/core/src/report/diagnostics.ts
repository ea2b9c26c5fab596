import type ts from "typescript";
import type { AnalyzeOptions, Diagnostic, FieldTrace, FlowStep } from "../api/analysis.js";
import { locationAt, locationOf, oneLine } from "../compiler/positions.js";
import { isHadByAll } from "../model/given-sessions.js";
import { readInVain, readsAnywhere } from "../model/readers.js";
import { isSameField, keyText, namedField, pathText, type FieldKey, expressionOf } from "../api/field-key.js";
import type { Model } from "../model/model.js";
import type {
  ConfigReport,
  DeclaredReport,
  FieldReport,
  FieldStatus,
  InferredReport,
  InterfaceName,
  Location,
} from "../api/report.js";
import { pageOf } from "../rules/rule.js";
import { partsOfOthers } from "./causes.js";
import { reportRootOf, type Workspace } from "../api/workspace.js";
import type { Write } from "../infer/heap/value.js";
import type { Diagnosis, DiagnosisFinding } from "../diagnose/diagnosis.js";
import { isTranslated } from "../compiler/own-files.js";
import type { TypeScript } from "../syntax/typescript.js";

/** From compiler objects to the plain data that surfaces show. */

const interfaceOrder: readonly InterfaceName[] = ["Session", "JWT", "User", "Profile", "Account"];

export function configReports(workspace: Workspace, { base }: Diagnosis): ConfigReport[] {
  return base.configs.map((config) => {
    const { file, line } = locationOf(workspace, config.node);
    return {
      file,
      line,
      library: { name: config.library.packageName, version: config.version },
      strategy: config.strategy,
    };
  });
}

/** Every finding with its place, its flow and its cause, in the order of the files. `fixable` is for the caller to say. */
export function diagnosticsOf(workspace: Workspace, diagnosis: Diagnosis): Diagnostic[] {
  const parts = partsOfOthers(diagnosis);
  const diagnostics = diagnosis.findings.map((one): Diagnostic => ({
    ...diagnosticOf(workspace, diagnosis, one),
    cause: causeOf(workspace, parts.get(one) ?? one),
    isPart: parts.has(one),
  }));
  return diagnostics.sort(
    (a, b) => a.file.localeCompare(b.file, "en") || a.line - b.line || a.column - b.column || a.code - b.code,
  );
}

function diagnosticOf(
  workspace: Workspace,
  diagnosis: Diagnosis,
  { rule, severity, message, file, start, end, key, related, manual }: DiagnosisFinding,
): Omit<Diagnostic, "cause" | "isPart"> {
  const from = locationAt(reportRootOf(workspace), file, start);
  const to = locationAt(reportRootOf(workspace), file, end);
  return {
    rule: rule.name,
    code: rule.code,
    url: pageOf(rule),
    severity,
    message,
    ...from,
    endLine: to.line,
    endColumn: to.column,
    fixable: false,
    ...(key && { field: namedField(key) }),
    flow: key ? flowOf(workspace, diagnosis, key) : [],
    related: (related ?? [])
      .filter((one) => !isTranslated(one.node.getSourceFile()))
      .map((one) => ({ message: one.message, at: locationOf(workspace, one.node) })),
    ...(manual !== undefined && { manual }),
    ...(rule.action !== undefined && {
      action: rule.action.replace("{field}", key ? `\`${expressionOf(key)}\`` : "the field"),
    }),
  };
}

/** What a cause is called: after the finding that readers meet, and its place, because two apps of one project may lack the same field. */
function causeOf(workspace: Workspace, { rule, key, file, start }: DiagnosisFinding): string {
  const { file: name, line, column } = locationAt(reportRootOf(workspace), file, start);
  return `${rule.name} ${key ? `${expressionOf(key)} ` : ""}at ${name}:${String(line)}:${String(column)}`;
}

/** Every field that a callback writes, an input that it reads undeclared, or that the project itself declares; of those that are only read, see `reads`. */
export function tracesOf(workspace: Workspace, diagnosis: Diagnosis, options: AnalyzeOptions): FieldTrace[] {
  const { base, settled } = diagnosis;
  const keys = new Map<string, FieldKey>();
  for (const field of [...base.fields.values(), ...settled.model.fields.values()])
    keys.set(keyText(field.key), field.key);
  for (const { key, assumed } of settled.proposals.values()) if (!assumed) keys.set(keyText(key), key);
  for (const name of interfaceOrder) {
    for (const { interface: owner, names } of base.declared.ownFields(name)) {
      const key: FieldKey = { interface: owner, names };
      keys.set(keyText(key), key);
    }
  }
  if (options.reads) for (const key of readInVain(base)) keys.set(keyText(key), key);
  const order = (key: FieldKey): number => interfaceOrder.indexOf(key.interface);
  return [...keys.values()]
    .sort((a, b) => order(a) - order(b) || pathText(a.names).localeCompare(pathText(b.names), "en"))
    .map((key) => traceOf(workspace, diagnosis, options, key));
}

/** The part of a trace that is for a report. */
export function fieldReport({
  interface: name,
  path,
  names,
  inferred,
  declared,
  status,
  writes,
}: FieldTrace): FieldReport {
  return { interface: name, path, names, inferred, declared, status, writes };
}

function traceOf(workspace: Workspace, diagnosis: Diagnosis, options: AnalyzeOptions, key: FieldKey): FieldTrace {
  const { base } = diagnosis;
  const writes = base.fields.get(keyText(key))?.writes ?? [];
  return {
    ...namedField(key),
    inferred: inferredReport(diagnosis, key),
    declared: declaredReport(workspace, diagnosis, key),
    status: statusOf(diagnosis, key),
    writes: writes.map((write) => locationOf(workspace, write.node)),
    assignments: writes.map((write) => ({
      ...locationOf(workspace, write.node),
      text: writeText(workspace.ts, write),
      type: assignedType(diagnosis, key, write),
    })),
    flow: flowOf(workspace, diagnosis, key),
    reads: (options.reads ? readsAnywhere(base, key) : []).map((node) => locationOf(workspace, node)),
    sources: [
      ...new Map(
        writes.flatMap((write) => write.sources.map((source) => [keyText(source), namedField(source)])),
      ).values(),
    ],
    restsOn: trustedCalls(base, writes).map((call) => ({
      ...locationOf(workspace, call),
      text: oneLine(call.expression.getText(), 80),
    })),
  };
}

/** The calls that are taken to run what they are given, and that hold one of these writes. */
function trustedCalls({ observed, workspace: { ts } }: Model, writes: readonly Write[]): ts.CallExpression[] {
  const calls = new Set(observed.flatMap(({ seen }) => [...seen.trusted]));
  return [...calls].filter((call) =>
    writes.some(({ node }) => ts.findAncestor(node, (one) => one === call) !== undefined),
  );
}

function inferredReport({ settled: { model } }: Diagnosis, key: FieldKey): InferredReport | null {
  const field = model.fields.get(keyText(key));
  if (field) return { type: model.types.text(field.type), optional: field.optional };
  const input = model.inputs.get(keyText(key));
  return input?.type ? { type: model.types.text(input.type), optional: input.optional } : null;
}

function declaredReport(workspace: Workspace, { base }: Diagnosis, key: FieldKey): DeclaredReport | null {
  const declared = base.declared.field(key);
  if (!declared?.node) return null;
  const { file, line } = locationOf(workspace, declared.node);
  const written = declared.own?.type && base.types.typeFromNode(declared.own.type);
  const type = written ?? (declared.optional ? base.types.withoutUndefined(declared.type) : declared.type);
  return { type: base.types.text(type), optional: declared.optional, file, line };
}

function statusOf({ base, findings, settled }: Diagnosis, key: FieldKey): FieldStatus {
  // An augmentation without effect leaves the field undeclared, though the finding is about the augmentation.
  const drift = settled.proposals.get(keyText(key))?.drift;
  if (drift === "undeclared" || drift === "undeclared-input") return "undeclared";
  const found = findings
    .filter((finding) => finding.key && isSameField(finding.key, key))
    .map((finding) => finding.rule.name);
  if (found.includes("no-unassigned-field") || isReadOnly(base, settled, key)) return "unassigned";
  return found.includes("no-mismatched-field") || found.includes("no-maybe-missing-field") ? "mismatched" : "ok";
}

/** Whether all that is known of a field is that somebody reads it. */
function isReadOnly(base: Diagnosis["base"], { model }: Diagnosis["settled"], key: FieldKey): boolean {
  const isWritten = base.fields.has(keyText(key)) || model.fields.has(keyText(key));
  return !isWritten && !base.declared.field(key);
}

/** The type at this very write, from the settled program where the same write is found there. */
function assignedType({ base, settled: { model } }: Diagnosis, key: FieldKey, write: Write): string {
  const index = base.fields.get(keyText(key))?.writes.indexOf(write) ?? -1;
  const settledWrite = model.fields.get(keyText(key))?.writes[index];
  return settledWrite ? model.types.text(settledWrite.type) : base.types.text(write.type);
}

function writeText(ts: TypeScript, { node, value }: Write): string {
  return lineOf(value && ts.isBinaryExpression(node.parent) ? node.parent : node);
}

function lineOf(node: ts.Node): string {
  return oneLine(node.getText(), 80);
}

/**
 * The way a value takes to a field, in one line: `profile.id → token.id (auth.ts:8) → session.user.id (auth.ts:14) →
 * declared nowhere`. Each step is the first write of the field and its first source.
 */
function flowOf(workspace: Workspace, diagnosis: Diagnosis, key: FieldKey): FlowStep[] {
  const { base } = diagnosis;
  const steps: FlowStep[] = [];
  const seen = new Set<string>();
  const visit = (current: FieldKey): void => {
    const text = keyText(current);
    if (seen.has(text)) return;
    seen.add(text);
    const write = base.fields.get(text)?.writes[0];
    const source = write?.sources[0];
    if (source) visit({ interface: source.interface, names: source.names });
    else if (write?.value) steps.push({ text: lineOf(write.value) });
    steps.push({ text: expressionOf(current), ...(write && { at: locationOf(workspace, write.node) }) });
  };
  visit(key);
  return [...steps, declaredStep(workspace, diagnosis, key)];
}

function declaredStep(workspace: Workspace, diagnosis: Diagnosis, key: FieldKey): FlowStep {
  const declared = declaredReport(workspace, diagnosis, key);
  const node = diagnosis.base.declared.field(key)?.node;
  if (!declared || !node)
    return { text: isHadByAll(diagnosis.base, key) ? "declared by types of its readers' own" : "declared nowhere" };
  const at: Location = locationOf(workspace, node);
  return { text: `declared as ${declared.optional ? "optional " : ""}${declared.type}`, at };
}
