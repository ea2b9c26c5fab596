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
  /** The reads, then the writes on the user in `signIn`, then the places that delete it. */
  readonly reads: readonly Source[];
  /** The type of the providers' values, if one of them tells. */
  readonly type: ts.Type | undefined;
  /** Some provider lacks it, or not all providers are known. */
  readonly optional: boolean;
  /** Some provider's value rests on a type that does not resolve. */
  readonly isUnresolved: boolean;
}

/** The input fields that the callbacks name, each with the type from the configs' providers. */
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
  // Code that makes a user without it would have to give it.
  const isMissedByAny = shapes.some((shape) => namesAll(types, shape) && !types.property(shape, name));
  // An adapter gives `jwt` the stored user, not the one that `signIn` got.
  const isAlwaysWritten = atSignIn?.optional === false && !config.hasAdapter && !isMissedByAny;
  const isAlwaysProvided =
    // `profile` is typed loosely on purpose: its claims depend on the provider and the scopes of each sign-in.
    key.interface !== "Profile" && isWhole && shapes.every((shape) => isAlwaysIn(types, shape, name));
  return {
    type: types.joinWritten(known),
    optional: mayBeDeleted || (!isAlwaysWritten && !isAlwaysProvided),
    isUnresolved,
  };
}

/** The property of a name in a type, of which only some forms may have it. */
function givenIn(types: Types, shape: ts.Type, name: string): ts.Symbol[] {
  const whole = types.property(shape, name);
  if (whole) return [whole];
  return types.partsOf(types.withoutNullable(shape)).flatMap((part) => types.property(part, name) ?? []);
}

function isAlwaysIn(types: Types, shape: ts.Type, name: string): boolean {
  const property = types.property(shape, name);
  return property !== undefined && !types.isOptionalProperty(property);
}

/** Whether a type names all fields of its values. */
function namesAll(types: Types, shape: ts.Type): boolean {
  return !types.isNever(shape) && !types.hasUnnamedProperties(shape);
}

/** The types of the input that has a field's interface, and whether they are all of them. */
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
  // A field without a column in the table can only come from a provider.
  if (stored && types.property(stored, fieldName(key))) {
    const { users, isWhole } = givenUsers(config);
    return { shapes: [...new Set([...users, stored])], isWhole };
  }
  const users = list.map((provider) => provider.userType());
  const known = users.filter((user) => user !== undefined);
  return { shapes: known, isWhole: complete && known.length > 0 && known.length === users.length };
}
