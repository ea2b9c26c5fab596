import { fieldName, isNested, isOfUser, type FieldKey } from "../api/field-key.js";
import type { InterfaceName } from "../api/report.js";

/** The first version of a package that can be read, and what is wrong with older ones, as the end of a sentence. */
export interface FirstVersion {
  readonly version: string;
  readonly older: string;
}

/** A function of the library that takes the auth config. */
export interface EntryPoint {
  /** Specifiers that export it. */
  readonly modules: readonly string[];
  /** Exported name; `default` for a default export. */
  readonly exportName: string;
  /** A name under which a framework provides it without an import. */
  readonly autoImportedAs?: string;
  /** Of what it returns, the members that read the session and sign nobody in. */
  readonly readers?: readonly string[];
  /** Readers of the session call it too, so that its name alone is no reason to load a file. */
  readonly calledByReaders?: boolean;
  /** Index of the config among `count` arguments, or `undefined` when none of them is one. */
  readonly configArgument: (count: number) => number | undefined;
}

/** Where a library declares its callbacks: as members of an exported type, or of a property of it. */
export interface CallbacksType {
  readonly module: string;
  readonly exportName: string;
  readonly property?: string;
}

/** The type of each callback's one parameter, as a text that can stand in any file. */
export function parametersOf({ module, exportName, property }: CallbacksType): Library["callbackParameters"] {
  const holder = `import("${module}").${exportName}`;
  const callbacks = property === undefined ? holder : `NonNullable<${holder}["${property}"]>`;
  const parameter = (name: string): string => `Parameters<NonNullable<${callbacks}["${name}"]>>[0]`;
  return { jwt: parameter("jwt"), session: parameter("session") };
}

/**
 * All that the engine knows of one library: data, no analysis. Nothing else in the engine names a library.
 * What is said here was read off the package's own declarations and source; see docs/libraries.md.
 */
export interface Library {
  /** The package whose installed version is reported. */
  readonly packageName: string;
  /** The major versions of `typesPackage` that this describes. */
  readonly majors: readonly number[];
  /** The first version that can be read, where there are older ones that cannot. */
  readonly since?: FirstVersion;
  /** The package that declares the interfaces. */
  readonly typesPackage: string;
  readonly entryPoints: readonly EntryPoint[];
  /** Types that mark an object as an auth config, by the specifiers that export them. */
  readonly configTypes: { readonly modules: readonly string[]; readonly names: readonly string[] };
  /** The one specifier whose augmentation takes effect, for each interface. */
  readonly specifiers: Readonly<Record<InterfaceName, string>>;
  /** What a new file of augmentations is called; never a name beside which a project has a source file. */
  readonly augmentationFile: string;
  /** Specifiers that look as if they could be augmented: a `declare module` of these is the project's attempt to do so. */
  readonly family: RegExp;
  /** The exported type that says what the callbacks are given. */
  readonly callbacksType: CallbacksType;
  /** The types of the callbacks' one parameter, for code that leaves it untyped. */
  readonly callbackParameters: { readonly jwt: string; readonly session: string };
  /** What the library itself puts into the session and its `user`. */
  readonly session: {
    readonly fields: readonly string[];
    readonly userFields: readonly string[];
    /** Those of its fields that are always there, whatever its type says. */
    readonly always: readonly string[];
    /** Under `database` the callback gets the session and the user as the adapter has stored them, with all their columns. */
    readonly holdsAdapterUser: boolean;
    /** What the types demand of the session's user inside the callback, and no reader is told of. */
    readonly demandedOfUser?: readonly string[];
  };
  /** Whether a reader that passes the config on is given what its `session` callback returns, and not the library's `Session`. */
  readonly givesReturnedSession?: boolean;
  /** Whether its guides keep the session in an object whose type is the author's: `App.Locals`, `res.locals`. */
  readonly keepsSessionInLocals?: boolean;
  /** The base of `Session["user"]`, for a declaration that must keep it: the exported interface and how to reach the user from it. */
  readonly userBase: { readonly exportName: string; readonly type: string };
  /** What is always there of the user that a callback is given, whatever its type says. */
  readonly user: { readonly always: readonly string[] };
  /** Claims the library itself puts into the token, and those of them that are always there. */
  readonly token: { readonly fields: readonly string[]; readonly always: readonly string[] };
}

/** Whether the library itself puts something into a field, so that it is there where no callback assigns it. */
export function fillsItself({ session, token }: Library, key: FieldKey): boolean {
  if (isNested(key)) return false;
  const filled = key.interface === "JWT" ? token.fields : isOfUser(key) ? session.userFields : session.fields;
  return filled.includes(fieldName(key));
}
