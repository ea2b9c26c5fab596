import type ts from "typescript";
import type { AuthConfig } from "../../discover/auth-config.js";
import { opaque, type Slot } from "../heap/value.js";
import { internWrite, type GivenUsers, type Run } from "./context.js";

/**
 * The users that the callbacks of a config get. With an adapter it is the stored one, except at a sign-in with
 * credentials, which bypasses the adapter.
 */
export function givenUsers({ providers: { list, complete }, adapterUser, strategy }: AuthConfig): GivenUsers {
  const stored = adapterUser();
  if (strategy === "database" && stored) return { users: [stored], isWhole: true };
  const users = list.map((provider) =>
    stored && (provider.kind === "oauth" || provider.kind === "email") ? stored : provider.userType(),
  );
  const known = [...new Set(users.filter((user) => user !== undefined))];
  return { users: known, isWhole: complete && users.length > 0 && !users.includes(undefined) };
}

/**
 * The fields from the providers' `profile()` and `authorize()` that the user's type does not name, if the whole user
 * goes into another object: `{ ...token, ...user }`.
 *
 * @param type the program's type of the user
 */
export function givenBeyond(run: Run, type: ts.Type, node: ts.Node): Map<string, Slot> {
  const { types } = run;
  const { users, isWhole } = run.givenUsers();
  const slots = new Map<string, Slot>();
  const names = new Set(users.flatMap((user) => types.propertiesOf(user).map(({ name }) => name)));
  for (const name of names) {
    if (!types.isAny(type) && !types.isUnknown(type) && types.property(type, name)) continue;
    const properties = users.flatMap((user) => types.property(user, name) ?? []);
    const known = properties
      .filter((property) => !types.isMethod(property))
      .map((property) => types.widenedProperty(property))
      .filter((one) => types.isKnown(one) && !types.isUnresolved(one));
    if (known.length === 0) continue;
    const joined = types.join(known);
    const write = internWrite(run, node, name, () => ({
      node,
      type: joined,
      widened: joined,
      value: undefined,
      sources: [{ interface: "User", names: [name], node }],
      bySpread: true,
      isOnlyGiven: true,
    }));
    const isAlwaysGiven =
      isWhole && properties.length === users.length && !properties.some((one) => types.isOptionalProperty(one));
    slots.set(name, { value: opaque(), writes: [write], definitelyAssigned: isAlwaysGiven });
  }
  return slots;
}

/** The names of the fields that the providers give and the project's own code has added to the user's type. */
export function givenAndDeclared({ types, givenUsers: ofConfig }: Run, type: ts.Type): string[] {
  const names = new Set(ofConfig().users.flatMap((user) => types.propertiesOf(user).map(({ name }) => name)));
  return [...names].filter((name) => {
    const property = types.property(type, name);
    return property !== undefined && types.isOwnProperty(property);
  });
}
