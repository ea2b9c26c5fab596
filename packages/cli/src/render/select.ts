import { isOfUser, isSameField, keyText, parseField, type Analysis, type FieldKey } from "@typed-session/core";

/** The content of `explain`: a whole analysis, or its part about one field. */
export type Explained = Pick<Analysis, "report" | "traces" | "openTargets" | "advice">;

/**
 * The part of an analysis about one field: the field, those that feed it, and the causes that keep their targets open.
 * @param name the field's name in messages or declarations: `session.user.id`, `Session.user.id`, `token["a.b"]`
 * @returns `undefined` if there is no field of that name
 */
export function selectField(analysis: Explained, name: string): Explained | undefined {
  const { report, traces, openTargets } = analysis;
  const key = parseField(name);
  const asked = key ? traces.filter((trace) => isSameField(trace, key)) : [];
  if (!key || asked.length === 0) return undefined;

  const fields = new Map([[keyText(key), key]]);
  // A map is iterated in insertion order, fields added meanwhile included: the sources of sources are followed.
  for (const one of fields.values()) {
    for (const { sources } of traces.filter((trace) => isSameField(trace, one)))
      for (const source of sources) if (!fields.has(keyText(source))) fields.set(keyText(source), source);
  }
  const selected = [...asked, ...traces.filter((trace) => fields.has(keyText(trace)) && !asked.includes(trace))];
  return {
    report: { ...report, fields: report.fields.filter((field) => fields.has(keyText(field))) },
    traces: selected,
    advice: [],
    openTargets: openTargets.filter(({ target }) => [...fields.values()].some((one) => standsIn(one, target))),
  };
}

/** Whether a field belongs to a target or to an object inside it. */
function standsIn(field: FieldKey, target: string): boolean {
  return field.interface === target || (target === "Session.user" && isOfUser(field));
}
