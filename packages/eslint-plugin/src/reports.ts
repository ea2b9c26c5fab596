import { keyText, type Diagnostic, type FileChange } from "@typed-session/core";
import type { ReportAt } from "./options.js";
import type { Project, Proof } from "./project.js";

/** What a rule says in one file, before it is put into ESLint's words. */
export interface Reports {
  readonly findings: readonly FindingReport[];
  /** That this file's declaration is out of step with findings in other files. */
  readonly declaration?: DeclarationReport;
}

interface FindingReport {
  readonly finding: Diagnostic;
  /** What becomes of it. */
  readonly outlook: Outlook;
  /** All that the rule changes in this file, carried by one report. */
  readonly change?: FileChange;
}

type Outlook =
  | { readonly messageId: "finding" | "findingAfterwards" }
  | { readonly messageId: "findingElsewhere"; readonly file: string }
  | { readonly messageId: "findingForCommand" | "findingForNewFile"; readonly changes: string };

interface DeclarationReport {
  readonly findings: readonly Diagnostic[];
  readonly change?: FileChange;
}

/** A rule, and all that are on. */
interface Asked {
  readonly ruleName: string;
  readonly on: ReadonlySet<string>;
}

/**
 * The reports of a rule in a file. A linter fixes the file that it lints and no other; so what is found in one file and fixed in
 * another is reported in both, and fixed in the other.
 */
export function reportsIn(project: Project, { ruleName, on }: Asked, fileName: string, reportAt: ReportAt): Reports {
  const found = project.found(ruleName, on);
  const isOwn = ({ file }: Diagnostic): boolean => project.absolute(file) === fileName;
  const own = found.filter(isOwn);
  const others = reportAt === "callback" ? [] : found.filter((one) => !isOwn(one));
  const elsewhere = mendedHere(project, others, fileName);
  const ownProof = own.length === 0 ? undefined : project.proof(own);
  const isOwnFixed = ownProof !== undefined && targetOf(project, ownProof) === fileName;
  const change = changeOf(project, [...(isOwnFixed ? own : []), ...elsewhere], fileName);
  const carrier = isOwnFixed ? ownProof.mended[0] : undefined;

  const findings = own.flatMap((finding): FindingReport[] => {
    if (!ownProof?.mended.includes(finding)) return [{ finding, outlook: { messageId: "finding" } }];
    const outlook = outlookOf(project, ownProof, fileName);
    if (outlook.messageId === "findingElsewhere" && reportAt === "declaration") return [];
    return [{ finding, outlook, ...(finding === carrier && change && { change }) }];
  });
  if (elsewhere.length === 0) return { findings };
  return { findings, declaration: { findings: elsewhere, ...(!carrier && change && { change }) } };
}

/** What becomes of what is found in a file and can be fixed. */
function outlookOf(project: Project, proof: Proof, fileName: string): Outlook {
  const target = targetOf(project, proof);
  if (target === fileName) return { messageId: "finding" };
  if (target !== undefined) return { messageId: "findingElsewhere", file: `\`${project.relative(target)}\`` };
  const [change, ...more] = proof.changes;
  // A linter comes to this very file; what it changes must wait for the declaration.
  if (more.length === 0 && change?.fileName === fileName && change.before !== undefined)
    return { messageId: "findingAfterwards" };
  const isNew = more.length === 0 && change?.before === undefined;
  return { messageId: isNew ? "findingForNewFile" : "findingForCommand", changes: commandText(project, proof) };
}

/** The findings of other files that an edit of this one alone fixes. */
function mendedHere(project: Project, others: readonly Diagnostic[], fileName: string): readonly Diagnostic[] {
  return [...new Set(others.map(({ file }) => file))]
    .map((name) => project.proof(others.filter(({ file }) => file === name)))
    .filter((proof) => targetOf(project, proof) === fileName)
    .flatMap(({ mended }) => mended);
}

/** The one file in which a linter can make all changes. */
function targetOf(project: Project, { changes }: Proof): string | undefined {
  const [change] = changes;
  if (!change || changes.length > 1 || change.before === undefined) return undefined;
  return project.isFixable(change.fileName) ? change.fileName : undefined;
}

/** All findings' changes in one: ESLint applies a fix after the other, and gives up after ten rounds. */
function changeOf(project: Project, findings: readonly Diagnostic[], fileName: string): FileChange | undefined {
  if (findings.length === 0) return undefined;
  const { changes } = project.proof(findings);
  const [change] = changes;
  return changes.length === 1 && change?.fileName === fileName ? change : undefined;
}

/** As in: it ``creates `next-auth.d.ts` and changes `auth.ts` ``. */
function commandText(project: Project, { changes }: Proof): string {
  const does = (verb: string, some: readonly FileChange[]): string[] =>
    some.length === 0 ? [] : [`${verb} ${listOf(some.map(({ fileName }) => `\`${project.relative(fileName)}\``))}`];
  const created = changes.filter(({ before }) => before === undefined);
  const changed = changes.filter(({ before }) => before !== undefined);
  return [...does("creates", created), ...does("changes", changed)].join(", and ");
}

/** The fields that findings are about, with their places: `` `Session.plan` (auth.ts:7) ``. */
export function fieldsText(findings: readonly Diagnostic[]): string {
  return listOf(
    findings.map(({ field, file, line }) => {
      const place = `${file}:${String(line)}`;
      return field ? `\`${keyText(field)}\` (${place})` : place;
    }),
  );
}

function listOf(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1) ?? ""}`;
}
