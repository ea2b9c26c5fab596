import type { FieldTrace } from "../api/analysis.js";
import type { InterfaceName } from "../api/report.js";
import { propertyText } from "../syntax/names.js";

/**
 * The fields that the callbacks assign to the session or the token, as a type literal, each with its first write:
 * `role?: Role; // auth.ts:14`. `undefined` if they assign nothing.
 */
export function shapeOf(traces: readonly FieldTrace[], name: InterfaceName): string | undefined {
  const fields = traces.filter((trace) => trace.interface === name && trace.inferred !== null);
  return fields.length === 0 ? undefined : `{\n${membersOf(fields, 0).join("\n")}\n}`;
}

/**
 * The members for fields, indented by one level; `depth` is the number of names that lead to the object that holds
 * them.
 */
function membersOf(fields: readonly FieldTrace[], depth: number): string[] {
  const names = new Set(fields.map((field) => field.names[depth] ?? ""));
  return [...names].flatMap((property) => {
    const under = fields.filter((field) => field.names[depth] === property);
    const inside = under.filter((field) => field.names.length > depth + 1);
    const name = propertyText(property, '"');
    if (inside.length > 0) return [`  ${name}: {`, ...membersOf(inside, depth + 1).map((line) => `  ${line}`), "  };"];
    const [field] = under;
    const [write] = field?.writes ?? [];
    const at = write ? ` // ${write.file}:${String(write.line)}` : "";
    return field?.inferred ? [`  ${name}${field.inferred.optional ? "?" : ""}: ${field.inferred.type};${at}`] : [];
  });
}
