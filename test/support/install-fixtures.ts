import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";

const root = join(import.meta.dirname, "../..");
const fixtures = join(root, "fixtures");

/** Gives every fixture app its own dependencies, unless they are in place. */
export function setup(): void {
  for (const name of readdirSync(fixtures)) {
    const app = join(fixtures, name);
    if (existsSync(join(app, "package-lock.json"))) installOnce(app);
    if (existsSync(join(app, "pnpm-lock.yaml"))) installWithPnpm(app);
  }
}

/**
 * Installs the packages of a lockfile, unless that was done before.
 *
 * @param more the other files it depends on
 */
export function installOnce(app: string, args: readonly string[] = [], more: () => void = () => undefined): void {
  unlessDone(app, "package-lock.json", () => {
    npm(app, ["ci", ...args]);
    more();
  });
}

/** Installs, unless that was done before for the same manifest and lockfile. */
function unlessDone(app: string, lockfile: string, install: () => void): void {
  const stampFile = join(app, "node_modules/.installed-for");
  const stamp = hashOf(join(app, "package.json"), join(app, lockfile));
  if (existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp) return;
  install();
  writeFileSync(stampFile, stamp);
}

/** The same with pnpm, whose packages of a workspace have a node_modules each. */
function installWithPnpm(app: string): void {
  unlessDone(app, "pnpm-lock.yaml", () => {
    console.log(`pnpm install in ${relative(root, app)}`);
    execFileSync("npx", ["-y", "pnpm@10.34.9", "install", "--frozen-lockfile"], {
      cwd: app,
      shell: process.platform === "win32",
      stdio: "inherit",
    });
  });
}

export function npm(directory: string, args: readonly string[]): void {
  console.log(`npm ${args.join(" ")} in ${relative(root, directory)}`);
  // pnpm passes its own `engineStrict` on to npm, but we do not choose the apps' dependencies.
  execFileSync("npm", [...args, "--no-audit", "--no-fund", "--engine-strict=false"], {
    cwd: directory,
    env: { ...process.env, NUXT_TELEMETRY_DISABLED: "1", NEXT_TELEMETRY_DISABLED: "1" },
    // npm is a .cmd file on Windows.
    shell: process.platform === "win32",
    stdio: "inherit",
  });
}

function hashOf(...files: readonly string[]): string {
  const hash = createHash("sha256");
  for (const file of files) hash.update(readFileSync(file));
  return hash.digest("hex");
}
