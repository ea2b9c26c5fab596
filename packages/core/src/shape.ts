import type { FieldTrace } from "./analysis.js";
import type { InterfaceName } from "./report.js";

/**
 * What the callbacks assign to the session or the token, as a type literal, each field with its first write:
 * `role?: Role; // auth.ts:14`. `undefined` where they assign nothing.
 */
export function shapeOf(traces: readonly FieldTrace[], name: InterfaceName): string | undefined {
  const fields = traces.filter((trace) => trace.interface === name && trace.inferred !== null);
  return fields.length === 0 ? undefined : `{\n${membersOf(fields, "").join("\n")}\n}`;
}

/** The members below a path, indented by one level. */
function membersOf(fields: readonly FieldTrace[], prefix: string): string[] {
  const names = new Set(fields.map(({ path }) => path.slice(prefix.length).split(".")[0] ?? ""));
  return [...names].flatMap((name) => {
    const path = `${prefix}${name}`;
    const inside = fields.filter((field) => field.path.startsWith(`${path}.`));
    if (inside.length > 0) return [`  ${name}: {`, ...membersOf(inside, `${path}.`).map((line) => `  ${line}`), "  };"];
    const field = fields.find((one) => one.path === path);
    const [write] = field?.writes ?? [];
    const at = write ? ` // ${write.file}:${String(write.line)}` : "";
    return field?.inferred ? [`  ${name}${field.inferred.optional ? "?" : ""}: ${field.inferred.type};${at}`] : [];
  });
}
