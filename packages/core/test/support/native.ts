import { createRequire } from "node:module";
import path from "node:path";
import { once } from "../../src/compiler/once.js";
import { startNative } from "../../src/compiler/native/compiler.js";
import type { Program } from "../../src/index.js";
import type { Texts } from "./virtual-host.js";

/** A folder with another TypeScript 7 in its `node_modules`. */
const folder = process.env["TYPED_SESSION_NATIVE"];
const require = createRequire(folder === undefined ? import.meta.url : path.join(folder, "package.json"));
const name = folder === undefined ? "typescript-7.1" : "typescript";
const { version } = require(`${name}/package.json`) as { readonly version: string };
/** Its names since 7.1. */
const modules = { version, sync: require(`${name}/sync`) as object, ast: require(`${name}/ast`) as object };

/** One compiler for all projects of a test file; it ends with the process. */
export const native = once(() => startNative(modules, { currentDirectory: "/" }));

/** A program of TypeScript 7 over such files, which finds their dependencies on the disk; see `virtualProgram`. */
export function nativeProgram(
  texts: Texts,
  rootNames: readonly string[],
  options: Readonly<Record<string, unknown>>,
): Program {
  return native().createProgram({ rootNames, options }, texts);
}
