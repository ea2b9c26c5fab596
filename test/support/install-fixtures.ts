import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const fixtures = join(import.meta.dirname, "../../fixtures");

/** Gives every fixture app its own dependencies; does nothing where they are in place. */
export function setup(): void {
  for (const name of readdirSync(fixtures)) {
    const app = join(fixtures, name);
    if (existsSync(join(app, "package-lock.json"))) install(app, name);
  }
}

function install(app: string, name: string): void {
  const stampFile = join(app, "node_modules/.installed-for");
  const stamp = hashOf(join(app, "package.json"), join(app, "package-lock.json"));
  if (existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp) return;

  console.log(`npm ci in fixtures/${name}`);
  // pnpm hands its own `engineStrict` on to npm; what the apps depend on is not ours to choose.
  execFileSync("npm", ["ci", "--no-audit", "--no-fund", "--engine-strict=false"], {
    cwd: app,
    env: { ...process.env, NUXT_TELEMETRY_DISABLED: "1", NEXT_TELEMETRY_DISABLED: "1" },
    // npm is a .cmd file there.
    shell: process.platform === "win32",
    stdio: "inherit",
  });
  writeFileSync(stampFile, stamp);
}

function hashOf(...files: readonly string[]): string {
  const hash = createHash("sha256");
  for (const file of files) hash.update(readFileSync(file));
  return hash.digest("hex");
}
