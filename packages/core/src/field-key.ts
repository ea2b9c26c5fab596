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
