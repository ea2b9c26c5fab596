import { cpSync, existsSync, mkdirSync, readdirSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { builtCommand, linkedCopyOf } from "./support/app.js";
import { cases } from "./support/breadth.js";
import { appOf, guides, prepare, textsOf } from "./support/guide.js";
import { start } from "./support/run.js";

const require = createRequire(import.meta.url);
/** The package that `typescript@latest` is, and the one after it. */
const sevens = { "7.0": "typescript-7", "7.1": "typescript-7.1" } as const;
type Seven = keyof typeof sevens;
const tried = cases(Object.keys(sevens) as Seven[], (seven) => seven === "7.1");
const folder = join(import.meta.dirname, "../fixtures");
const fixtures = readdirSync(folder).filter((name) => existsSync(join(folder, name, "tsconfig.json")));

/** A copy of an app, with its dependencies but for TypeScript. */
function withSeven(app: string, seven: Seven): string {
  const copy = `${app}-${seven}`;
  cpSync(app, copy, { recursive: true, verbatimSymlinks: true });
  const modules = join(copy, "node_modules");
  const from = realpathSync(modules);
  rmSync(modules);
  mkdirSync(modules);
  const names = readdirSync(from).filter((name) => name !== "typescript" && name !== ".cache");
  for (const name of names) symlinkSync(join(from, name), join(modules, name));
  symlinkSync(realpathSync(dirname(require.resolve(`${sevens[seven]}/package.json`))), join(modules, "typescript"));
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
  const copies = tried.map((seven) => [seven, withSeven(app, seven)] as const);
  try {
    const expected = await outcomeIn(app);
    for (const [seven, copy] of copies) {
      const { stdout } = await start(copy, process.execPath, [builtCommand, "--version"]);
      expect(stdout).toContain(`TypeScript ${seven}`);
      expect({ seven, ...(await outcomeIn(copy)) }).toEqual({ seven, ...expected });
    }
  } finally {
    for (const one of [app, ...copies.map(([, copy]) => copy)]) rmSync(one, { recursive: true, force: true });
  }
}

describe("the command says and writes the same on TypeScript 6 and 7", () => {
  it.concurrent.each(guides)("in the guide $name", async (guide) => {
    await compareIn(await appOf(guide));
  });

  it.concurrent.each(fixtures)("in the app %s", async (name) => {
    const app = linkedCopyOf(name);
    await prepare(app, name);
    await compareIn(app);
  });
});
