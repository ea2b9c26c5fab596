import { parametersOf, type CallbacksType, type EntryPoint, type FirstVersion, type Library } from "../library.js";
import { nextAuth4 } from "./next-auth-4.js";

/** The differences between the packages that share Auth.js 5: they take the same config and give the same session. */
export interface AuthJsPackage {
  readonly packageName: string;
  readonly majors: readonly number[];
  readonly since?: FirstVersion;
  readonly entryPoints: readonly EntryPoint[];
  readonly configType: string;
  /** The one specifier whose augmentation takes effect, for all interfaces but `JWT`, and for `JWT`. */
  readonly types: string;
  readonly jwt: string;
  readonly augmentationFile?: string;
  readonly keepsSessionInLocals?: boolean;
}

/**
 * A package of Auth.js 5, as read from the declarations and the source of @auth/core 0.41. Everything else is as in
 * next-auth 4.
 */
export function authJs({
  packageName,
  majors,
  since,
  entryPoints,
  configType,
  types,
  jwt,
  // Not auth.d.ts, which TypeScript ignores beside an auth.ts.
  augmentationFile = "authjs.d.ts",
  keepsSessionInLocals = false,
}: AuthJsPackage): Library {
  const callbacksType: CallbacksType = { module: packageName, exportName: configType, property: "callbacks" };
  return {
    ...nextAuth4,
    packageName,
    typesPackage: packageName,
    majors,
    ...(since !== undefined && { since }),
    entryPoints,
    configTypes: { modules: [packageName], names: [configType] },
    specifiers: { Session: types, User: types, Profile: types, Account: types, JWT: jwt },
    augmentationFile,
    callbacksType,
    callbackParameters: parametersOf(callbacksType),
    session: { ...nextAuth4.session, holdsAdapterUser: true, demandedOfUser: ["emailVerified"] },
    givesReturnedSession: false,
    keepsSessionInLocals,
  };
}

/** A function of a package whose first argument is the config. */
export function configFirst(exportName: string, module: string): EntryPoint {
  return { modules: [module], exportName, configArgument: (count) => (count >= 1 ? 0 : undefined) };
}

/** A function of a package that takes a request and the config. */
export function configSecond(exportName: string, module: string): EntryPoint {
  return { modules: [module], exportName, configArgument: (count) => (count === 2 ? 1 : undefined) };
}
