import type { InterfaceName } from "./report.js";

/** Names a field: `user.id` in `Session`. */
export interface FieldKey {
  readonly interface: InterfaceName;
  /** Property names joined with dots. */
  readonly path: string;
}

/** `Session.user.id`, as people write it and as maps are keyed. */
export function keyText(key: FieldKey): string {
  return `${key.interface}.${key.path}`;
}

/** The last name of the path. */
export function fieldName(key: FieldKey): string {
  return key.path.slice(key.path.lastIndexOf(".") + 1);
}

/** Whether the field stands inside a field of the project's own: `data.plan` of the token, as against `user.id` of the session. */
export function isNested({ interface: name, path }: FieldKey): boolean {
  return path.split(".").length > (name === "Session" && path.startsWith("user.") ? 2 : 1);
}

/** The field that a field stands in; `undefined` for one of the interface itself. */
export function parentOf({ interface: name, path }: FieldKey): FieldKey | undefined {
  const end = path.lastIndexOf(".");
  return end === -1 ? undefined : { interface: name, path: path.slice(0, end) };
}
