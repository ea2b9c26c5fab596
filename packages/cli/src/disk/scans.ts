import { mayAugment, mayDependOnOneOf, mayHoldAuth, mayReadSession } from "@typed-session/core";

/** The reasons in a code file's text to load the file. */
export interface Verdict {
  readonly mayHoldAuth: boolean;
  /** Whether it declares types for files that do not import it. */
  readonly declaresForOthers: boolean;
}

/**
 * A part of every text with a config or an augmentation: `next-auth`, `@auth/core`, `#auth`, `NuxtAuthHandler`. It is
 * searched in the bytes, so that the text of an unrelated file is never decoded.
 */
const authNeedle = "uth";
const globalNeedles = ["declare global", "declare module"];

type Bytes = Buffer | undefined;

/**
 * The questions about a file's text that need no compiler. A tsconfig may list a missing or unreadable file: it is not
 * needed, and the compiler reports it where it matters.
 */
const scans = {
  judge: (bytes: Bytes): Verdict => ({
    mayHoldAuth: bytes?.includes(authNeedle) === true && mayHoldAuth(bytes.toString("utf8")),
    declaresForOthers: globalNeedles.some((needle) => bytes?.includes(needle)),
  }),
  augments: (bytes: Bytes): boolean => bytes?.includes(authNeedle) === true && mayAugment(bytes.toString("utf8")),
  reads: (bytes: Bytes): boolean => bytes !== undefined && mayReadSession(bytes.toString("utf8")),
  dependsOnOneOf: (bytes: Bytes, fieldNames: readonly string[]): boolean =>
    bytes !== undefined &&
    [...fieldNames, "[", "keyof", "..."].some((needle) => bytes.includes(needle)) &&
    mayDependOnOneOf(bytes.toString("utf8"), fieldNames),
  namesOneOf: (bytes: Bytes, specifiers: readonly string[]): boolean =>
    specifiers.some((one) => [`"${one}`, `'${one}`].some((quoted) => bytes?.includes(quoted))),
} satisfies Record<string, (bytes: Bytes, ...args: never[]) => unknown>;

export type ScanName = keyof typeof scans;
export type ScanAnswer<Name extends ScanName> = ReturnType<(typeof scans)[Name]>;
export type ScanArguments<Name extends ScanName> =
  Parameters<(typeof scans)[Name]> extends [Bytes, ...infer Rest] ? Rest : never;

/** @param bytes `undefined` for a missing file */
export function runScan<Name extends ScanName>(
  name: Name,
  bytes: Bytes,
  ...args: ScanArguments<Name>
): ScanAnswer<Name> {
  // The compiler does not see that the arguments and the answer belong to the same scan.
  const scan = scans[name] as unknown as (bytes: Bytes, ...args: ScanArguments<Name>) => ScanAnswer<Name>;
  return scan(bytes, ...args);
}

/** The same for a scan whose name and arguments were recorded. */
export function scanAgain(name: string, bytes: Bytes, args: readonly unknown[]): unknown {
  return name in scans ? runScan(name as ScanName, bytes, ...(args as ScanArguments<ScanName>)) : undefined;
}
