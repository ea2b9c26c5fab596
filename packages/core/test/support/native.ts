import { existsSync, readFileSync, realpathSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { startNative, type NativeTypeScript } from "../../src/compiler/native/compiler.js";
import type { NativeFiles, Program } from "../../src/index.js";
import type { Texts } from "./virtual-host.js";

/** One of the versions that the tests depend on, or a folder with another one in its `node_modules`. */
const asked = process.env["TYPED_SESSION_COMPILER"] ?? "7.1";
const isFolder = path.isAbsolute(asked);
const require = createRequire(isFolder ? path.join(asked, "package.json") : import.meta.url);
const name = isFolder ? "typescript" : `typescript-${asked}`;
const { version } = require(`${name}/package.json`) as { readonly version: string };
const is70 = version.startsWith("7.0.");
const at = is70 ? `${name}/unstable` : name;
const modules = { version, sync: require(`${at}/sync`) as object, ast: require(`${at}/ast`) as object };

/** The folders of the last program's texts. */
const folders = new Set<string>();

/** 7.0 asks the disk whether a file exists that it is to read from a text, unless somebody else answers. */
const files: NativeFiles = {
  fileExists: (name) => statSync(name, { throwIfNoEntry: false })?.isFile() === true,
  directoryExists: (name) => folders.has(name) || statSync(name, { throwIfNoEntry: false })?.isDirectory() === true,
  readFile: (name) => (files.fileExists(name) ? readFileSync(name, "utf8") : undefined),
  entriesOf: () => ({ files: [], directories: [] }),
  realPath: (name) => (existsSync(name) ? realpathSync(name) : name),
};

let running: NativeTypeScript | undefined;

/** One compiler for all projects of a test file; it ends with the process at the latest. */
export function native(): NativeTypeScript {
  running ??= startNative(modules, { currentDirectory: "/", ...(is70 && { files }) });
  return running;
}

/** Ends the process of a test file's compiler, if it has one. */
export function endNative(): void {
  running?.close();
  running = undefined;
}

/** A program of TypeScript 7 over such files, which finds their dependencies on the disk; see `virtualProgram`. */
export function nativeProgram(
  texts: Texts,
  configFile: string,
  rootNames: readonly string[],
  options: Readonly<Record<string, unknown>>,
): Program {
  folders.clear();
  for (let name of texts.keys()) {
    while ((name = path.posix.dirname(name)) !== "/") folders.add(name);
  }
  // 7.0 reads the tsconfig among the texts; 7.1 takes the options as they are read.
  return native().createProgram(is70 ? { rootNames, configFile, options: {} } : { rootNames, options }, texts);
}
