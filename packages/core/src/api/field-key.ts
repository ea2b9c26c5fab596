import type { InterfaceName } from "./report.js";
import { isIdentifierName, quotedText } from "../syntax/names.js";

/** The names that lead from an interface to a field: `["user", "id"]` in `Session`. A name may hold any character. */
export type FieldPath = readonly string[];

/** Names a field: `["user", "id"]` in `Session`. */
export interface FieldKey {
  readonly interface: InterfaceName;
  readonly names: FieldPath;
}

/** A field as reports name it. */
export interface NamedField extends FieldKey {
  /** Its names as people write them. */
  readonly path: string;
}

/**
 * `Session.user.id`, `JWT["a.b"]`: for people, and as a key of maps. Two fields never have the same text, because a
 * name that is not an identifier stands in quotes.
 */
export function keyText({ interface: name, names }: FieldKey): string {
  return accessText(name, names);
}

/** The text of an access to a field of an object: `token.id`, `token["a.b"]`. */
export function accessText(object: string, names: FieldPath): string {
  return object + names.map((name) => (isIdentifierName(name) ? `.${name}` : `[${quotedText(name)}]`)).join("");
}

/** A field as written in a callback: `session.user.id`, `token.id`, `user.role`. */
export function expressionOf(key: FieldKey): string {
  return accessText(rootNames[key.interface], key.names);
}

/** The names of a field as people write them: `user.id`, `user["a.b"]`, `["a.b"]`. */
export function pathText(names: FieldPath): string {
  return accessText("", names).replace(/^\./, "");
}

/** A field with its names as people write them, for reports. */
export function namedField({ interface: name, names }: FieldKey): NamedField {
  return { interface: name, path: pathText(names), names };
}

/** The last of the names. */
export function fieldName({ names }: FieldKey): string {
  return names.at(-1) ?? "";
}

/** A field inside another. */
export function fieldIn({ interface: name, names }: FieldKey, inner: string): FieldKey {
  return { interface: name, names: [...names, inner] };
}

/** The field that contains a field; `undefined` for a field of the interface itself. */
export function parentOf({ interface: name, names }: FieldKey): FieldKey | undefined {
  return names.length > 1 ? { interface: name, names: names.slice(0, -1) } : undefined;
}

/** Whether a field is another one or is somewhere inside it. */
export function isWithin(key: FieldKey, outer: FieldKey): boolean {
  return key.interface === outer.interface && outer.names.every((name, index) => name === key.names[index]);
}

/** Whether both are the same field. */
export function isSameField(one: FieldKey, other: FieldKey): boolean {
  return one.names.length === other.names.length && isWithin(one, other);
}

/** The session's user, whose fields belong to an object of its own. */
export const sessionUser: FieldKey = { interface: "Session", names: ["user"] };

/** Whether the field belongs to the session's user, directly or further inside. */
export function isOfUser(key: FieldKey): boolean {
  return isWithin(key, sessionUser) && key.names.length > 1;
}

/**
 * Whether the field is inside one of the project's own fields: `data.plan` of the token, unlike `user.id` of the
 * session.
 */
export function isNested(key: FieldKey): boolean {
  return key.names.length > (isOfUser(key) ? 2 : 1);
}

/** Whether every object has a property of that name, whatever its type declares: `toString`. */
export function isOnEveryObject(name: string): boolean {
  return name in Object.prototype;
}

/** Whether a name is never a field: a value assigned to it becomes the prototype, which is not serialized. */
export function isPrototype(name: string): boolean {
  return name === "__proto__";
}

/** The name of an interface's value in messages: `token.id` for a field of `JWT`. */
const rootNames: Readonly<Record<InterfaceName, string>> = {
  Session: "session",
  JWT: "token",
  User: "user",
  Profile: "profile",
  Account: "account",
};

/**
 * The field that a text names, either as messages print it (`session.user.role`, `token["a.b"]`) or with the
 * interface's name (`Session.user.role`). A shell may have removed the quotes (`token[a.b]`).
 */
export function parseField(text: string): FieldKey | undefined {
  const interfaces = Object.keys(rootNames) as InterfaceName[];
  const root = /^\w+/.exec(text)?.[0];
  const name = interfaces.find((one) => one === root || rootNames[one] === root);
  if (name === undefined || root === undefined) return undefined;
  const names: string[] = [];
  let rest = text.slice(root.length);
  while (rest !== "") {
    const [whole, inner, double, single, bare] = step.exec(rest) ?? [];
    if (whole === undefined) return undefined;
    names.push(inner ?? bare ?? unquoted(double ?? single ?? ""));
    rest = rest.slice(whole.length);
  }
  return names.length === 0 ? undefined : { interface: name, names };
}

/** `.name`, `["name"]`, `['name']` or `[name]`; each may follow a `?`. */
const step =
  /^(?:\??\.([\p{ID_Start}$_][\p{ID_Continue}$]*)|(?:\?\.)?\[(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([^\]"']*))\])/su;

/** The text between quotes, with its escapes resolved. */
function unquoted(text: string): string {
  const escapes: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f", v: "\v", 0: "\0" };
  return text.replace(
    /\\(?:u\{([\da-f]+)\}|u([\da-f]{4})|x([\da-f]{2})|(.))/gisu,
    (_, point: string | undefined, unit: string | undefined, byte: string | undefined, character: string) => {
      if (point !== undefined)
        return Number.parseInt(point, 16) > 0x10ffff ? "" : String.fromCodePoint(Number.parseInt(point, 16));
      const code = unit ?? byte;
      return code === undefined ? (escapes[character] ?? character) : String.fromCharCode(Number.parseInt(code, 16));
    },
  );
}
