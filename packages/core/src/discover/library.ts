import { fieldName, isNested, isOfUser, type FieldKey } from "../api/field-key.js";
import type { InterfaceName } from "../api/report.js";

/** The first version of a package that can be read, and the fault of older ones as the end of a sentence. */
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
  /** The members of its result that read the session and sign nobody in. */
  readonly readers?: readonly string[];
  /** Readers of the session call it too, so that its name alone does not load a file. */
  readonly calledByReaders?: boolean;
  /** Index of the config among `count` arguments, or `undefined` if none of them is one. */
  readonly configArgument: (count: number) => number | undefined;
}

/** The place where a library declares its callbacks: the members of an exported type or of one of its properties. */
export interface CallbacksType {
  readonly module: string;
  readonly exportName: string;
  readonly property?: string;
}

/** The type of each callback's one parameter, as text that is valid in any file. */
export function parametersOf({ module, exportName, property }: CallbacksType): Library["callbackParameters"] {
  const holder = `import("${module}").${exportName}`;
  const callbacks = property === undefined ? holder : `NonNullable<${holder}["${property}"]>`;
  const parameter = (name: string): string => `Parameters<NonNullable<${callbacks}["${name}"]>>[0]`;
  return { jwt: parameter("jwt"), session: parameter("session") };
}

/**
 * All that the engine knows about one library, as data. Only `compiler/library-packages.ts` names the packages as well.
 * The data comes from the package's own declarations and source; see docs/libraries.md.
 */
export interface Library {
  /** The package whose installed version is shown in reports. */
  readonly packageName: string;
  /** The major versions of `typesPackage` that this describes. */
  readonly majors: readonly number[];
  /** The first version that can be read, if older ones cannot. */
  readonly since?: FirstVersion;
  /** The package that declares the interfaces. */
  readonly typesPackage: string;
  readonly entryPoints: readonly EntryPoint[];
  /** Types that mark an object as an auth config, by the specifiers that export them. */
  readonly configTypes: { readonly modules: readonly string[]; readonly names: readonly string[] };
  /** For each interface, the one specifier whose augmentation takes effect. */
  readonly specifiers: Readonly<Record<InterfaceName, string>>;
  /** The name of a new augmentation file; never one that a source file may have beside it. */
  readonly augmentationFile: string;
  /**
   * Its own specifiers, and the paths to its folder in `node_modules`: a `declare module` of one is an attempt to augment
   * the library.
   */
  readonly family: RegExp;
  /** The exported type of what the callbacks are given. */
  readonly callbacksType: CallbacksType;
  /** The types of the callbacks' one parameter, for code that leaves it untyped. */
  readonly callbackParameters: { readonly jwt: string; readonly session: string };
  /** The fields that the library itself puts into the session and its `user`. */
  readonly session: {
    readonly fields: readonly string[];
    readonly userFields: readonly string[];
    /** Its fields that are always there, whatever its type says. */
    readonly always: readonly string[];
    /** Under `database` the callback gets the session and the user as stored, with all columns of the adapter. */
    readonly holdsAdapterUser: boolean;
    /** Fields that the types demand of the session's user inside the callback, and that no reader sees. */
    readonly demandedOfUser?: readonly string[];
  };
  /**
   * Whether a reader that passes the config gets the type that its `session` callback returns, not the library's
   * `Session`.
   */
  readonly givesReturnedSession?: boolean;
  /** Whether its guides keep the session in an object of an author's type: `App.Locals`, `res.locals`. */
  readonly keepsSessionInLocals?: boolean;
  /**
   * The base of `Session["user"]`, for a declaration that must keep it: the exported interface, and the user's type in
   * it.
   */
  readonly userBase: { readonly exportName: string; readonly type: string };
  /** Fields of the callbacks' user that are always there, whatever its type says. */
  readonly user: { readonly always: readonly string[] };
  /** Claims that the library itself puts into the token, and those that are always there. */
  readonly token: { readonly fields: readonly string[]; readonly always: readonly string[] };
}

/** Whether the library itself fills a field, so that it is there without a callback. */
export function fillsItself({ session, token }: Library, key: FieldKey): boolean {
  if (isNested(key)) return false;
  const filled = key.interface === "JWT" ? token.fields : isOfUser(key) ? session.userFields : session.fields;
  return filled.includes(fieldName(key));
}
