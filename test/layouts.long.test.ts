import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { mustRun } from "./support/run.js";
import { checkFixedFrom, findingsFrom, workspaces } from "./support/workspaces.js";

const [t3] = workspaces;
const fixture = join(import.meta.dirname, "../fixtures", t3.name);
const yarn = "@yarnpkg/cli-dist@4.9.1";

interface Layout {
  readonly name: string;
  /** The program, and its arguments. */
  readonly install: readonly [string, ...string[]];
  readonly files?: Readonly<Record<string, string>>;
  /** npm does not know the protocol of the others for packages of the workspace. */
  readonly isNpm?: boolean;
  readonly packageManager?: string;
}

const layouts: readonly Layout[] = [
  { name: "npm", install: ["npm", "install", "--no-audit", "--no-fund"], isNpm: true },
  {
    name: "Yarn, into node_modules",
    install: ["npx", "-y", yarn, "install"],
    files: { ".yarnrc.yml": "nodeLinker: node-modules\nenableTelemetry: false\n" },
    packageManager: "yarn@4.9.1",
  },
  {
    name: "Yarn's Plug'n'Play, with its data in a file",
    install: ["npx", "-y", yarn, "install"],
    files: { ".yarnrc.yml": "nodeLinker: pnp\npnpEnableInlining: false\nenableTelemetry: false\n" },
    packageManager: "yarn@4.9.1",
  },
  { name: "Bun, hoisted", install: ["npx", "-y", "bun@1.3.0", "install", "--linker", "hoisted"] },
  { name: "Bun, isolated", install: ["npx", "-y", "bun@1.3.0", "install", "--linker", "isolated"] },
];

/** The fixture of a T3 app as another package manager installs it. */
function installed({ install, files = {}, isNpm = false, packageManager }: Layout): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "typed-session-layout-")));
  onTestFinished(() => {
    rmSync(root, { recursive: true, force: true });
  });
  const left = ["node_modules", "pnpm-lock.yaml", "pnpm-workspace.yaml", ".turbo", ".next"];
  cpSync(fixture, root, {
    recursive: true,
    filter: (path) =>
      !relative(fixture, path)
        .split("/")
        .some((part) => left.includes(part)),
  });
  const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as Record<string, unknown>;
  delete manifest["packageManager"];
  const workspace = {
    ...manifest,
    workspaces: ["apps/*", "packages/*"],
    ...(packageManager !== undefined && { packageManager }),
  };
  writeFileSync(join(root, "package.json"), JSON.stringify(workspace));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(root, name), text);
  for (const directory of isNpm ? ["apps/nextjs", "packages/api"] : []) {
    const file = join(root, directory, "package.json");
    writeFileSync(file, readFileSync(file, "utf8").replaceAll("workspace:*", "*"));
  }
  const [program, ...args] = install;
  mustRun(root, program, args);
  return root;
}

describe.each(layouts)("a T3 app that is installed by $name", (layout) => {
  it("has the same findings from everywhere, and a fix that every package accepts", () => {
    const root = installed(layout);
    for (const directory of [t3.holder, ...t3.readers])
      expect(findingsFrom(root, directory), directory).toEqual(t3.findings);
    expect(findingsFrom(root, "", "--recursive")).toEqual(t3.findings);
    // Only Yarn's own TypeScript finds the packages of Plug'n'Play.
    if (layout.name.includes("Plug'n'Play")) {
      mustRun(root, process.execPath, [
        join(import.meta.dirname, "../packages/cli/bin/typed-session.js"),
        "fix",
        "--recursive",
      ]);
      for (const directory of [t3.holder, ...t3.readers])
        mustRun(join(root, directory), "npx", ["-y", yarn, "tsc", "--noEmit"]);
      expect(findingsFrom(root, "", "--recursive")).toEqual([]);
    } else checkFixedFrom(t3, t3.readers[0], root);
  });
});
