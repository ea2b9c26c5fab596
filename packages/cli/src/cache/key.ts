import { randomBytes } from "node:crypto";
import {
  closeSync,
  constants,
  fstatSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
  type Stats,
} from "node:fs";
import { dirname, isAbsolute, join, sep } from "node:path";
import { isNamed } from "../disk/file-system.js";
import type { Surroundings } from "../io.js";

/** In bytes. */
const keyLength = 32;

/** Minimum length of a key from the environment, which a person or a script has made. */
const shortestText = 32;

/**
 * Whether this runs in CI, where a restored folder comes from elsewhere: a result is kept and repeated there only on
 * request.
 */
export function isInCi({ env }: Pick<Surroundings, "env">): boolean {
  return !["", "0", "false"].includes((env["CI"] ?? "").toLowerCase());
}

/**
 * The key that seals this user's results. It lies outside of every project, so that write access to a project is not
 * enough to seal anything. It is made at its first use.
 *
 * @param directories of the project: a key in one of them is no secret
 * @returns `undefined` if none can be read or kept, which is not reported
 */
export function sealingKey(surroundings: Surroundings, directories: readonly string[]): Buffer | undefined {
  const given = surroundings.env["TYPED_SESSION_CACHE_KEY"];
  if (isInCi(surroundings) && given !== undefined && given !== "") {
    return given.length < shortestText ? undefined : Buffer.from(given);
  }
  const home = stateDirectory(surroundings);
  if (home === undefined) return undefined;
  const fileName = join(home, "typed-session", "cache-key");
  try {
    makeDirectory(dirname(fileName));
    const place = realpathSync(dirname(fileName));
    if (directories.some((directory) => isWithin(realpathSync(directory), place))) return undefined;
    return readKey(fileName) ?? (isNamed(fileName) ? undefined : makeKey(fileName));
  } catch {
    return undefined;
  }
}

/** The directory for programs' data that is neither a setting nor a copy. */
function stateDirectory({ env }: Surroundings): string | undefined {
  const given = process.platform === "win32" ? env["LOCALAPPDATA"] : env["XDG_STATE_HOME"];
  // The XDG specification: a path that is not absolute is ignored.
  if (given !== undefined && isAbsolute(given)) return given;
  const home = env["HOME"];
  return process.platform !== "win32" && home !== undefined && isAbsolute(home)
    ? join(home, ".local", "state")
    : undefined;
}

function isWithin(directory: string, path: string): boolean {
  return path === directory || path.startsWith(directory.endsWith(sep) ? directory : directory + sep);
}

/** @throws if it cannot be made, or others can put their own key into it */
function makeDirectory(directory: string): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const stats = lstatSync(directory);
  if (!stats.isDirectory() || !isOwn(stats) || isOpenFor(stats, 0o022)) throw new Error("not a directory of one's own");
}

/** The key, if the file is as this command makes it. */
function readKey(fileName: string): Buffer | undefined {
  // No link is followed, and the read does not block. Windows has neither flag.
  const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants as Partial<typeof constants>;
  if (!lstatSync(fileName, { throwIfNoEntry: false })?.isFile()) return undefined;
  const file = openSync(fileName, (O_RDONLY ?? 0) | O_NOFOLLOW | O_NONBLOCK);
  try {
    const stats = fstatSync(file);
    if (!stats.isFile() || stats.size !== keyLength || !isOwn(stats) || isOpenFor(stats, 0o077)) return undefined;
    const key = Buffer.alloc(keyLength);
    return readSync(file, key, 0, keyLength, 0) === keyLength ? key : undefined;
  } finally {
    closeSync(file);
  }
}

/** Makes a key. Two concurrent runs both take the first one's. */
function makeKey(fileName: string): Buffer | undefined {
  const written = `${fileName}.${randomBytes(8).toString("hex")}`;
  writeFileSync(written, randomBytes(keyLength), { flag: "wx", mode: 0o600 });
  try {
    linkSync(written, fileName);
  } catch {
    // Another run has made one, or the file system has no links.
    if (!isNamed(fileName)) renameSync(written, fileName);
  } finally {
    rmSync(written, { force: true });
  }
  return readKey(fileName);
}

function isOwn({ uid }: Stats): boolean {
  const own = process.getuid?.();
  return own === undefined || uid === own;
}

/** Whether others have one of these rights. Windows has no such bits, and its directory is the user's own. */
function isOpenFor({ mode }: Stats, rights: number): boolean {
  return process.platform !== "win32" && (mode & rights) !== 0;
}
