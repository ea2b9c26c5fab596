import { createRequire } from "node:module";
import type ts from "typescript";

/*
 * The command runs in the tests' own process. Most of a run's time is the parse of the declaration files in
 * `node_modules`. These tests parse each file once and share it between runs. Every run still reads the file, because
 * the command's trace of the disk must contain it.
 */
const require = createRequire(import.meta.url);
const fileName = require.resolve("typescript");
const real = require(fileName) as typeof ts;
const parsed = new Map<string, ts.SourceFile>();

function createCompilerHost(...given: Parameters<typeof ts.createCompilerHost>): ts.CompilerHost {
  const host = real.createCompilerHost(...given);
  const getSourceFile = host.getSourceFile.bind(host);
  host.getSourceFile = (name, options, ...rest) => {
    if (!name.includes("/node_modules/")) return getSourceFile(name, options, ...rest);
    const key = JSON.stringify([name, options, host.jsDocParsingMode]);
    const known = parsed.get(key);
    if (known && host.readFile(name) === known.text) return known;
    const file = getSourceFile(name, options, ...rest);
    if (file) parsed.set(key, file);
    return file;
  };
  return host;
}

const loaded = require.cache[fileName];
if (loaded && !("parsesOnce" in real)) loaded.exports = { ...real, createCompilerHost, parsesOnce: true };
