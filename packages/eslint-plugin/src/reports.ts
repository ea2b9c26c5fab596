import { keyText, mayReadSession, type Diagnostic, type FileChange, type FindingWithParts } from "@typed-session/core";
import { listed } from "@typed-session/core/shown";
import type { ReportAt } from "./options.js";
import type { Project, Proof } from "./project.js";
import { groupsBy, targetOf, unitsOf, type ProofOf } from "./units.js";

/** The reports of a rule in one file, before they become ESLint's. */
export interface Reports {
  readonly findings: readonly FindingReport[];
  /** Says that this file's declaration is out of step with findings in other files. */
  readonly declaration?: DeclarationReport;
}

interface FindingReport {
  readonly finding: Diagnostic;
  /** Its outlook. */
  readonly outlook: Outlook;
  /** All changes of the rule in this file, carried by one report. */
  readonly change?: FileChange;
}

type Outlook =
  | { readonly messageId: "finding" | "findingAfterwards" }
  | { readonly messageId: "findingByHand"; readonly advice: string }
  | { readonly messageId: "findingElsewhere"; readonly file: string }
  | { readonly messageId: "findingForCommand" | "findingForNewFile"; readonly changes: string };

interface DeclarationReport {
  readonly findings: readonly Diagnostic[];
  readonly change?: FileChange;
}

/** A rule in a file, with the file's config and comments. */
export interface Asked {
  readonly ruleName: string;
  /** The program's name of the file. */
  readonly fileName: string;
  readonly reportAt: ReportAt;
  /** The rules that are on for the file. */
  readonly on: ReadonlySet<string>;
  /** Whether a comment in the file switches the rule of a finding off where it is reported. */
  readonly isDisabled: (finding: Diagnostic) => boolean;
}

/**
 * The reports of a rule in a file. A linter fixes only the file that it lints. A finding in one file with its fix in
 * another is therefore reported in both, and fixed in the other.
 */
export function reportsIn(project: Project, asked: Asked): Reports {
  const { ruleName, fileName, reportAt, isDisabled } = asked;
  const isDeclared = isAllReported(project, asked);
  const proofOf: ProofOf = (findings) => project.proof(findings, isDeclared);
  const own = ownFindings(project, asked);
  const elsewhere = reportAt === "callback" ? [] : declaredHere(project, proofOf, asked);
  const units = unitsOf(proofOf, own);
  const ownFixed = units.filter(({ proof }) => targetOf(project, proof) === fileName);
  const mended = ownFixed.flatMap(({ findings, proof }) => findings.filter(proof.mends));
  const change = changeOf(proofOf, [...ownFixed.flatMap(({ findings }) => findings), ...elsewhere], fileName);

  const findings = units.flatMap(({ findings: ofUnit, proof }) =>
    ofUnit.flatMap((finding): FindingReport[] => {
      if (!proof.mends(finding)) return [{ finding, outlook: byHand(finding) }];
      const outlook = outlookOf(project, proof, asked);
      if (outlook.messageId === "findingElsewhere" && reportAt === "declaration") return [];
      return [{ finding, outlook, ...(finding === mended[0] && change && { change }) }];
    }),
  );
  // ESLint drops the reports that its comments switch off, and needs them to know that the comments have an effect.
  const dropped = project
    .found((one) => one.rule === ruleName && project.absolute(one.file) === fileName && isDisabled(one))
    .flatMap(({ parts, ...one }) => [one, ...parts])
    .map((finding): FindingReport => ({ finding, outlook: { messageId: "finding" } }));
  const all = [...findings, ...dropped];
  if (elsewhere.length === 0) return { findings: all };
  return { findings: all, declaration: { findings: elsewhere, ...(mended.length === 0 && change && { change }) } };
}

/** Whether a finding is reported where it is, as far as the linting of one file can tell. */
function isReportedIn(project: Project, { fileName, on, isDisabled }: Asked): (finding: Diagnostic) => boolean {
  return (one) => {
    if (!on.has(one.rule)) return false;
    const file = project.absolute(one.file);
    if (file === fileName) return !isDisabled(one);
    // Only the linting of that file knows its rules: in doubt the part is reported as well.
    const text = project.textOf(file);
    return mayReadSession(text) && !text.includes("eslint-disable");
  };
}

