// Packs every public package as it would be published and checks the tarball.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const bin = join(root, "node_modules/.bin");

/** @param {string} directory @param {string} command @param {string[]} args */
const run = (directory, command, args) => execFileSync(command, args, { cwd: directory, stdio: "inherit" });

/** @param {string} tarball */
const manifestIn = (tarball) => execFileSync("tar", ["-xzOf", tarball, "package/package.json"], { encoding: "utf8" });

for (const name of readdirSync(join(root, "packages"))) {
  const directory = join(root, "packages", name);
  if (JSON.parse(readFileSync(join(directory, "package.json"), "utf8")).private) continue;

  console.log(`\n# packages/${name}`);
  const packed = mkdtempSync(join(tmpdir(), "typed-session-pack-"));
  try {
    execFileSync("pnpm", ["pack", "--pack-destination", packed], {
      cwd: directory,
      stdio: ["ignore", "ignore", "inherit"],
    });
    const tarball = join(packed, readdirSync(packed)[0]);

    const manifest = manifestIn(tarball);
    for (const leftover of ["@typed-session/source", "workspace:", "catalog:"]) {
      if (manifest.includes(leftover))
        throw new Error(`packages/${name}: "${leftover}" stands in the packed package.json`);
    }
    run(directory, join(bin, "publint"), [tarball, "--strict"]);
    run(directory, join(bin, "attw"), [tarball, "--profile", "esm-only"]);
  } finally {
    rmSync(packed, { recursive: true, force: true });
  }
}
