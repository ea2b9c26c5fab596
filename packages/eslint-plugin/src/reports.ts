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
  /** What the command would do, where a linter cannot. */
  readonly command?: string;
  /** All that the rule changes in this file, carried by one report. */
  readonly change?: FileChange;
}

interface DeclarationReport {
  readonly findings: readonly Diagnostic[];
  readonly change?: FileChange;
}

/**
 * The reports of a rule in a file. A linter fixes the file that it lints and no other; so what is found in one file and fixed in
 * another is reported in both, and fixed in the other.
 */
export function reportsIn(project: Project, ruleName: string, fileName: string, reportAt: ReportAt): Reports {
  const found = project.found(ruleName);
  const isOwn = ({ file }: Diagnostic): boolean => project.absolute(file) === fileName;
  const own = found.filter(isOwn);
  const others = reportAt === "callback" ? [] : found.filter((one) => !isOwn(one));
  const elsewhere = mendedHere(project, others, fileName);
  const ownProof = own.length === 0 ? undefined : project.proof(own);
  const isOwnFixed = ownProof !== undefined && targetOf(project, ownProof) === fileName;
  const change = changeOf(project, [...(isOwnFixed ? own : []), ...elsewhere], fileName);
  const carrier = isOwnFixed ? ownProof.mended[0] : undefined;

  const findings = own.flatMap((finding): FindingReport[] => {
    if (!ownProof?.mended.includes(finding)) return [{ finding }];
    const target = targetOf(project, ownProof);
    if (target === undefined) return [{ finding, command: commandText(project, ownProof) }];
    if (target !== fileName) return reportAt === "declaration" ? [] : [{ finding }];
    return [{ finding, ...(finding === carrier && change && { change }) }];
  });
  if (elsewhere.length === 0) return { findings };
  return { findings, declaration: { findings: elsewhere, ...(!carrier && change && { change }) } };
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
