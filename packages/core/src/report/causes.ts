import { fieldsFeeding } from "./feeding.js";
import { keyText, type FieldKey } from "../api/field-key.js";
import type { Diagnosis, DiagnosisFinding } from "../diagnose/diagnosis.js";

/**
 * Which findings are parts of others, each with the one that it is a part of. What reaches a reader is the finding. What the token and the inputs
 * lack along the same flow is a part of it, as long as both say the same of a declaration: that there is none, that its type is wrong, or
 * that the field may be missing. A finding that its project switches off is none, so that its parts stand alone.
 */
export function partsOfOthers(diagnosis: Diagnosis): ReadonlyMap<DiagnosisFinding, DiagnosisFinding> {
  const steps = stepsOf(diagnosis);
  const next = new Map(
    steps.flatMap((step): [Step, Step][] => {
      const following = isPart(diagnosis, step) ? steps.find((other) => follows(other, step)) : undefined;
      return following ? [[step, following]] : [];
    }),
  );
  return new Map(
    [...next.keys()].map((step) => {
      let head = step;
      for (let after = next.get(head); after; after = next.get(head)) head = after;
      return [step.finding, head.finding];
    }),
  );
}

/** A finding about a field of a flow. */
interface Step {
  readonly finding: DiagnosisFinding;
  readonly field: string;
  /** What feeds the field, itself among it. */
  readonly fedBy: ReadonlySet<string>;
  readonly rank: number;
}

/** The session's first, because most readers read it; then the token's. Of one interface, in the order of the text. */
function stepsOf(diagnosis: Diagnosis): Step[] {
  return diagnosis.findings
    .flatMap((finding) => {
      const { key, rule } = finding;
      return key && rule.aspect !== undefined ? [{ finding, key }] : [];
    })
    .toSorted(
      ({ finding: one, key }, { finding: other, key: otherKey }) =>
        order(key) - order(otherKey) ||
        one.file.fileName.localeCompare(other.file.fileName, "en") ||
        one.start - other.start,
    )
    .map(({ finding, key }, rank) => ({
      finding,
      field: keyText(key),
      fedBy: new Set(fieldsFeeding(diagnosis, [key]).keys()),
      rank,
    }));
}

function order({ interface: name }: FieldKey): number {
  return name === "Session" ? 0 : name === "JWT" ? 1 : 2;
}

/** A field of the token that nothing writes is a cause of its own. */
function isPart({ base, settled }: Diagnosis, { finding: { key }, field }: Step): boolean {
  if (!key || key.interface === "Session") return false;
  return key.interface !== "JWT" || [base, settled.model].some(({ fields }) => fields.has(field));
}

/** Whether a finding is about a field that another's field goes into. Of two that go into each other, the first is the later one. */
function follows(one: Step, other: Step): boolean {
  if (one.field === other.field || one.finding.rule.aspect !== other.finding.rule.aspect) return false;
  return one.fedBy.has(other.field) && (!other.fedBy.has(one.field) || one.rank < other.rank);
}
