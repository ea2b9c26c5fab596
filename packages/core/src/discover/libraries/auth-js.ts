import type { EntryPoint, Library } from "../library.js";

/** What differs between the packages that share Auth.js 5: they take the same config and give the same session. */
export interface AuthJsPackage {
  readonly packageName: string;
  readonly majors: readonly number[];
  readonly entryPoints: readonly EntryPoint[];
  readonly configType: string;
  /** The one specifier whose augmentation takes effect for all interfaces but `JWT`, and for that one. */
  readonly types: string;
  readonly jwt: string;
  /** The specifier that exports the config's type. */
  readonly config?: string;
}

/** A package of Auth.js 5, as read from the declarations and the source of @auth/core 0.41. */
export function authJs({
  packageName,
  majors,
  entryPoints,
  configType,
  types,
  jwt,
  config = packageName,
}: AuthJsPackage): Library {
  const parameter = (name: string): string =>
    `Parameters<NonNullable<NonNullable<import("${config}").${configType}["callbacks"]>["${name}"]>>[0]`;
  return {
    packageName,
    typesPackage: packageName,
    majors,
    entryPoints,
    configTypes: { modules: [config], names: [configType] },
    specifiers: { Session: types, User: types, Profile: types, Account: types, JWT: jwt },
    // Not auth.d.ts: beside an auth.ts TypeScript leaves that one out.
    augmentationFile: packageName === "next-auth" ? "next-auth.d.ts" : "authjs.d.ts",
    family: /^(?:next-auth|@auth\/[^/]+)(?:\/|$)|\/node_modules\/(?:next-auth|@auth\/core)(?:\/|$)/,
    callbackParameters: { jwt: parameter("jwt"), session: parameter("session") },
    session: { fields: ["user", "expires"], userFields: ["name", "email", "image"], holdsAdapterUser: true },
    userBase: { exportName: "DefaultSession", type: 'DefaultSession["user"]' },
    token: {
      fields: ["name", "email", "picture", "sub", "iat", "exp", "jti"],
      // Set at sign-in from the user's id, which is made up where a provider gives none.
      always: ["sub"],
    },
  };
}

/** A function of a package whose one argument is the config. */
export function configOnly(exportName: string, module: string): EntryPoint {
  return { modules: [module], exportName, configArgument: (count) => (count >= 1 ? 0 : undefined) };
}
