import { pageOf, rules, type FindingWithParts, type Location } from "@typed-session/core";
import { shownJson } from "@typed-session/core/shown";
import { SarifBuilder, SarifResultBuilder, SarifRuleBuilder, SarifRunBuilder } from "node-sarif-builder";
import { homepage, version } from "../package-info.js";
import { flowLine, type NameFile } from "./flow.js";

/** Findings as SARIF 2.1.0, for code scanning; paths are relative to the repository. */
export function renderSarif(findings: readonly FindingWithParts[], nameFile: NameFile): string {
  const run = new SarifRunBuilder().initSimple({
    toolDriverName: "typed-session",
    toolDriverVersion: version,
    url: homepage,
  });
  for (const rule of rules) {
    const { name, summary } = rule;
    run.addRule(
      new SarifRuleBuilder().initSimple({ ruleId: name, shortDescriptionText: summary, helpUri: pageOf(rule) }),
    );
  }
  for (const finding of findings) run.addResult(resultOf(finding, nameFile));
  const log = new SarifBuilder({ $schema: "https://json.schemastore.org/sarif-2.1.0.json" });
  log.addRun(run);
  return `${shownJson(log.buildSarifJsonString({ indent: true }))}\n`;
}

/** The parts of a finding and its related places are its related locations. */
function resultOf(finding: FindingWithParts, nameFile: NameFile): SarifResultBuilder {
  const { severity, rule, message, file, line, column, endLine, endColumn, flow, cause, parts, related } = finding;
  const result = new SarifResultBuilder().initSimple({
    level: severity === "error" ? "error" : "warning",
    ruleId: rule,
    messageText: flow.length > 0 ? `${message}\n${flowLine(flow, nameFile)}` : message,
    fileUri: uriOf(nameFile(file)),
    startLine: line,
    startColumn: column,
    endLine,
    endColumn,
  });
  const places = [
    ...parts.map((part) => ({ at: part, text: part.message })),
    ...related.map(({ at, message: text }) => ({ at, text })),
  ];
  result.result.properties = { cause };
  if (places.length > 0)
    result.result.relatedLocations = places.map((one, index) => relatedLocation(one, index, nameFile));
  return result;
}

function relatedLocation(
  { at, text }: { readonly at: Location; readonly text: string },
  id: number,
  nameFile: NameFile,
): RelatedLocation {
  return {
    id,
    message: { text },
    physicalLocation: {
      artifactLocation: { uri: uriOf(nameFile(at.file)) },
      region: { startLine: at.line, startColumn: at.column },
    },
  };
}

type RelatedLocation = NonNullable<SarifResultBuilder["result"]["relatedLocations"]>[number];

/** A URI allows neither brackets and spaces, as in `[...nextauth].ts`, nor a lone surrogate. */
function uriOf(path: string): string {
  return path
    .replace(/\p{Cs}/gu, "\ufffd")
    .split("/")
    .map(encodeURIComponent)
    .join("/");
}