/** Whether every finding that asks for a declaration is reported, so that the declaration is made. */
function isAllReported(project: Project, asked: Asked): boolean {
  const isReported = isReportedIn(project, asked);
  return project
    .found(() => true)
    .flatMap(({ parts, ...one }): Diagnostic[] => [one, ...parts])
    .every((one) => !one.field || one.action === undefined || isReported(one));
}

/** The rule's own findings in a file. A part of another finding is reported by that one's rule, if possible. */
function ownFindings(project: Project, asked: Asked): FindingWithParts[] {
  const { ruleName, fileName } = asked;
  return project
    .found(isReportedIn(project, asked))
    .filter(({ rule, file }) => rule === ruleName && project.absolute(file) === fileName);
}

/** Findings elsewhere, or parts of any finding, that an edit of this file's declarations alone fixes. */
function declaredHere(project: Project, proofOf: ProofOf, { ruleName, fileName, on }: Asked): Diagnostic[] {
  const found = project.found(({ rule }) => on.has(rule));
  const others = found.filter(({ rule, file }) => rule === ruleName && project.absolute(file) !== fileName);
  return unitsOf<Diagnostic>(proofOf, [...others, ...partsAlone(project, proofOf, found, ruleName)])
    .filter(({ proof }) => targetOf(project, proof) === fileName)
    .flatMap(({ findings, proof }) => findings.filter(proof.mends));
}

/** A rule's parts of findings that no edit of a single file fixes: each declaration's file is then fixed by itself. */
function partsAlone(
  project: Project,
  proofOf: ProofOf,
  found: readonly FindingWithParts[],
  ruleName: string,
): Diagnostic[] {
  const isOfRule = ({ rule }: Diagnostic): boolean => rule === ruleName;
  // All findings of a rule at once, as the rule itself asks, so that their proof is known.
  return groupsBy(found, ({ rule }) => rule)
    .filter((ofRule) => ofRule.some(({ parts }) => parts.some(isOfRule)))
    .flatMap((ofRule) => unitsOf(proofOf, ofRule))
    .flatMap(({ findings, proof }) =>
      findings.filter((one) => !proof.mends(one) || targetOf(project, proof) === undefined),
    )
    .flatMap(({ parts }) => parts.filter(isOfRule));
}

/** What becomes of what nothing fixes. */
function byHand({ manual }: Diagnostic): Outlook {
  return manual === undefined ? { messageId: "finding" } : { messageId: "findingByHand", advice: manual };
}

/** The outlook for fixable findings in a file. */
function outlookOf(project: Project, proof: Proof, { fileName, reportAt }: Asked): Outlook {
  const target = targetOf(project, proof);
  if (target === fileName) return { messageId: "finding" };
  if (target !== undefined && reportAt !== "callback")
    return { messageId: "findingElsewhere", file: `\`${project.relative(target)}\`` };
  const [change, ...more] = proof.changes;
  // A linter comes to this file again; its change must wait for the declaration.
  if (more.length === 0 && change?.fileName === fileName && change.before !== undefined)
    return { messageId: "findingAfterwards" };
  const isNew = more.length === 0 && change?.before === undefined;
  return {
    messageId: isNew && project.mayDeclareInCallback ? "findingForNewFile" : "findingForCommand",
    changes: commandText(project, proof),
  };
}

/** All findings' changes in one. */
function changeOf(proofOf: ProofOf, findings: readonly Diagnostic[], fileName: string): FileChange | undefined {
  if (findings.length === 0) return undefined;
  const { changes } = proofOf(findings);
  const [change] = changes;
  return changes.length === 1 && change?.fileName === fileName ? change : undefined;
}

/** As in: it ``creates `next-auth.d.ts` and changes `auth.ts` ``. */
function commandText(project: Project, { changes }: Proof): string {
  const does = (verb: string, some: readonly FileChange[]): string[] =>
    some.length === 0 ? [] : [`${verb} ${listed(some.map(({ fileName }) => `\`${project.relative(fileName)}\``))}`];
  const created = changes.filter(({ before }) => before === undefined);
  const changed = changes.filter(({ before }) => before !== undefined);
  return [...does("creates", created), ...does("changes", changed)].join(", and ");
}

/** The fields of findings with their places: `` `Session.plan` (auth.ts:7) ``. */
export function fieldsText(findings: readonly Diagnostic[]): string {
  return listed(
    findings.map(({ field, file, line }) => {
      const place = `${file}:${String(line)}`;
      return field ? `\`${keyText(field)}\` (${place})` : place;
    }),
  );
}
