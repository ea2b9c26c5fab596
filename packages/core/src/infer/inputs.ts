import type ts from "typescript";
import type { TypeScript } from "../syntax/typescript.js";
import type { TypeView } from "../compiler/program-view.js";
import type { Types } from "../compiler/types.js";
import { fieldName, isSameField, keyText, type FieldKey } from "../api/field-key.js";
import { givenUsers } from "./interpreter/given.js";
import type { AuthConfig } from "../discover/auth-config.js";
import type { Source } from "./heap/value.js";
import type { CallbackFacts } from "./facts.js";

/** A field of `user`, `account` or `profile` that a callback names. */
export interface InputRead {
  readonly key: FieldKey;
  /** Where it is read, and then where `signIn` writes it on the user, or where it is deleted. */
  readonly reads: readonly Source[];
  /** What the providers put there, where one of them says so. */
  readonly type: ts.Type | undefined;
  /** Some provider does not give it, or not all providers are known. */
  readonly optional: boolean;
  /** What some provider gives rests on something that does not resolve. */
  readonly isUnresolved: boolean;
}

/** The fields of the callbacks' inputs that they name, each with the type that the configs' providers give it. */
export function inferInputs(
  { ts, types }: TypeView,
  configs: readonly AuthConfig[],
  facts: readonly CallbackFacts[],
): Map<string, InputRead> {
  const inputs = new Map<string, InputRead>();
  facts.forEach((one, index) => {
    const config = configs[index];
    if (!config) return;
    for (const read of [...one.seen.reads, ...writesByName(ts, one), ...one.seen.deletes]) {
      if (read.interface === "JWT") continue;
      const key: FieldKey = { interface: read.interface, names: read.names };
      const known = inputs.get(keyText(key));
      if (known) inputs.set(keyText(key), { ...known, reads: [...known.reads, read] });
      else inputs.set(keyText(key), { key, reads: [read], ...givenBy(types, config, one, key) });
    }
  });
  return inputs;
}

/** `user.role = …` in `signIn`. */
function writesByName(ts: TypeScript, { signedInUser }: CallbackFacts): Source[] {
  return [...signedInUser.fields].flatMap(([name, { writes }]) =>
    writes
      .filter(({ node }) => ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node))
      .map(({ node }) => ({ interface: "User", names: [name], node })),
  );
}

function givenBy(
  types: Types,
  config: AuthConfig,
  { signedInUser, seen }: CallbackFacts,
  key: FieldKey,
): Pick<InputRead, "type" | "optional" | "isUnresolved"> {
  const name = fieldName(key);
  const { shapes, isWhole } = shapesOf(types, config, key);
  const isUnresolved = shapes.some((shape) => types.isUnresolved(shape));
  const properties = shapes.flatMap((shape) => givenIn(types, shape, name));
  const provided = properties.map((property) => types.writtenProperty(property));
  const atSignIn = key.interface === "User" ? signedInUser.fields.get(name) : undefined;
  const written = atSignIn?.writes ?? [];
  const known = [...provided, ...written].filter(({ widened }) => types.isKnown(widened));
  if (known.length === 0) return { type: undefined, optional: true, isUnresolved };
  const mayBeDeleted = seen.deletes.some((one) => isSameField(one, key));
  // Whoever makes a user without it would have to give it.
  const isMissedByAny = shapes.some((shape) => namesAll(types, shape) && !types.property(shape, name));
  // An adapter gives `jwt` the user that it has stored, not the one that `signIn` got.
  const isAlwaysWritten = atSignIn?.optional === false && !config.hasAdapter && !isMissedByAny;
  const isAlwaysProvided =
    // `profile` is typed loosely on purpose: which claims arrive depends on the provider and the scopes of each sign-in.
    key.interface !== "Profile" && isWhole && shapes.every((shape) => isAlwaysIn(types, shape, name));
  return {
    type: types.joinWritten(known),
    optional: mayBeDeleted || (!isAlwaysWritten && !isAlwaysProvided),
    isUnresolved,
  };
}

/** What a value of the type holds under a name: one of several forms may hold it, and the others not. */
function givenIn(types: Types, shape: ts.Type, name: string): ts.Symbol[] {
  const whole = types.property(shape, name);
  if (whole) return [whole];
  return types.partsOf(types.withoutNullable(shape)).flatMap((part) => types.property(part, name) ?? []);
}

function isAlwaysIn(types: Types, shape: ts.Type, name: string): boolean {
  const property = types.property(shape, name);
  return property !== undefined && !types.isOptionalProperty(property);
}

/** Whether a type names all that its values hold. */
function namesAll(types: Types, shape: ts.Type): boolean {
  return !types.isNever(shape) && !types.hasUnnamedProperties(shape);
}

/** What the callbacks get by the interface of a field, and whether they get nothing else. */
function shapesOf(
  types: Types,
  config: AuthConfig,
  key: FieldKey,
): { readonly shapes: readonly ts.Type[]; readonly isWhole: boolean } {
  const { interface: name } = key;
  const { list, complete } = config.providers;
  if (name === "Profile") return { shapes: list.flatMap((provider) => provider.profileType() ?? []), isWhole: false };
  if (name !== "User") return { shapes: [], isWhole: false };
  const stored = config.adapterUser();
  // What the table has no column for can only come from a provider.
  if (stored && types.property(stored, fieldName(key))) {
    const { users, isWhole } = givenUsers(config);
    return { shapes: [...new Set([...users, stored])], isWhole };
  }
  const users = list.map((provider) => provider.userType());
  const known = users.filter((user) => user !== undefined);
  return { shapes: known, isWhole: complete && known.length > 0 && known.length === users.length };
}
