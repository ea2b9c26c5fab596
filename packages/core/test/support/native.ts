import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { once } from "../../src/compiler/once.js";
import { startNative } from "../../src/compiler/native/compiler.js";
import type { Program } from "../../src/index.js";
import type { Dependencies } from "./packages.js";
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

const known = new Map<Dependencies, readonly (readonly [string, string])[]>();

/** The declarations and manifests of the dependencies, by their names in the project. */
function textsOf(dependencies: Dependencies): readonly (readonly [string, string])[] {
  const found =
    known.get(dependencies) ??
    dependencies.packageNames.flatMap((name) => filesIn(dependencies, `${dependencies.root}/node_modules/${name}`));
  known.set(dependencies, found);
  return found;
}

function filesIn(dependencies: Dependencies, folder: string): (readonly [string, string])[] {
  const real = dependencies.real(folder);
  const files = real === undefined ? [] : readdirSync(real, { withFileTypes: true }).filter((one) => one.isFile());
  return [
    ...files
      .filter(({ name }) => /(?:\.d\.[cm]?ts|package\.json)$/.test(name))
      .map(({ name }) => [`${folder}/${name}`, readFileSync(path.join(real ?? "", name), "utf8")] as const),
    ...dependencies
      .directories(folder)
      .flatMap((name) => (name === "node_modules" ? [] : filesIn(dependencies, `${folder}/${name}`))),
  ];
}

/** A program of TypeScript 7 over such files; see `virtualProgram`. */
export function nativeProgram(
  dependencies: Dependencies,
  texts: Texts,
  rootNames: readonly string[],
  options: Readonly<Record<string, unknown>>,
): Program {
  return native().createProgram({ rootNames, options }, new Map([...textsOf(dependencies), ...texts]));
}
