import { rules, type Diagnostic } from "@typed-session/core";
import { shownJson } from "@typed-session/core/shown";
import { SarifBuilder, SarifResultBuilder, SarifRuleBuilder, SarifRunBuilder } from "node-sarif-builder";
import { homepage, version } from "../package-info.js";
import { flowLine, type NameFile } from "./flow.js";

/** Findings as SARIF 2.1.0, for code scanning; paths are relative to the repository. */
export function renderSarif(diagnostics: readonly Diagnostic[], nameFile: NameFile): string {
  const run = new SarifRunBuilder().initSimple({
    toolDriverName: "typed-session",
    toolDriverVersion: version,
    url: homepage,
  });
  for (const { name, summary } of rules) {
    run.addRule(new SarifRuleBuilder().initSimple({ ruleId: name, shortDescriptionText: summary }));
  }
  for (const diagnostic of diagnostics) run.addResult(resultOf(diagnostic, nameFile));
  const log = new SarifBuilder({ $schema: "https://json.schemastore.org/sarif-2.1.0.json" });
  log.addRun(run);
  return `${shownJson(log.buildSarifJsonString({ indent: true }))}\n`;
}

function resultOf(diagnostic: Diagnostic, nameFile: NameFile): SarifResultBuilder {
  const { severity, rule, message, file, line, column, endLine, endColumn, flow } = diagnostic;
  return new SarifResultBuilder().initSimple({
    level: severity === "error" ? "error" : "warning",
    ruleId: rule,
    messageText: flow.length > 0 ? `${message}\n${flowLine(flow, nameFile)}` : message,
    fileUri: uriOf(nameFile(file)),
    startLine: line,
    startColumn: column,
    endLine,
    endColumn,
  });
}

/** Brackets and spaces, as in `[...nextauth].ts`, are not allowed in a URI, and half a pair has no place in one. */
function uriOf(path: string): string {
  return path
    .replace(/\p{Cs}/gu, "\ufffd")
    .split("/")
    .map(encodeURIComponent)
    .join("/");
}
