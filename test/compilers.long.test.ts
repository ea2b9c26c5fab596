import { cpSync, existsSync, mkdirSync, readdirSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { builtCommand, linkedCopyOf } from "./support/app.js";
import { appOf, guides, prepare, textsOf } from "./support/guide.js";
import { start } from "./support/run.js";

const seven = realpathSync(dirname(createRequire(import.meta.url).resolve("typescript-7.1/package.json")));
const folder = join(import.meta.dirname, "../fixtures");
const fixtures = readdirSync(folder).filter((name) => existsSync(join(folder, name, "tsconfig.json")));

/** A copy of an app, with its dependencies but for TypeScript, which is 7.1. */
function withSeven(app: string): string {
  const copy = `${app}-7`;
  cpSync(app, copy, { recursive: true, verbatimSymlinks: true });
  const modules = join(copy, "node_modules");
  const from = realpathSync(modules);
  rmSync(modules);
  mkdirSync(modules);
  const names = readdirSync(from).filter((name) => name !== "typescript" && name !== ".cache");
  for (const name of names) symlinkSync(join(from, name), join(modules, name));
  symlinkSync(seven, join(modules, "typescript"));
  return copy;
}

/** What the command says of an app, and the texts that it writes. */
async function outcomeIn(app: string): Promise<object> {
  const run = async (...args: readonly string[]): Promise<object> => {
    const { status, stdout, stderr } = await start(app, process.execPath, [builtCommand, ...args]);
    // The closing line ends with the time.
    return { status, stdout, stderr: stderr.replace(/ \(\d+\.\d s\)/g, "") };
  };
  const before = textsOf(app);
  const check = await run("check", "--no-cache");
  const fix = await run("fix");
  const written = [...textsOf(app)].filter(([name, text]) => before.get(name) !== text);
  return { check, fix, written };
}

async function compareIn(app: string): Promise<void> {
  const copy = withSeven(app);
  try {
    const { stdout } = await start(copy, process.execPath, [builtCommand, "--version"]);
    expect(stdout).toContain("TypeScript 7.1");
    expect(await outcomeIn(copy)).toEqual(await outcomeIn(app));
  } finally {
    for (const one of [app, copy]) rmSync(one, { recursive: true, force: true });
  }
}

describe("the command says and writes the same on TypeScript 6 and 7", () => {
  it.each(guides)("in the guide $name", async (guide) => {
    await compareIn(await appOf(guide));
  });

  it.each(fixtures)("in the app %s", async (name) => {
    const app = linkedCopyOf(name);
    await prepare(app, name);
    await compareIn(app);
  });
});
